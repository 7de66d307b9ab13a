CREATE TRIGGER received_invoice_no_update BEFORE UPDATE ON received_invoice
WHEN NEW.id <> OLD.id OR NEW.fingerprint <> OLD.fingerprint OR NEW.file_sha256 <> OLD.file_sha256
  OR NEW.origin <> OLD.origin OR NEW.seller <> OLD.seller OR NEW.seller_identity <> OLD.seller_identity
  OR NEW.number <> OLD.number OR NEW.number_kept <> OLD.number_kept OR NEW.date IS NOT OLD.date
  OR NEW.due IS NOT OLD.due OR NEW.currency <> OLD.currency OR NEW.net IS NOT OLD.net OR NEW.vat IS NOT OLD.vat
  OR NEW.total IS NOT OLD.total OR NEW.faults <> OLD.faults OR NEW.stops <> OLD.stops
  OR NEW.made_at <> OLD.made_at OR NEW.made_by <> OLD.made_by
  OR (OLD.purchase_id IS NOT NULL AND NEW.purchase_id IS NOT OLD.purchase_id)
BEGIN SELECT RAISE(ABORT, 'received_invoice is append-only'); END;
CREATE TRIGGER received_invoice_no_delete BEFORE DELETE ON received_invoice
BEGIN SELECT RAISE(ABORT, 'received_invoice is append-only'); END;

CREATE TRIGGER received_status_no_update BEFORE UPDATE ON received_status
WHEN NEW.id <> OLD.id OR NEW.received_invoice_id <> OLD.received_invoice_id OR NEW.status <> OLD.status
  OR NEW.reason IS NOT OLD.reason OR NEW.words <> OLD.words OR NEW.made_at <> OLD.made_at OR NEW.made_by <> OLD.made_by
  OR NEW.message_id <> OLD.message_id OR (OLD.state IN ('Kept', 'Sent') AND NEW.state <> OLD.state)
BEGIN SELECT RAISE(ABORT, 'received_status is append-only'); END;
CREATE TRIGGER received_status_no_delete BEFORE DELETE ON received_status
BEGIN SELECT RAISE(ABORT, 'received_status is append-only'); END;

-- The file of a received invoice is its original (LPF L102 B): it stays, booked or not.
DROP TRIGGER kept_document_of_posted;
CREATE TRIGGER kept_document_of_posted BEFORE UPDATE ON kept_document
WHEN OLD.removed_at IS NULL AND NEW.removed_at IS NOT NULL AND OLD.state <> 'Refused'
  AND (OLD.owner_kind IN ('purchase', 'received-invoice')
    OR EXISTS (SELECT 1 FROM expense_claim WHERE OLD.owner_kind = 'expense-claim' AND id = OLD.owner_id
      AND entry_id IS NOT NULL))
BEGIN SELECT RAISE(ABORT, 'a posted entry keeps its documents'); END;
