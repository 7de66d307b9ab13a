-- The pay of a month validated on its own, before its closing (validation de la paie).
CREATE TABLE pay_run (
  month integer NOT NULL PRIMARY KEY,
  validated_at text NOT NULL,
  validated_by text NOT NULL
);

-- Payslips that were taken back (bulletins annulés): what they said stays.
CREATE TABLE cancelled_payslip (
  id {identity},
  person_id bigint NOT NULL REFERENCES person (id),
  month integer NOT NULL,
  activity_id integer NOT NULL REFERENCES activity (id),
  year_to_date text NOT NULL,
  content text NOT NULL,
  entry_id bigint NOT NULL UNIQUE REFERENCES posted_entry (id),
  reversal_id bigint NOT NULL REFERENCES posted_entry (id),
  reason text NOT NULL CHECK (reason <> ''),
  cancelled_at text NOT NULL,
  cancelled_by text NOT NULL
);
CREATE INDEX cancelled_payslip_by_person ON cancelled_payslip (person_id, month);
