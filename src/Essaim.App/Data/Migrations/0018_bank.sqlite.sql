CREATE TRIGGER bank_line_no_update BEFORE UPDATE ON bank_line
WHEN NEW.id <> OLD.id OR NEW.bank_account_id <> OLD.bank_account_id OR NEW.statement_id <> OLD.statement_id
  OR NEW.key <> OLD.key OR NEW.date <> OLD.date OR NEW.value_date IS NOT OLD.value_date OR NEW.amount <> OLD.amount
  OR NEW.label <> OLD.label OR NEW.party <> OLD.party OR NEW.party_iban IS NOT OLD.party_iban
  OR NEW.reference <> OLD.reference
BEGIN SELECT RAISE(ABORT, 'bank_line is append-only'); END;
CREATE TRIGGER bank_line_no_delete BEFORE DELETE ON bank_line
WHEN OLD.explained_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an explained bank_line stays'); END;
CREATE TRIGGER bank_statement_no_update BEFORE UPDATE ON bank_statement
BEGIN SELECT RAISE(ABORT, 'bank_statement is append-only'); END;
