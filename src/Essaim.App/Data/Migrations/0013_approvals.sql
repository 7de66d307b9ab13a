-- Acts on money that one person asks for and another one grants. What is decided stays as it was decided.
CREATE TABLE approval (
  id {identity},
  kind text NOT NULL,
  about text NOT NULL,
  title text NOT NULL,
  payload text NOT NULL,
  asked_at text NOT NULL,
  asked_by_id bigint NOT NULL,
  asked_by text NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'granted', 'refused', 'withdrawn')),
  decided_at text NULL,
  decided_by_id bigint NULL,
  decided_by text NULL,
  reason text NOT NULL,
  CHECK ((state = 'waiting') = (decided_by_id IS NULL)),
  CHECK (state NOT IN ('granted', 'refused') OR decided_by_id <> asked_by_id),
  CHECK (state <> 'withdrawn' OR decided_by_id = asked_by_id)
);
CREATE UNIQUE INDEX approval_waiting ON approval (kind, about) WHERE state = 'waiting';

ALTER TABLE coop ADD COLUMN four_eyes boolean NOT NULL DEFAULT TRUE;

-- A new bank account is paid to only after some time, in which its owner may protest.
ALTER TABLE person ADD COLUMN iban_usable_at text NULL;
