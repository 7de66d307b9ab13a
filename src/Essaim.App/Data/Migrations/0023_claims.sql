-- Vehicles with which people drive for their activities (véhicules): kilometres of a year are counted for each.
CREATE TABLE vehicle (
  id {identity},
  person_id bigint NOT NULL REFERENCES person (id),
  name text NOT NULL,
  horse_power integer NOT NULL CHECK (horse_power BETWEEN 1 AND 60),
  electric boolean NOT NULL,
  theirs boolean NOT NULL,
  retired_on date NULL
);
CREATE INDEX vehicle_by_person ON vehicle (person_id);

-- What was booked of a claim, line by line, and who was done with it; null in claims accepted before.
ALTER TABLE expense_claim ADD COLUMN granted text NULL;
ALTER TABLE expense_claim ADD COLUMN checked_at text NULL;
ALTER TABLE expense_claim ADD COLUMN checked_by text NULL;

-- What the staff decided about one line of a claim (contrôle). Its version keeps two people from undoing each other.
CREATE TABLE claim_decision (
  claim_id bigint NOT NULL REFERENCES expense_claim (id),
  line_no integer NOT NULL,
  content text NOT NULL,
  decided_at text NOT NULL,
  decided_by text NOT NULL,
  taken_up_by bigint NULL,
  version integer NOT NULL,
  PRIMARY KEY (claim_id, line_no)
) {clustered};

-- The co-op's own ceilings (plafonds), from a day on.
CREATE TABLE expense_rule (
  id {identity},
  from_day date NOT NULL UNIQUE,
  content text NOT NULL,
  decision text NOT NULL,
  made_at text NOT NULL,
  made_by text NOT NULL
);

-- A person gave up being paid back (renoncement), with the declaration that they signed.
CREATE TABLE claim_waiver (
  id bigint PRIMARY KEY,
  claim_id bigint NOT NULL REFERENCES expense_claim (id),
  amount bigint NOT NULL CHECK (amount > 0),
  declared_at text NOT NULL,
  declared_by text NOT NULL,
  declaration text NOT NULL,
  document_id bigint NOT NULL,
  entry_id bigint NOT NULL REFERENCES posted_entry (id)
);
CREATE INDEX claim_waiver_by_claim ON claim_waiver (claim_id);

-- A document may be the receipt of one line of its claim.
ALTER TABLE kept_document ADD COLUMN line_no integer NULL;
ALTER TABLE document_upload ADD COLUMN line_no integer NULL;

-- Entries that come again (modèles d’écriture); the round prepares drafts of those that are due, and posts nothing.
CREATE TABLE entry_template (
  id {identity},
  name text NOT NULL UNIQUE,
  content text NOT NULL,
  recurrence text NOT NULL,
  first_day date NULL,
  next_day date NULL,
  last_day date NULL,
  retired_on date NULL,
  made_at text NOT NULL,
  made_by text NOT NULL,
  version integer NOT NULL
);
ALTER TABLE draft_entry ADD COLUMN template_id bigint NULL;
