-- The certified payroll program that works beside Essaim, and its codes (programme de paie), from a day on.
CREATE TABLE pay_program (
  id {identity},
  from_day date NOT NULL UNIQUE,
  content text NOT NULL,
  made_at text NOT NULL,
  made_by text NOT NULL
);

-- The number that this program gives to a person (matricule); their own number here where it is not said.
CREATE TABLE pay_number (
  person_id bigint PRIMARY KEY REFERENCES person (id),
  number text NOT NULL UNIQUE
) {clustered};

-- What another program paid of a year before (reprise des cumuls): frozen by the first payslip of that year.
CREATE TABLE pay_take_over (
  id {identity},
  person_id bigint NOT NULL REFERENCES person (id),
  year integer NOT NULL,
  content text NOT NULL,
  changed_at text NOT NULL,
  changed_by text NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  UNIQUE (person_id, year)
);

-- Paid leave after the payslip (compteurs de congés); null in payslips issued before it was counted.
ALTER TABLE payslip ADD COLUMN leave_account text NULL;

-- How the variable part of a year is counted (clause de part variable): of a contract, or of all of them where it is null.
CREATE TABLE variable_clause (
  id {identity},
  contract_id bigint NULL REFERENCES contract (id),
  from_day date NOT NULL,
  content text NOT NULL,
  made_at text NOT NULL,
  made_by text NOT NULL
);
CREATE INDEX variable_clause_by_contract ON variable_clause (contract_id);

-- When the meeting on a year's accounts was held, and in which month of pay what is left is paid.
CREATE TABLE variable_year (
  year integer PRIMARY KEY,
  assembly_on date NOT NULL,
  pay_month integer NOT NULL,
  version integer NOT NULL CHECK (version > 0)
) {clustered};

-- What a year left for somebody's pay (part variable due à la clôture), with its entry; without one nothing is due.
CREATE TABLE variable_settlement (
  year integer NOT NULL,
  person_id bigint NOT NULL REFERENCES person (id),
  activity_id integer NOT NULL REFERENCES activity (id),
  content text NOT NULL,
  cost bigint NOT NULL CHECK (cost >= 0),
  gross bigint NOT NULL CHECK (gross >= 0),
  carried bigint NOT NULL CHECK (carried <= 0),
  entry_id bigint NULL REFERENCES posted_entry (id),
  posted_at text NOT NULL,
  posted_by text NOT NULL,
  paid_month integer NULL,
  paid_cost bigint NULL,
  reversal_id bigint NULL REFERENCES posted_entry (id),
  PRIMARY KEY (year, person_id)
);
CREATE INDEX variable_settlement_by_activity ON variable_settlement (activity_id);

-- What the certified program computed (résultat du programme de paie), beside our payslip; nobody's books change by it.
CREATE TABLE program_payslip (
  id {identity},
  person_id bigint NOT NULL REFERENCES person (id),
  month integer NOT NULL,
  content text NOT NULL,
  made_at text NOT NULL,
  made_by text NOT NULL,
  UNIQUE (person_id, month)
);
CREATE INDEX program_payslip_by_month ON program_payslip (month);
