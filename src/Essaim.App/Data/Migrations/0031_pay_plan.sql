-- What somebody proposes to be paid in the months to come (proposition de salaire), and the answer.
CREATE TABLE pay_plan (
  id {identity},
  activity_id integer NOT NULL REFERENCES activity (id),
  person_id bigint NOT NULL REFERENCES person (id),
  first_month integer NOT NULL,
  amounts text NOT NULL,
  net bigint NOT NULL,
  gross bigint NOT NULL,
  why text NOT NULL,
  asked_at text NOT NULL,
  asked_by text NOT NULL,
  state text NOT NULL CHECK (state IN ('Asked', 'Accepted', 'Refused', 'Withdrawn')),
  decided_on date NULL,
  decided_by text NOT NULL,
  answer text NOT NULL,
  smoothing_plan_id bigint NULL REFERENCES smoothing_plan (id),
  version integer NOT NULL DEFAULT 0
);
CREATE INDEX pay_plan_by_activity ON pay_plan (activity_id);
CREATE UNIQUE INDEX pay_plan_asked ON pay_plan (activity_id) WHERE state = 'Asked';
