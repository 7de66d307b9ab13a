CREATE TRIGGER sent_invoice_no_update BEFORE UPDATE ON sent_invoice
WHEN NEW.invoice_id <> OLD.invoice_id OR NEW.tracking_id <> OLD.tracking_id OR NEW.queued_at <> OLD.queued_at
  OR NEW.queued_by <> OLD.queued_by OR (OLD.state = 'Sent' AND NEW.state = 'Waiting')
BEGIN SELECT RAISE(ABORT, 'sent_invoice is append-only'); END;
CREATE TRIGGER sent_invoice_no_delete BEFORE DELETE ON sent_invoice
BEGIN SELECT RAISE(ABORT, 'sent_invoice is append-only'); END;

CREATE TRIGGER cashing_no_update BEFORE UPDATE ON cashing
BEGIN SELECT RAISE(ABORT, 'cashing is append-only'); END;
CREATE TRIGGER cashing_no_delete BEFORE DELETE ON cashing
BEGIN SELECT RAISE(ABORT, 'cashing is append-only'); END;

CREATE TRIGGER sent_status_no_update BEFORE UPDATE ON sent_status
WHEN NEW.id <> OLD.id OR NEW.invoice_id <> OLD.invoice_id OR NEW.status <> OLD.status OR NEW.reason <> OLD.reason
  OR NEW.words <> OLD.words OR NEW.said_at <> OLD.said_at OR NEW.message_id <> OLD.message_id
  OR NEW.cashing_id IS NOT OLD.cashing_id OR NEW.made_at <> OLD.made_at
  OR (OLD.state IN ('Kept', 'Sent') AND NEW.state <> OLD.state)
BEGIN SELECT RAISE(ABORT, 'sent_status is append-only'); END;
CREATE TRIGGER sent_status_no_delete BEFORE DELETE ON sent_status
BEGIN SELECT RAISE(ABORT, 'sent_status is append-only'); END;
