-- A payslip went on from these sums: they stay as they were, and none come later.
CREATE TRIGGER pay_take_over_late BEFORE INSERT ON pay_take_over
WHEN EXISTS (SELECT 1 FROM payslip WHERE person_id = NEW.person_id AND month / 100 = NEW.year)
BEGIN SELECT RAISE(ABORT, 'a payslip used the sums of the year'); END;
CREATE TRIGGER pay_take_over_changed BEFORE UPDATE ON pay_take_over
WHEN NEW.person_id <> OLD.person_id OR NEW.year <> OLD.year
  OR EXISTS (SELECT 1 FROM payslip WHERE person_id = OLD.person_id AND month / 100 = OLD.year)
BEGIN SELECT RAISE(ABORT, 'a payslip used the sums of the year'); END;
CREATE TRIGGER pay_take_over_no_delete BEFORE DELETE ON pay_take_over
WHEN EXISTS (SELECT 1 FROM payslip WHERE person_id = OLD.person_id AND month / 100 = OLD.year)
BEGIN SELECT RAISE(ABORT, 'a payslip used the sums of the year'); END;

-- What was due is paid once, and never forgotten.
CREATE TRIGGER variable_settlement_paid BEFORE UPDATE ON variable_settlement
WHEN OLD.paid_month IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'what was due is paid'); END;
CREATE TRIGGER variable_settlement_no_delete BEFORE DELETE ON variable_settlement
BEGIN SELECT RAISE(ABORT, 'what was due is kept'); END;
