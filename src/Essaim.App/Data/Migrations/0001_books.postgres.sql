-- Posted rows never change, and no row enters that the types would have refused.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;

CREATE TRIGGER posted_entry_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON posted_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER posted_line_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON posted_line
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER month_lock_no_update BEFORE UPDATE ON month_lock
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Lines come first, then their entry: so the entry can be weighed when it arrives, and nothing can join it later.
-- Both checks run once a statement over all its new rows, so that bulk copies stay cheap.
CREATE FUNCTION refuse_late_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh JOIN posted_entry e ON e.id = fresh.entry_id) THEN
    RAISE EXCEPTION 'entry is already posted';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER posted_line_before_entry AFTER INSERT ON posted_line
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_lines();

CREATE FUNCTION refuse_wrong_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh JOIN posted_line l ON l.entry_id = fresh.id
      GROUP BY l.entry_id, l.activity_id HAVING sum(l.debit) <> sum(l.credit))
    OR EXISTS (SELECT 1 FROM fresh LEFT JOIN posted_line l ON l.entry_id = fresh.id
      GROUP BY fresh.id HAVING count(l.entry_id) < 2) THEN
    RAISE EXCEPTION 'entry does not balance in each activity';
  END IF;
  IF EXISTS (SELECT 1 FROM fresh JOIN month_lock m
        ON m.month = extract(year FROM fresh.date) * 100 + extract(month FROM fresh.date))
    OR EXISTS (SELECT 1 FROM fresh LEFT JOIN fiscal_year y ON y.year = fresh.fiscal_year AND y.closed_at IS NULL
        AND fresh.date BETWEEN y.first_day AND y.last_day WHERE y.year IS NULL) THEN
    RAISE EXCEPTION 'period is closed';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER posted_entry_checked AFTER INSERT ON posted_entry
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION refuse_wrong_entries();
