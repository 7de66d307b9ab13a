-- Who did what to which record, each chained to the one before. What may have to be forgotten (names, old values) stands
-- beside, and the chain holds only its salted digest: taking it away leaves the chain whole.
CREATE TABLE act (
  id bigint PRIMARY KEY,
  at text NOT NULL,
  by_id bigint NULL,
  by_name text NOT NULL,
  verb text NOT NULL,
  kind text NOT NULL,
  about text NOT NULL,
  detail_digest {blob} NOT NULL,
  hash {blob} NOT NULL
);
CREATE INDEX act_by_record ON act (kind, about, id);

CREATE TABLE act_detail (
  act_id bigint PRIMARY KEY REFERENCES act (id),
  title text NOT NULL,
  changes text NOT NULL,
  salt {blob} NOT NULL
);

-- Numbers shown in full are told in the log of acts from now on.
DROP TABLE access_log;
