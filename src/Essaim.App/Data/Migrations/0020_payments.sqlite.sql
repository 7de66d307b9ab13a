-- What the bank was ordered to pay stays as it was ordered; only what became of it comes to it.
CREATE TRIGGER payment_run_no_change BEFORE UPDATE ON payment_run
WHEN OLD.state = 'Ordered' AND (NEW.id <> OLD.id OR NEW.state <> OLD.state OR NEW.bank_account_id <> OLD.bank_account_id
  OR NEW.execution_on <> OLD.execution_on OR NEW.made_at <> OLD.made_at OR NEW.made_by <> OLD.made_by
  OR NEW.asked_at IS NOT OLD.asked_at OR NEW.file_sha256 IS NOT OLD.file_sha256
  OR NEW.ordered_at IS NOT OLD.ordered_at)
BEGIN SELECT RAISE(ABORT, 'an ordered payment_run stays'); END;
CREATE TRIGGER payment_run_no_delete BEFORE DELETE ON payment_run
BEGIN SELECT RAISE(ABORT, 'payment_run stays'); END;
CREATE TRIGGER payment_transfer_no_insert BEFORE INSERT ON payment_transfer
WHEN (SELECT state FROM payment_run WHERE id = NEW.run_id) = 'Ordered'
BEGIN SELECT RAISE(ABORT, 'an ordered payment_run stays'); END;
CREATE TRIGGER payment_transfer_no_update BEFORE UPDATE ON payment_transfer
WHEN (SELECT state FROM payment_run WHERE id = OLD.run_id) = 'Ordered' AND (NEW.id <> OLD.id OR NEW.run_id <> OLD.run_id
  OR NEW.third_party <> OLD.third_party OR NEW.name <> OLD.name OR NEW.iban IS NOT OLD.iban
  OR NEW.amount <> OLD.amount OR NEW.label <> OLD.label OR NEW.purpose <> OLD.purpose)
BEGIN SELECT RAISE(ABORT, 'an ordered payment_transfer stays'); END;
CREATE TRIGGER payment_transfer_no_delete BEFORE DELETE ON payment_transfer
WHEN (SELECT state FROM payment_run WHERE id = OLD.run_id) = 'Ordered'
BEGIN SELECT RAISE(ABORT, 'an ordered payment_transfer stays'); END;
CREATE TRIGGER payment_transfer_item_no_insert BEFORE INSERT ON payment_transfer_item
WHEN (SELECT r.state FROM payment_transfer t JOIN payment_run r ON r.id = t.run_id
  WHERE t.id = NEW.transfer_id) = 'Ordered'
BEGIN SELECT RAISE(ABORT, 'an ordered payment_transfer stays'); END;
CREATE TRIGGER payment_transfer_item_no_update BEFORE UPDATE ON payment_transfer_item
WHEN NEW.transfer_id <> OLD.transfer_id OR NEW.entry_id <> OLD.entry_id OR NEW.line_no <> OLD.line_no
  OR NEW.amount <> OLD.amount OR OLD.booked_entry_id IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'payment_transfer_item stays'); END;
CREATE TRIGGER payment_transfer_item_no_delete BEFORE DELETE ON payment_transfer_item
WHEN (SELECT r.state FROM payment_transfer t JOIN payment_run r ON r.id = t.run_id
  WHERE t.id = OLD.transfer_id) = 'Ordered'
BEGIN SELECT RAISE(ABORT, 'an ordered payment_transfer stays'); END;
