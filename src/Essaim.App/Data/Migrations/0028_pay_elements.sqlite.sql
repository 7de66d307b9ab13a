-- What a payslip was made of stays as it was.
CREATE TRIGGER pay_elements_late BEFORE INSERT ON pay_elements
WHEN EXISTS (SELECT 1 FROM payslip WHERE person_id = NEW.person_id AND month = NEW.month)
BEGIN SELECT RAISE(ABORT, 'an issued payslip keeps its elements'); END;
CREATE TRIGGER pay_elements_changed BEFORE UPDATE ON pay_elements
WHEN NEW.person_id <> OLD.person_id OR NEW.month <> OLD.month
  OR EXISTS (SELECT 1 FROM payslip WHERE person_id = OLD.person_id AND month = OLD.month)
BEGIN SELECT RAISE(ABORT, 'an issued payslip keeps its elements'); END;
CREATE TRIGGER pay_elements_no_delete BEFORE DELETE ON pay_elements
WHEN EXISTS (SELECT 1 FROM payslip WHERE person_id = OLD.person_id AND month = OLD.month)
BEGIN SELECT RAISE(ABORT, 'an issued payslip keeps its elements'); END;
