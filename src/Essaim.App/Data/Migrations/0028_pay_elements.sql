-- What was typed for a person's month of pay (éléments variables de paie): one row a month, frozen by its payslip.
CREATE TABLE pay_elements (
  person_id bigint NOT NULL REFERENCES person (id),
  month integer NOT NULL,
  content text NOT NULL,
  changed_at text NOT NULL,
  changed_by text NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  PRIMARY KEY (person_id, month)
);
CREATE INDEX pay_elements_by_month ON pay_elements (month);
