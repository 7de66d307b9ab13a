-- A payslip went on from these sums: they stay as they were, and none come later.
CREATE FUNCTION guard_pay_take_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.person_id <> OLD.person_id OR NEW.year <> OLD.year) THEN
    RAISE EXCEPTION 'a payslip used the sums of the year';
  END IF;
  IF TG_OP <> 'INSERT'
    AND EXISTS (SELECT 1 FROM payslip WHERE person_id = OLD.person_id AND month / 100 = OLD.year) THEN
    RAISE EXCEPTION 'a payslip used the sums of the year';
  END IF;
  IF TG_OP = 'INSERT'
    AND EXISTS (SELECT 1 FROM payslip WHERE person_id = NEW.person_id AND month / 100 = NEW.year) THEN
    RAISE EXCEPTION 'a payslip used the sums of the year';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER pay_take_over_kept BEFORE INSERT OR UPDATE OR DELETE ON pay_take_over
  FOR EACH ROW EXECUTE FUNCTION guard_pay_take_over();
CREATE TRIGGER pay_take_over_no_truncate BEFORE TRUNCATE ON pay_take_over
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What was due is paid once, and never forgotten.
CREATE FUNCTION guard_variable_settlement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'what was due is kept';
  END IF;
  IF OLD.paid_month IS NOT NULL THEN
    RAISE EXCEPTION 'what was due is paid';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER variable_settlement_kept BEFORE UPDATE OR DELETE ON variable_settlement
  FOR EACH ROW EXECUTE FUNCTION guard_variable_settlement();
CREATE TRIGGER variable_settlement_no_truncate BEFORE TRUNCATE ON variable_settlement
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
