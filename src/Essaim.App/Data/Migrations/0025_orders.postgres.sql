-- Once it has its number, an order keeps what it asks for; what was posted never changes.
CREATE FUNCTION guard_purchase_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.number IS NULL THEN
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a numbered order stays';
  END IF;
  IF (NEW.number, NEW.content, NEW.net, NEW.total, NEW.supplier_id, NEW.date)
      IS DISTINCT FROM (OLD.number, OLD.content, OLD.net, OLD.total, OLD.supplier_id, OLD.date)
    OR (OLD.status IN ('Closed', 'Cancelled') AND NEW.status <> OLD.status) THEN
    RAISE EXCEPTION 'a numbered order stays as it is';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER purchase_order_guarded BEFORE UPDATE OR DELETE ON purchase_order
  FOR EACH ROW EXECUTE FUNCTION guard_purchase_order();
CREATE TRIGGER purchase_order_no_truncate BEFORE TRUNCATE ON purchase_order
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION guard_order_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.undone_at IS NOT NULL OR (NEW.order_id, NEW.purchase_id, NEW.content, NEW.told)
      IS DISTINCT FROM (OLD.order_id, OLD.purchase_id, OLD.content, OLD.told) THEN
    RAISE EXCEPTION 'order_invoice is append-only';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER order_invoice_guarded BEFORE UPDATE ON order_invoice
  FOR EACH ROW EXECUTE FUNCTION guard_order_invoice();
CREATE TRIGGER order_invoice_no_change BEFORE DELETE OR TRUNCATE ON order_invoice
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER person_share_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON person_share
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE DELETE ON order_invoice FROM essaim_app;
REVOKE UPDATE, DELETE ON person_share FROM essaim_app;
