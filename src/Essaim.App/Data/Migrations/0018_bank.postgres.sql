CREATE FUNCTION guard_bank_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.explained_at IS NOT NULL THEN
      RAISE EXCEPTION 'an explained bank_line stays';
    END IF;
    RETURN OLD;
  END IF;
  IF (NEW.id, NEW.bank_account_id, NEW.statement_id, NEW.key, NEW.date, NEW.value_date, NEW.amount, NEW.label,
      NEW.party, NEW.party_iban, NEW.reference) IS DISTINCT FROM (OLD.id, OLD.bank_account_id, OLD.statement_id,
      OLD.key, OLD.date, OLD.value_date, OLD.amount, OLD.label, OLD.party, OLD.party_iban, OLD.reference) THEN
    RAISE EXCEPTION 'bank_line is append-only';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER bank_line_guarded BEFORE UPDATE OR DELETE ON bank_line
  FOR EACH ROW EXECUTE FUNCTION guard_bank_line();
CREATE TRIGGER bank_line_no_truncate BEFORE TRUNCATE ON bank_line
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER bank_statement_no_change BEFORE UPDATE OR TRUNCATE ON bank_statement
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE ON bank_statement FROM essaim_app;
