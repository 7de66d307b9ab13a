-- What was declared, ratified or given is a proof: it is neither changed nor removed.
CREATE TRIGGER trade_setting_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON trade_setting
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE ON trade_setting FROM essaim_app;
CREATE TRIGGER invoicing_ratification_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON invoicing_ratification
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE ON invoicing_ratification FROM essaim_app;
CREATE TRIGGER tax_certificate_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON tax_certificate
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE ON tax_certificate FROM essaim_app;
-- A visit that an invoice asks for stays as it is; only its invoice may change, once a credit note freed it.
CREATE FUNCTION guard_home_visit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.invoice_id IS NULL THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'DELETE' OR NEW.invoice_id IS NULL OR (NEW.engagement_id, NEW.day, NEW.service, NEW.service_label,
      NEW.hours, NEW.worker, NEW.worker_number, NEW.hour_price, NEW.vat_code) IS DISTINCT FROM (OLD.engagement_id,
      OLD.day, OLD.service, OLD.service_label, OLD.hours, OLD.worker, OLD.worker_number, OLD.hour_price, OLD.vat_code)
  THEN
    RAISE EXCEPTION 'an invoiced visit stays as it is';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER home_visit_guarded BEFORE UPDATE OR DELETE ON home_visit
  FOR EACH ROW EXECUTE FUNCTION guard_home_visit();
CREATE TRIGGER home_visit_no_truncate BEFORE TRUNCATE ON home_visit
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
