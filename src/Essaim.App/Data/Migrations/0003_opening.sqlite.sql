-- A year is closed months after its end, when the first months of the next are closed too: its opening entries are the
-- only ones that a closed month still takes.

DROP TRIGGER posted_entry_open_period;
CREATE TRIGGER posted_entry_open_period BEFORE INSERT ON posted_entry
WHEN (NOT NEW.is_opening AND EXISTS (SELECT 1 FROM month_lock
    WHERE month = CAST(substr(NEW.date, 1, 4) || substr(NEW.date, 6, 2) AS integer)))
  OR NOT EXISTS (SELECT 1 FROM fiscal_year WHERE year = NEW.fiscal_year AND closed_at IS NULL
    AND NEW.date BETWEEN first_day AND last_day)
BEGIN SELECT RAISE(ABORT, 'period is closed'); END;
