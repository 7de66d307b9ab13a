-- When both signed, the end agreed then, and what an amendment amends (avenant). Unknown for what was there before.
ALTER TABLE contract ADD COLUMN signed_on date NULL;
ALTER TABLE contract ADD COLUMN planned_end date NULL;
ALTER TABLE contract ADD COLUMN amends_id bigint NULL REFERENCES contract (id);
ALTER TABLE contract ADD COLUMN amendment integer NOT NULL DEFAULT 0;

-- The text of a contract or of an amendment, from the first draft to the signed paper.
CREATE TABLE contract_paper (
  id {identity},
  person_id bigint NOT NULL REFERENCES person (id),
  kind text NOT NULL,
  amends_id bigint NULL REFERENCES contract (id),
  amendment integer NOT NULL,
  activity_id integer NULL REFERENCES activity (id),
  state text NOT NULL CHECK (state IN ('Draft', 'Sent', 'Signed', 'Withdrawn')),
  content text NOT NULL,
  sent_on date NULL,
  signed_on date NULL,
  contract_id bigint NULL UNIQUE REFERENCES contract (id),
  made_at text NOT NULL,
  made_by text NOT NULL,
  version integer NOT NULL DEFAULT 0,
  CHECK ((state = 'Signed') = (contract_id IS NOT NULL AND signed_on IS NOT NULL)),
  CHECK ((amends_id IS NULL) = (amendment = 0)),
  CHECK (state NOT IN ('Sent', 'Signed') OR sent_on IS NOT NULL)
);
CREATE INDEX contract_paper_by_person ON contract_paper (person_id);

-- The co-op's own wording of the articles of a kind of contract (textes types).
CREATE TABLE contract_model (
  kind text PRIMARY KEY,
  content text NOT NULL,
  changed_at text NOT NULL,
  changed_by text NOT NULL,
  version integer NOT NULL DEFAULT 0
);

-- What pay needs of a contract beside its amount: whose cost it is, an exemption, the day of the tax rate.
CREATE TABLE contract_pay (
  contract_id bigint PRIMARY KEY REFERENCES contract (id),
  activity_id integer NULL REFERENCES activity (id),
  health text NULL,
  rate_given_on date NULL,
  executive boolean NOT NULL DEFAULT false,
  version integer NOT NULL DEFAULT 0
);

-- What the co-op chose for its pay, from a day on (réglages de paie): the premium of health insurance, the reference of
-- the Cesa with its letter, and what names the employer in a declaration.
CREATE TABLE pay_choice (
  id {identity},
  from_day date NOT NULL UNIQUE,
  content text NOT NULL,
  decision text NOT NULL CHECK (decision <> ''),
  made_at text NOT NULL,
  made_by text NOT NULL
);

-- What the declaration of a hiring asks of a person (données de la DPAE); the NIR stays sealed with the person.
CREATE TABLE hiring_data (
  person_id bigint PRIMARY KEY REFERENCES person (id),
  content text NOT NULL,
  changed_at text NOT NULL,
  changed_by text NOT NULL,
  version integer NOT NULL DEFAULT 0
);

-- That a hiring was declared: when, by whom, and the reference that Urssaf gave.
CREATE TABLE hiring_declaration (
  person_id bigint NOT NULL REFERENCES person (id),
  first_day date NOT NULL,
  done_on date NOT NULL,
  reference text NOT NULL,
  made_at text NOT NULL,
  made_by text NOT NULL,
  PRIMARY KEY (person_id, first_day)
);

-- A notice of a Cape that was sent (information de l’Urssaf et de France Travail, R. 5142-1).
CREATE TABLE cape_notice (
  contract_id bigint NOT NULL REFERENCES contract (id),
  person_id bigint NOT NULL REFERENCES person (id),
  event text NOT NULL CHECK (event IN ('Concluded', 'Renewed', 'Ended', 'EndedEarly')),
  body text NOT NULL CHECK (body IN ('Urssaf', 'FranceTravail')),
  sent_on date NOT NULL,
  reference text NOT NULL,
  made_at text NOT NULL,
  made_by text NOT NULL,
  PRIMARY KEY (contract_id, event, body)
);

-- The contributions of a Cape as declared for a quarter (assiette R. 5142-3), with the base that the books gave then.
CREATE TABLE cape_declaration (
  person_id bigint NOT NULL REFERENCES person (id),
  quarter integer NOT NULL,
  content text NOT NULL,
  amount bigint NOT NULL CHECK (amount >= 0),
  declared_on date NOT NULL,
  made_at text NOT NULL,
  made_by text NOT NULL,
  PRIMARY KEY (person_id, quarter)
);
