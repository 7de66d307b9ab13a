-- What the bank was ordered to pay stays as it was ordered; only what became of it comes to it.
CREATE FUNCTION guard_payment_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'payment_run stays';
  END IF;
  IF OLD.state = 'Ordered' AND (NEW.id, NEW.state, NEW.bank_account_id, NEW.execution_on, NEW.made_at, NEW.made_by,
      NEW.asked_at, NEW.file_sha256, NEW.ordered_at) IS DISTINCT FROM (OLD.id, OLD.state, OLD.bank_account_id,
      OLD.execution_on, OLD.made_at, OLD.made_by, OLD.asked_at, OLD.file_sha256, OLD.ordered_at) THEN
    RAISE EXCEPTION 'an ordered payment_run stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payment_run_guarded BEFORE UPDATE OR DELETE ON payment_run
  FOR EACH ROW EXECUTE FUNCTION guard_payment_run();

CREATE FUNCTION guard_payment_transfer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ordered boolean;
BEGIN
  SELECT state = 'Ordered' INTO ordered FROM payment_run
    WHERE id = (CASE WHEN TG_OP = 'INSERT' THEN NEW.run_id ELSE OLD.run_id END);
  IF NOT ordered THEN
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP <> 'UPDATE' OR (NEW.id, NEW.run_id, NEW.third_party, NEW.name, NEW.iban, NEW.amount, NEW.label, NEW.purpose)
      IS DISTINCT FROM (OLD.id, OLD.run_id, OLD.third_party, OLD.name, OLD.iban, OLD.amount, OLD.label,
      OLD.purpose) THEN
    RAISE EXCEPTION 'an ordered payment_transfer stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payment_transfer_guarded BEFORE INSERT OR UPDATE OR DELETE ON payment_transfer
  FOR EACH ROW EXECUTE FUNCTION guard_payment_transfer();

CREATE FUNCTION guard_payment_transfer_item() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ordered boolean;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.transfer_id, NEW.entry_id, NEW.line_no, NEW.amount) IS DISTINCT FROM (OLD.transfer_id, OLD.entry_id,
        OLD.line_no, OLD.amount) OR OLD.booked_entry_id IS NOT NULL THEN
      RAISE EXCEPTION 'payment_transfer_item stays';
    END IF;
    RETURN NEW;
  END IF;
  SELECT r.state = 'Ordered' INTO ordered FROM payment_transfer t JOIN payment_run r ON r.id = t.run_id
    WHERE t.id = (CASE WHEN TG_OP = 'INSERT' THEN NEW.transfer_id ELSE OLD.transfer_id END);
  IF ordered THEN
    RAISE EXCEPTION 'an ordered payment_transfer stays';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER payment_transfer_item_guarded BEFORE INSERT OR UPDATE OR DELETE ON payment_transfer_item
  FOR EACH ROW EXECUTE FUNCTION guard_payment_transfer_item();
CREATE TRIGGER payment_run_no_truncate BEFORE TRUNCATE ON payment_run
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payment_transfer_no_truncate BEFORE TRUNCATE ON payment_transfer
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payment_transfer_item_no_truncate BEFORE TRUNCATE ON payment_transfer_item
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
