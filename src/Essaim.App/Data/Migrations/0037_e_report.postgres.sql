CREATE FUNCTION guard_e_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.kind, NEW.first_day, NEW.last_day, NEW.due, NEW.edition, NEW.corrects, NEW.content, NEW.xml,
      NEW.tracking_id, NEW.made_at, NEW.made_by)
      IS DISTINCT FROM (OLD.id, OLD.kind, OLD.first_day, OLD.last_day, OLD.due, OLD.edition, OLD.corrects, OLD.content,
      OLD.xml, OLD.tracking_id, OLD.made_at, OLD.made_by)
    OR (OLD.state <> 'Waiting' AND NEW.state = 'Waiting') THEN
    RAISE EXCEPTION 'e_report is append-only';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER e_report_guarded BEFORE UPDATE ON e_report FOR EACH ROW EXECUTE FUNCTION guard_e_report();
CREATE TRIGGER e_report_no_change BEFORE DELETE OR TRUNCATE ON e_report
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE DELETE ON e_report FROM essaim_app;
