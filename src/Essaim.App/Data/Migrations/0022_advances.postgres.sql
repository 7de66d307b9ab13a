-- What was posted never changes; papers of a claim that was paid stay with it (C. com. L123-22).
CREATE TRIGGER mutual_due_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON mutual_due
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER financing_due_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON financing_due
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER advance_no_delete BEFORE DELETE OR TRUNCATE ON advance
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE ON mutual_due, financing_due FROM essaim_app;
REVOKE DELETE ON advance FROM essaim_app;

CREATE FUNCTION guard_mutual_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.removed_at IS NULL AND NEW.removed_at IS NOT NULL AND OLD.state <> 'Refused'
    AND OLD.owner_kind = 'mutual-claim'
    AND EXISTS (SELECT 1 FROM mutual_claim WHERE id = OLD.owner_id AND entry_id IS NOT NULL) THEN
    RAISE EXCEPTION 'a posted entry keeps its documents';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept_document_of_mutual_claim BEFORE UPDATE ON kept_document
  FOR EACH ROW EXECUTE FUNCTION guard_mutual_document();
