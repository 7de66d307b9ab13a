-- What both signed stays as it is; a change is an amendment. Its papers stay with it.
CREATE TRIGGER contract_paper_no_update BEFORE UPDATE ON contract_paper
WHEN OLD.state IN ('Signed', 'Withdrawn')
BEGIN SELECT RAISE(ABORT, 'a concluded contract stays as it is'); END;
CREATE TRIGGER contract_paper_no_delete BEFORE DELETE ON contract_paper
WHEN OLD.state <> 'Draft'
BEGIN SELECT RAISE(ABORT, 'a contract that was sent stays'); END;
CREATE TRIGGER contract_no_update BEFORE UPDATE ON contract
WHEN EXISTS (SELECT 1 FROM contract_paper WHERE contract_id = OLD.id)
  AND (NEW.person_id <> OLD.person_id OR NEW.kind <> OLD.kind OR NEW.first_day <> OLD.first_day
    OR NEW.fixed_pay <> OLD.fixed_pay OR NEW.monthly_hours IS NOT OLD.monthly_hours
    OR NEW.signed_on IS NOT OLD.signed_on OR NEW.planned_end IS NOT OLD.planned_end
    OR NEW.amends_id IS NOT OLD.amends_id OR NEW.amendment <> OLD.amendment)
BEGIN SELECT RAISE(ABORT, 'a concluded contract stays as it is'); END;
CREATE TRIGGER contract_no_delete BEFORE DELETE ON contract
WHEN EXISTS (SELECT 1 FROM contract_paper WHERE contract_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'a concluded contract stays as it is'); END;
CREATE TRIGGER kept_document_of_contract BEFORE UPDATE ON kept_document
WHEN OLD.removed_at IS NULL AND NEW.removed_at IS NOT NULL AND OLD.state <> 'Refused'
  AND OLD.owner_kind = 'contract-paper'
  AND EXISTS (SELECT 1 FROM contract_paper WHERE id = OLD.owner_id AND state = 'Signed')
BEGIN SELECT RAISE(ABORT, 'a concluded contract keeps its documents'); END;
CREATE TRIGGER pay_choice_no_update BEFORE UPDATE ON pay_choice
BEGIN SELECT RAISE(ABORT, 'pay_choice is append-only'); END;
CREATE TRIGGER pay_choice_no_delete BEFORE DELETE ON pay_choice
BEGIN SELECT RAISE(ABORT, 'pay_choice is append-only'); END;
CREATE TRIGGER cape_declaration_no_update BEFORE UPDATE ON cape_declaration
BEGIN SELECT RAISE(ABORT, 'cape_declaration is append-only'); END;
CREATE TRIGGER cape_declaration_no_delete BEFORE DELETE ON cape_declaration
BEGIN SELECT RAISE(ABORT, 'cape_declaration is append-only'); END;
