-- A document never changes; a posted entry keeps its own (C. com. L123-22). What was taken off before may go.

CREATE FUNCTION guard_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.removed_at IS NULL THEN
      RAISE EXCEPTION 'kept_document is append-only';
    END IF;
    RETURN OLD;
  END IF;
  IF (NEW.id, NEW.owner_kind, NEW.owner_id, NEW.activity_id, NEW.name, NEW.media_type, NEW.size, NEW.sha256,
      NEW.made_at, NEW.made_by, NEW.made_by_user) IS DISTINCT FROM (OLD.id, OLD.owner_kind, OLD.owner_id,
      OLD.activity_id, OLD.name, OLD.media_type, OLD.size, OLD.sha256, OLD.made_at, OLD.made_by, OLD.made_by_user)
    OR (NEW.state <> OLD.state AND OLD.state <> 'Waiting') THEN
    RAISE EXCEPTION 'kept_document is append-only';
  END IF;
  IF OLD.removed_at IS NULL AND NEW.removed_at IS NOT NULL AND OLD.state <> 'Refused'
    AND (OLD.owner_kind = 'purchase'
      OR EXISTS (SELECT 1 FROM expense_claim WHERE OLD.owner_kind = 'expense-claim' AND id = OLD.owner_id
        AND entry_id IS NOT NULL)) THEN
    RAISE EXCEPTION 'a posted entry keeps its documents';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kept_document_guarded BEFORE UPDATE OR DELETE ON kept_document
  FOR EACH ROW EXECUTE FUNCTION guard_document();
CREATE TRIGGER kept_document_no_truncate BEFORE TRUNCATE ON kept_document
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION guard_piece() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT 1 FROM kept_document WHERE id = OLD.document_id AND state <> 'Refused') THEN
      RAISE EXCEPTION 'document_piece is append-only';
    END IF;
    RETURN OLD;
  END IF;
  IF EXISTS (SELECT 1 FROM kept_document WHERE id = NEW.document_id) THEN
    RAISE EXCEPTION 'the document is whole';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER document_piece_guarded BEFORE INSERT OR DELETE ON document_piece
  FOR EACH ROW EXECUTE FUNCTION guard_piece();
CREATE TRIGGER document_piece_no_change BEFORE UPDATE OR TRUNCATE ON document_piece
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE ON document_piece FROM essaim_app;
