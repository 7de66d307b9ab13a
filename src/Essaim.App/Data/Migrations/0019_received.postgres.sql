CREATE FUNCTION guard_received_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.fingerprint, NEW.file_sha256, NEW.origin, NEW.seller, NEW.seller_identity, NEW.number,
      NEW.number_kept, NEW.date, NEW.due, NEW.currency, NEW.net, NEW.vat, NEW.total, NEW.faults, NEW.stops,
      NEW.made_at, NEW.made_by) IS DISTINCT FROM (OLD.id, OLD.fingerprint, OLD.file_sha256, OLD.origin, OLD.seller,
      OLD.seller_identity, OLD.number, OLD.number_kept, OLD.date, OLD.due, OLD.currency, OLD.net, OLD.vat, OLD.total,
      OLD.faults, OLD.stops, OLD.made_at, OLD.made_by)
    OR (OLD.purchase_id IS NOT NULL AND NEW.purchase_id IS DISTINCT FROM OLD.purchase_id) THEN
    RAISE EXCEPTION 'received_invoice is append-only';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER received_invoice_guarded BEFORE UPDATE ON received_invoice
  FOR EACH ROW EXECUTE FUNCTION guard_received_invoice();
CREATE TRIGGER received_invoice_no_change BEFORE DELETE OR TRUNCATE ON received_invoice
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION guard_received_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.received_invoice_id, NEW.status, NEW.reason, NEW.words, NEW.made_at, NEW.made_by,
      NEW.message_id)
      IS DISTINCT FROM (OLD.id, OLD.received_invoice_id, OLD.status, OLD.reason, OLD.words, OLD.made_at, OLD.made_by,
      OLD.message_id) OR (OLD.state IN ('Kept', 'Sent') AND NEW.state <> OLD.state) THEN
    RAISE EXCEPTION 'received_status is append-only';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER received_status_guarded BEFORE UPDATE ON received_status
  FOR EACH ROW EXECUTE FUNCTION guard_received_status();
CREATE TRIGGER received_status_no_change BEFORE DELETE OR TRUNCATE ON received_status
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE DELETE ON received_invoice, received_status FROM essaim_app;

-- The file of a received invoice is its original (LPF L102 B): it stays, booked or not.
CREATE OR REPLACE FUNCTION guard_document() RETURNS trigger LANGUAGE plpgsql AS $$
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
    AND (OLD.owner_kind IN ('purchase', 'received-invoice')
      OR EXISTS (SELECT 1 FROM expense_claim WHERE OLD.owner_kind = 'expense-claim' AND id = OLD.owner_id
        AND entry_id IS NOT NULL)) THEN
    RAISE EXCEPTION 'a posted entry keeps its documents';
  END IF;
  RETURN NEW;
END $$;
