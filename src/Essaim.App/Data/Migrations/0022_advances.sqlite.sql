-- What was posted never changes; papers of a claim that was paid stay with it (C. com. L123-22).
CREATE TRIGGER mutual_due_no_update BEFORE UPDATE ON mutual_due
BEGIN SELECT RAISE(ABORT, 'mutual_due is append-only'); END;
CREATE TRIGGER mutual_due_no_delete BEFORE DELETE ON mutual_due
BEGIN SELECT RAISE(ABORT, 'mutual_due is append-only'); END;
CREATE TRIGGER financing_due_no_update BEFORE UPDATE ON financing_due
BEGIN SELECT RAISE(ABORT, 'financing_due is append-only'); END;
CREATE TRIGGER financing_due_no_delete BEFORE DELETE ON financing_due
BEGIN SELECT RAISE(ABORT, 'financing_due is append-only'); END;
CREATE TRIGGER advance_no_delete BEFORE DELETE ON advance
BEGIN SELECT RAISE(ABORT, 'an advance stays'); END;
CREATE TRIGGER kept_document_of_mutual_claim BEFORE UPDATE ON kept_document
WHEN OLD.removed_at IS NULL AND NEW.removed_at IS NOT NULL AND OLD.state <> 'Refused'
  AND OLD.owner_kind = 'mutual-claim'
  AND EXISTS (SELECT 1 FROM mutual_claim WHERE id = OLD.owner_id AND entry_id IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a posted entry keeps its documents'); END;
