-- How often the co-op declares its VAT, and the number of its platform (matricule), which signs the reports.
ALTER TABLE coop ADD COLUMN vat_regime text NOT NULL DEFAULT 'Monthly';
ALTER TABLE coop ADD COLUMN platform_number text NOT NULL DEFAULT '';

-- What was told to the State of other sales and of money (e-reporting): frozen; a correction is another edition.
CREATE TABLE e_report (
  id {identity},
  kind text NOT NULL CHECK (kind IN ('Sales', 'Receipts')),
  first_day date NOT NULL,
  last_day date NOT NULL,
  due date NOT NULL,
  edition integer NOT NULL,
  corrects boolean NOT NULL,
  content text NOT NULL,
  xml text NOT NULL,
  tracking_id text NOT NULL UNIQUE,
  state text NOT NULL CHECK (state IN ('Waiting', 'Sent', 'Refused')),
  attempts integer NOT NULL,
  next_at text NOT NULL,
  answer text NOT NULL,
  made_at text NOT NULL,
  made_by text NOT NULL,
  sent_at text NULL,
  UNIQUE (kind, first_day, edition)
);
CREATE INDEX e_report_waiting ON e_report (next_at, id) WHERE state = 'Waiting';
