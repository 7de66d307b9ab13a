-- What a third party takes from somebody's pay (saisie sur salaire), from the act received on; its reference is sealed.
-- What was taken so far is in the books: the lines of account 427 under the seizure's own code.
CREATE TABLE pay_seizure (
  id {identity},
  person_id bigint NOT NULL REFERENCES person (id),
  rank text NOT NULL CHECK (rank IN ('Maintenance', 'Tax', 'Ordinary')),
  creditor text NOT NULL,
  reference text NOT NULL,
  received_on date NOT NULL,
  first_month integer NOT NULL,
  last_month integer NULL,
  monthly bigint NOT NULL CHECK (monthly >= 0),
  total bigint NOT NULL CHECK (total >= 0),
  dependants integer NOT NULL CHECK (dependants >= 0),
  made_at text NOT NULL,
  made_by text NOT NULL,
  version integer NOT NULL DEFAULT 0,
  CHECK (monthly > 0 OR total > 0)
);
CREATE INDEX pay_seizure_by_person ON pay_seizure (person_id);
