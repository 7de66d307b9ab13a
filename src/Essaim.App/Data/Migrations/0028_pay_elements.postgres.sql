-- What a payslip was made of stays as it was.
CREATE FUNCTION guard_pay_elements() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.person_id <> OLD.person_id OR NEW.month <> OLD.month) THEN
    RAISE EXCEPTION 'an issued payslip keeps its elements';
  END IF;
  IF TG_OP <> 'INSERT' AND EXISTS (SELECT 1 FROM payslip WHERE person_id = OLD.person_id AND month = OLD.month) THEN
    RAISE EXCEPTION 'an issued payslip keeps its elements';
  END IF;
  IF TG_OP = 'INSERT' AND EXISTS (SELECT 1 FROM payslip WHERE person_id = NEW.person_id AND month = NEW.month) THEN
    RAISE EXCEPTION 'an issued payslip keeps its elements';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER pay_elements_kept BEFORE INSERT OR UPDATE OR DELETE ON pay_elements
  FOR EACH ROW EXECUTE FUNCTION guard_pay_elements();
CREATE TRIGGER pay_elements_no_truncate BEFORE TRUNCATE ON pay_elements
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
