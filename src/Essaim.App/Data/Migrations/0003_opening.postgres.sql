-- A year is closed months after its end, when the first months of the next are closed too: its opening entries are the
-- only ones that a closed month still takes.

CREATE OR REPLACE FUNCTION refuse_wrong_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM fresh JOIN posted_line l ON l.entry_id = fresh.id
      GROUP BY l.entry_id, l.activity_id HAVING sum(l.debit) <> sum(l.credit))
    OR EXISTS (SELECT 1 FROM fresh LEFT JOIN posted_line l ON l.entry_id = fresh.id
      GROUP BY fresh.id HAVING count(l.entry_id) < 2) THEN
    RAISE EXCEPTION 'entry does not balance in each activity';
  END IF;
  IF EXISTS (SELECT 1 FROM fresh JOIN month_lock m
        ON m.month = extract(year FROM fresh.date) * 100 + extract(month FROM fresh.date) AND NOT fresh.is_opening)
    OR EXISTS (SELECT 1 FROM fresh LEFT JOIN fiscal_year y ON y.year = fresh.fiscal_year AND y.closed_at IS NULL
        AND fresh.date BETWEEN y.first_day AND y.last_day WHERE y.year IS NULL) THEN
    RAISE EXCEPTION 'period is closed';
  END IF;
  RETURN NULL;
END $$;
