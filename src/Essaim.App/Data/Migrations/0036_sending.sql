-- From when the co-op sends its invoices through its platform by choice, before the law asks it to.
ALTER TABLE coop ADD COLUMN send_from date NULL;

-- What goes, or went, through the platform: each document once, always under the same number.
CREATE TABLE sent_invoice (
  invoice_id bigint NOT NULL PRIMARY KEY REFERENCES invoice (id),
  tracking_id text NOT NULL UNIQUE,
  state text NOT NULL CHECK (state IN ('Waiting', 'Sent', 'Refused')),
  status integer NULL,
  attempts integer NOT NULL,
  next_at text NOT NULL,
  answer text NOT NULL,
  queued_at text NOT NULL,
  queued_by text NOT NULL,
  sent_at text NULL
);
CREATE INDEX sent_invoice_waiting ON sent_invoice (next_at, invoice_id) WHERE state = 'Waiting';
CREATE INDEX sent_invoice_by_status ON sent_invoice (status);

-- Money that came for an issued invoice, or went back, by rate; below zero when it is undone.
CREATE TABLE cashing (
  id {identity},
  invoice_id bigint NOT NULL REFERENCES invoice (id),
  entry_id bigint NOT NULL UNIQUE,
  day date NOT NULL,
  amount bigint NOT NULL,
  parts text NOT NULL
);
CREATE INDEX cashing_by_invoice ON cashing (invoice_id);
CREATE INDEX cashing_by_day ON cashing (day);

-- The life of what was sent: heard of the platform and of the customer, or told by us (212).
CREATE TABLE sent_status (
  id {identity},
  invoice_id bigint NOT NULL REFERENCES sent_invoice (invoice_id),
  status integer NOT NULL,
  reason text NOT NULL,
  words text NOT NULL,
  said_at text NOT NULL,
  message_id text NOT NULL UNIQUE,
  cashing_id bigint NULL REFERENCES cashing (id),
  made_at text NOT NULL,
  state text NOT NULL CHECK (state IN ('Kept', 'Waiting', 'Sent', 'GivenUp')),
  attempts integer NOT NULL,
  next_at text NOT NULL,
  answer text NOT NULL,
  sent_at text NULL
);
CREATE INDEX sent_status_by_invoice ON sent_status (invoice_id, id);
CREATE INDEX sent_status_waiting ON sent_status (next_at, id) WHERE state = 'Waiting';
