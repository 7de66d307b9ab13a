CREATE TRIGGER e_report_no_update BEFORE UPDATE ON e_report
WHEN NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.first_day <> OLD.first_day OR NEW.last_day <> OLD.last_day
  OR NEW.due <> OLD.due OR NEW.edition <> OLD.edition OR NEW.corrects <> OLD.corrects OR NEW.content <> OLD.content
  OR NEW.xml <> OLD.xml OR NEW.tracking_id <> OLD.tracking_id OR NEW.made_at <> OLD.made_at
  OR NEW.made_by <> OLD.made_by OR (OLD.state <> 'Waiting' AND NEW.state = 'Waiting')
BEGIN SELECT RAISE(ABORT, 'e_report is append-only'); END;
CREATE TRIGGER e_report_no_delete BEFORE DELETE ON e_report
BEGIN SELECT RAISE(ABORT, 'e_report is append-only'); END;
