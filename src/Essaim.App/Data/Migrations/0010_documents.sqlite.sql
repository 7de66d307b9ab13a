-- A document never changes; a posted entry keeps its own (C. com. L123-22). What was taken off before may go.

CREATE TRIGGER kept_document_no_update BEFORE UPDATE ON kept_document
WHEN NEW.id <> OLD.id OR NEW.owner_kind <> OLD.owner_kind OR NEW.owner_id <> OLD.owner_id
  OR NEW.activity_id <> OLD.activity_id OR NEW.name <> OLD.name OR NEW.media_type <> OLD.media_type
  OR NEW.size <> OLD.size OR NEW.sha256 <> OLD.sha256 OR NEW.made_at <> OLD.made_at OR NEW.made_by <> OLD.made_by
  OR NEW.made_by_user <> OLD.made_by_user OR (NEW.state <> OLD.state AND OLD.state <> 'Waiting')
BEGIN SELECT RAISE(ABORT, 'kept_document is append-only'); END;
CREATE TRIGGER kept_document_of_posted BEFORE UPDATE ON kept_document
WHEN OLD.removed_at IS NULL AND NEW.removed_at IS NOT NULL AND OLD.state <> 'Refused'
  AND (OLD.owner_kind = 'purchase'
    OR EXISTS (SELECT 1 FROM expense_claim WHERE OLD.owner_kind = 'expense-claim' AND id = OLD.owner_id
      AND entry_id IS NOT NULL))
BEGIN SELECT RAISE(ABORT, 'a posted entry keeps its documents'); END;
CREATE TRIGGER kept_document_no_delete BEFORE DELETE ON kept_document
WHEN OLD.removed_at IS NULL
BEGIN SELECT RAISE(ABORT, 'kept_document is append-only'); END;

CREATE TRIGGER document_piece_no_update BEFORE UPDATE ON document_piece
BEGIN SELECT RAISE(ABORT, 'document_piece is append-only'); END;
CREATE TRIGGER document_piece_no_delete BEFORE DELETE ON document_piece
WHEN EXISTS (SELECT 1 FROM kept_document WHERE id = OLD.document_id AND state <> 'Refused')
BEGIN SELECT RAISE(ABORT, 'document_piece is append-only'); END;
CREATE TRIGGER document_piece_no_more BEFORE INSERT ON document_piece
WHEN EXISTS (SELECT 1 FROM kept_document WHERE id = NEW.document_id)
BEGIN SELECT RAISE(ABORT, 'the document is whole'); END;
