-- Advances that an activity asked for (avances de trésorerie): what was asked, what was decided and by whom, and how
-- it is paid back. None is paid back beyond its amount, and none is granted without a day, people and a resolution.
CREATE TABLE advance (
  id {identity},
  activity_id integer NOT NULL REFERENCES activity (id),
  asked_amount bigint NOT NULL CHECK (asked_amount > 0),
  asked_plan text NOT NULL,
  purpose text NOT NULL,
  asked_at text NOT NULL,
  asked_by text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  plan text NOT NULL,
  state text NOT NULL CHECK (state IN ('Asked', 'Granted', 'Refused', 'Withdrawn', 'PaidOut', 'Repaid')),
  decided_on date NULL,
  decided_by text NOT NULL,
  resolution text NOT NULL,
  paid_out_on date NULL,
  repaid bigint NOT NULL CHECK (repaid >= 0 AND repaid <= amount),
  version integer NOT NULL DEFAULT 0,
  CHECK (state IN ('Asked', 'Withdrawn') OR (decided_on IS NOT NULL AND decided_by <> '' AND resolution <> '')),
  CHECK ((state IN ('PaidOut', 'Repaid')) = (paid_out_on IS NOT NULL)),
  CHECK (repaid = 0 OR paid_out_on IS NOT NULL),
  CHECK ((state = 'Repaid') = (repaid = amount))
);
CREATE INDEX advance_by_activity ON advance (activity_id);

-- Which advance a movement pays out or pays back; none for what a month end opened and no plan was decided for.
ALTER TABLE cash_advance ADD COLUMN advance_id bigint NULL REFERENCES advance (id);
CREATE INDEX cash_advance_by_advance ON cash_advance (advance_id);

-- What may be lent (plafond d'avances), as voted from a day on.
CREATE TABLE advance_ceiling (
  id {identity},
  from_day date NOT NULL UNIQUE,
  content text NOT NULL,
  resolution text NOT NULL,
  made_at text NOT NULL,
  made_by text NOT NULL
);

-- The mutual fund (fonds mutuel): what was voted, what each activity paid for each month, and what activities claimed.
CREATE TABLE mutual_rule (
  id {identity},
  from_day date NOT NULL UNIQUE,
  content text NOT NULL,
  resolution text NOT NULL,
  made_at text NOT NULL,
  made_by text NOT NULL
);

CREATE TABLE mutual_due (
  id bigint PRIMARY KEY,
  activity_id integer NOT NULL REFERENCES activity (id),
  month integer NOT NULL,
  base bigint NOT NULL,
  amount bigint NOT NULL,
  entry_id bigint NOT NULL REFERENCES posted_entry (id),
  UNIQUE (month, activity_id)
);
CREATE INDEX mutual_due_by_activity ON mutual_due (activity_id);

CREATE TABLE mutual_claim (
  id {identity},
  activity_id integer NOT NULL REFERENCES activity (id),
  event text NOT NULL,
  asked_amount bigint NOT NULL CHECK (asked_amount > 0),
  asked_at text NOT NULL,
  asked_by text NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  state text NOT NULL CHECK (state IN ('Asked', 'Paid', 'Refused', 'Withdrawn')),
  decided_on date NULL,
  decided_by text NOT NULL,
  resolution text NOT NULL,
  entry_id bigint NULL REFERENCES posted_entry (id),
  version integer NOT NULL DEFAULT 0,
  CHECK (state IN ('Asked', 'Withdrawn') OR (decided_on IS NOT NULL AND decided_by <> '' AND resolution <> '')),
  CHECK ((state = 'Paid') = (entry_id IS NOT NULL))
);
CREATE INDEX mutual_claim_by_activity ON mutual_claim (activity_id);

-- Loans and leases taken for one activity (emprunts, crédits-bails), and their instalments as posted: each once.
CREATE TABLE financing (
  id {identity},
  activity_id integer NOT NULL REFERENCES activity (id),
  supplier_id bigint NOT NULL REFERENCES supplier (id),
  label text NOT NULL,
  content text NOT NULL,
  resolution text NOT NULL,
  starts_on date NOT NULL,
  received bigint NOT NULL CHECK (received >= 0),
  entry_id bigint NULL REFERENCES posted_entry (id),
  made_at text NOT NULL,
  made_by text NOT NULL
);
CREATE INDEX financing_by_activity ON financing (activity_id);

CREATE TABLE financing_due (
  financing_id bigint NOT NULL REFERENCES financing (id),
  no integer NOT NULL CHECK (no BETWEEN 1 AND 999),
  amount bigint NOT NULL CHECK (amount >= 0),
  entry_id bigint NULL REFERENCES posted_entry (id),
  purchase_id bigint NULL REFERENCES purchase (id),
  PRIMARY KEY (financing_id, no),
  CHECK ((entry_id IS NULL) <> (purchase_id IS NULL))
) {clustered};
