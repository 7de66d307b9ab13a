-- What both signed stays as it is; a change is an amendment. Its papers stay with it.
CREATE FUNCTION guard_contract_paper() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.state <> 'Draft' THEN
      RAISE EXCEPTION 'a contract that was sent stays';
    END IF;
    RETURN OLD;
  END IF;
  IF OLD.state IN ('Signed', 'Withdrawn') THEN
    RAISE EXCEPTION 'a concluded contract stays as it is';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER contract_paper_guarded BEFORE UPDATE OR DELETE ON contract_paper
  FOR EACH ROW EXECUTE FUNCTION guard_contract_paper();
CREATE TRIGGER contract_paper_no_truncate BEFORE TRUNCATE ON contract_paper
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE FUNCTION guard_contract() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM contract_paper WHERE contract_id = OLD.id) THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'DELETE' OR (NEW.person_id, NEW.kind, NEW.first_day, NEW.fixed_pay, NEW.monthly_hours, NEW.signed_on,
      NEW.planned_end, NEW.amends_id, NEW.amendment) IS DISTINCT FROM (OLD.person_id, OLD.kind, OLD.first_day,
      OLD.fixed_pay, OLD.monthly_hours, OLD.signed_on, OLD.planned_end, OLD.amends_id, OLD.amendment) THEN
    RAISE EXCEPTION 'a concluded contract stays as it is';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER contract_guarded BEFORE UPDATE OR DELETE ON contract
  FOR EACH ROW EXECUTE FUNCTION guard_contract();
CREATE FUNCTION guard_contract_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.removed_at IS NULL AND NEW.removed_at IS NOT NULL AND OLD.state <> 'Refused'
    AND OLD.owner_kind = 'contract-paper'
    AND EXISTS (SELECT 1 FROM contract_paper WHERE id = OLD.owner_id AND state = 'Signed') THEN
    RAISE EXCEPTION 'a concluded contract keeps its documents';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept_document_of_contract BEFORE UPDATE ON kept_document
  FOR EACH ROW EXECUTE FUNCTION guard_contract_document();
CREATE TRIGGER pay_choice_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON pay_choice
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE ON pay_choice FROM essaim_app;
CREATE TRIGGER cape_declaration_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON cape_declaration
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE ON cape_declaration FROM essaim_app;
