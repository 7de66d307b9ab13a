-- Invoices that came as files (factures électroniques reçues), and what was answered to their sellers.

-- What the file says never changes; whose it is, where it stands and its purchase come to it.
CREATE TABLE received_invoice (
  id {identity},
  fingerprint text NOT NULL UNIQUE,
  file_sha256 text NOT NULL UNIQUE,
  origin text NOT NULL CHECK (origin IN ('Page', 'Command', 'Program', 'Platform')),
  seller text NOT NULL,
  seller_identity text NOT NULL,
  number text NOT NULL,
  number_kept text NOT NULL,
  date date NULL,
  due date NULL,
  currency text NOT NULL,
  net bigint NULL,
  vat bigint NULL,
  total bigint NULL,
  faults text NOT NULL,
  stops boolean NOT NULL,
  status integer NOT NULL,
  supplier_id bigint NULL REFERENCES supplier (id),
  activity_id integer NULL REFERENCES activity (id),
  purchase_id bigint NULL UNIQUE REFERENCES purchase (id),
  made_at text NOT NULL,
  made_by text NOT NULL
);
CREATE INDEX received_invoice_by_seller ON received_invoice (seller_identity, id);
CREATE INDEX received_invoice_by_supplier ON received_invoice (supplier_id, id);
CREATE INDEX received_invoice_by_activity ON received_invoice (activity_id, id);
CREATE INDEX received_invoice_to_book ON received_invoice (id) WHERE purchase_id IS NULL;

-- A status is kept first and told to the platform after; those of an invoice that came otherwise are told to nobody.
CREATE TABLE received_status (
  id {identity},
  received_invoice_id bigint NOT NULL REFERENCES received_invoice (id),
  status integer NOT NULL,
  reason text NULL,
  words text NOT NULL,
  made_at text NOT NULL,
  made_by text NOT NULL,
  message_id text NOT NULL UNIQUE,
  state text NOT NULL CHECK (state IN ('Kept', 'Waiting', 'Sent', 'GivenUp')),
  attempts integer NOT NULL,
  next_at text NOT NULL,
  answer text NOT NULL,
  sent_at text NULL
);
CREATE INDEX received_status_by_invoice ON received_status (received_invoice_id, id);
CREATE INDEX received_status_waiting ON received_status (next_at, id) WHERE state = 'Waiting';

-- What the platform delivered and nobody could read: the file waits where the platform left it.
CREATE TABLE unread_delivery (
  id {identity},
  name text NOT NULL,
  sentence text NOT NULL,
  made_at text NOT NULL
);

CREATE INDEX purchase_by_supplier ON purchase (supplier_id, id);
