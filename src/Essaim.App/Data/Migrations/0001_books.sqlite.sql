-- Posted rows never change, and no row enters that the types would have refused.

CREATE TRIGGER posted_entry_no_update BEFORE UPDATE ON posted_entry
BEGIN SELECT RAISE(ABORT, 'posted_entry is append-only'); END;
CREATE TRIGGER posted_entry_no_delete BEFORE DELETE ON posted_entry
BEGIN SELECT RAISE(ABORT, 'posted_entry is append-only'); END;
CREATE TRIGGER posted_line_no_update BEFORE UPDATE ON posted_line
BEGIN SELECT RAISE(ABORT, 'posted_line is append-only'); END;
CREATE TRIGGER posted_line_no_delete BEFORE DELETE ON posted_line
BEGIN SELECT RAISE(ABORT, 'posted_line is append-only'); END;

-- Lines come first, then their entry: so the entry can be weighed when it arrives, and nothing can join it later.
CREATE TRIGGER posted_line_before_entry BEFORE INSERT ON posted_line
WHEN EXISTS (SELECT 1 FROM posted_entry WHERE id = NEW.entry_id)
BEGIN SELECT RAISE(ABORT, 'entry is already posted'); END;

CREATE TRIGGER posted_entry_balances BEFORE INSERT ON posted_entry
WHEN EXISTS (SELECT 1 FROM posted_line WHERE entry_id = NEW.id GROUP BY activity_id HAVING sum(debit) <> sum(credit))
  OR (SELECT count(*) FROM posted_line WHERE entry_id = NEW.id) < 2
BEGIN SELECT RAISE(ABORT, 'entry does not balance in each activity'); END;

CREATE TRIGGER posted_entry_open_period BEFORE INSERT ON posted_entry
WHEN EXISTS (SELECT 1 FROM month_lock
    WHERE month = CAST(substr(NEW.date, 1, 4) || substr(NEW.date, 6, 2) AS integer))
  OR NOT EXISTS (SELECT 1 FROM fiscal_year WHERE year = NEW.fiscal_year AND closed_at IS NULL
    AND NEW.date BETWEEN first_day AND last_day)
BEGIN SELECT RAISE(ABORT, 'period is closed'); END;

CREATE TRIGGER month_lock_no_update BEFORE UPDATE ON month_lock
BEGIN SELECT RAISE(ABORT, 'month_lock is append-only'); END;
