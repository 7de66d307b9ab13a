-- Which months begin with an opening entry is asked by every report: without this index it reads a whole year.
CREATE INDEX balance_openings ON balance (month) WHERE is_opening;
