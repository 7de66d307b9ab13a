-- A payslip goes only when it was taken back; what was taken back stays.
DROP TRIGGER payslip_no_change ON payslip;
CREATE TRIGGER payslip_no_change BEFORE UPDATE OR TRUNCATE ON payslip
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE FUNCTION refuse_payslip_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM cancelled_payslip WHERE entry_id = OLD.entry_id) THEN
    RAISE EXCEPTION 'payslip is append-only';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER payslip_no_removal BEFORE DELETE ON payslip
  FOR EACH ROW EXECUTE FUNCTION refuse_payslip_removal();
CREATE TRIGGER cancelled_payslip_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON cancelled_payslip
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- Runs as the owner: the ordinary role keeps no right to delete a payslip.
CREATE FUNCTION take_back_payslip() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  DELETE FROM payslip WHERE entry_id = NEW.entry_id;
  RETURN NULL;
END $$;
CREATE TRIGGER cancelled_payslip_takes_back AFTER INSERT ON cancelled_payslip
  FOR EACH ROW EXECUTE FUNCTION take_back_payslip();
REVOKE UPDATE, DELETE ON cancelled_payslip FROM essaim_app;
