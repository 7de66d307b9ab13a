-- Once it has its number, an order keeps what it asks for; what was posted never changes.
CREATE TRIGGER purchase_order_no_update BEFORE UPDATE ON purchase_order
WHEN OLD.number IS NOT NULL AND (NEW.number IS NOT OLD.number OR NEW.content <> OLD.content OR NEW.net <> OLD.net
  OR NEW.total <> OLD.total OR NEW.supplier_id <> OLD.supplier_id OR NEW.date <> OLD.date
  OR (OLD.status IN ('Closed', 'Cancelled') AND NEW.status <> OLD.status))
BEGIN SELECT RAISE(ABORT, 'a numbered order stays as it is'); END;
CREATE TRIGGER purchase_order_no_delete BEFORE DELETE ON purchase_order
WHEN OLD.number IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a numbered order stays'); END;
CREATE TRIGGER order_invoice_no_update BEFORE UPDATE ON order_invoice
WHEN OLD.undone_at IS NOT NULL OR NEW.order_id <> OLD.order_id OR NEW.purchase_id <> OLD.purchase_id
  OR NEW.content <> OLD.content OR NEW.told <> OLD.told
BEGIN SELECT RAISE(ABORT, 'order_invoice is append-only'); END;
CREATE TRIGGER order_invoice_no_delete BEFORE DELETE ON order_invoice
BEGIN SELECT RAISE(ABORT, 'order_invoice is append-only'); END;
CREATE TRIGGER person_share_no_update BEFORE UPDATE ON person_share
BEGIN SELECT RAISE(ABORT, 'person_share is append-only'); END;
CREATE TRIGGER person_share_no_delete BEFORE DELETE ON person_share
BEGIN SELECT RAISE(ABORT, 'person_share is append-only'); END;
