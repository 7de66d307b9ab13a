-- What was declared, ratified or given is a proof: it is neither changed nor removed.
CREATE TRIGGER trade_setting_no_update BEFORE UPDATE ON trade_setting
BEGIN SELECT RAISE(ABORT, 'trade_setting is append-only'); END;
CREATE TRIGGER trade_setting_no_delete BEFORE DELETE ON trade_setting
BEGIN SELECT RAISE(ABORT, 'trade_setting is append-only'); END;
CREATE TRIGGER invoicing_ratification_no_update BEFORE UPDATE ON invoicing_ratification
BEGIN SELECT RAISE(ABORT, 'invoicing_ratification is append-only'); END;
CREATE TRIGGER invoicing_ratification_no_delete BEFORE DELETE ON invoicing_ratification
BEGIN SELECT RAISE(ABORT, 'invoicing_ratification is append-only'); END;
CREATE TRIGGER tax_certificate_no_update BEFORE UPDATE ON tax_certificate
BEGIN SELECT RAISE(ABORT, 'tax_certificate is append-only'); END;
CREATE TRIGGER tax_certificate_no_delete BEFORE DELETE ON tax_certificate
BEGIN SELECT RAISE(ABORT, 'tax_certificate is append-only'); END;
-- A visit that an invoice asks for stays as it is; only its invoice may change, once a credit note freed it.
CREATE TRIGGER home_visit_no_update BEFORE UPDATE ON home_visit
WHEN OLD.invoice_id IS NOT NULL AND (NEW.engagement_id <> OLD.engagement_id OR NEW.day <> OLD.day
  OR NEW.service <> OLD.service OR NEW.service_label <> OLD.service_label OR NEW.hours <> OLD.hours
  OR NEW.worker <> OLD.worker OR NEW.worker_number <> OLD.worker_number OR NEW.hour_price <> OLD.hour_price
  OR NEW.vat_code <> OLD.vat_code OR NEW.invoice_id IS NULL)
BEGIN SELECT RAISE(ABORT, 'an invoiced visit stays as it is'); END;
CREATE TRIGGER home_visit_no_delete BEFORE DELETE ON home_visit WHEN OLD.invoice_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an invoiced visit stays as it is'); END;
