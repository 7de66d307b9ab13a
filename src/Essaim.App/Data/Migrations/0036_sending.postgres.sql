CREATE FUNCTION guard_sent_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.invoice_id, NEW.tracking_id, NEW.queued_at, NEW.queued_by)
      IS DISTINCT FROM (OLD.invoice_id, OLD.tracking_id, OLD.queued_at, OLD.queued_by)
    OR (OLD.state = 'Sent' AND NEW.state = 'Waiting') THEN
    RAISE EXCEPTION 'sent_invoice is append-only';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sent_invoice_guarded BEFORE UPDATE ON sent_invoice
  FOR EACH ROW EXECUTE FUNCTION guard_sent_invoice();
CREATE TRIGGER sent_invoice_no_change BEFORE DELETE OR TRUNCATE ON sent_invoice
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER cashing_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON cashing
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION guard_sent_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.invoice_id, NEW.status, NEW.reason, NEW.words, NEW.said_at, NEW.message_id, NEW.cashing_id,
      NEW.made_at)
      IS DISTINCT FROM (OLD.id, OLD.invoice_id, OLD.status, OLD.reason, OLD.words, OLD.said_at, OLD.message_id,
      OLD.cashing_id, OLD.made_at) OR (OLD.state IN ('Kept', 'Sent') AND NEW.state <> OLD.state) THEN
    RAISE EXCEPTION 'sent_status is append-only';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sent_status_guarded BEFORE UPDATE ON sent_status
  FOR EACH ROW EXECUTE FUNCTION guard_sent_status();
CREATE TRIGGER sent_status_no_change BEFORE DELETE OR TRUNCATE ON sent_status
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

REVOKE DELETE ON sent_invoice, sent_status FROM essaim_app;
REVOKE UPDATE, DELETE ON cashing FROM essaim_app;
