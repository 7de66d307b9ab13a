-- A payslip goes only when it was taken back; what was taken back stays.
DROP TRIGGER payslip_no_delete;
CREATE TRIGGER payslip_no_delete BEFORE DELETE ON payslip
WHEN NOT EXISTS (SELECT 1 FROM cancelled_payslip WHERE entry_id = OLD.entry_id)
BEGIN SELECT RAISE(ABORT, 'payslip is append-only'); END;
CREATE TRIGGER cancelled_payslip_takes_back AFTER INSERT ON cancelled_payslip
BEGIN DELETE FROM payslip WHERE entry_id = NEW.entry_id; END;
CREATE TRIGGER cancelled_payslip_no_update BEFORE UPDATE ON cancelled_payslip
BEGIN SELECT RAISE(ABORT, 'cancelled_payslip is append-only'); END;
CREATE TRIGGER cancelled_payslip_no_delete BEFORE DELETE ON cancelled_payslip
BEGIN SELECT RAISE(ABORT, 'cancelled_payslip is append-only'); END;
