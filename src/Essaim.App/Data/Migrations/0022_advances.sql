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
