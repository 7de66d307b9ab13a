-- Where a supplier is written to: orders are sent there.
ALTER TABLE supplier ADD COLUMN email text NULL;
ALTER TABLE supplier ADD COLUMN address text NOT NULL DEFAULT '';

-- Purchase orders (bons de commande). A number is given when the draft is left, and is never used again.
CREATE TABLE purchase_order (
  id {identity},
  number text NULL UNIQUE,
  supplier_id bigint NOT NULL REFERENCES supplier (id),
  activity_id integer NOT NULL REFERENCES activity (id),
  date date NOT NULL,
  status text NOT NULL CHECK (status IN ('Draft', 'ToApprove', 'Approved', 'Sent', 'Closed', 'Cancelled')),
  content text NOT NULL,
  net bigint NOT NULL,
  total bigint NOT NULL,
  made_at text NOT NULL,
  made_by text NOT NULL,
  approved_by text NOT NULL,
  sent_on date NULL,
  reason text NOT NULL,
  version integer NOT NULL DEFAULT 0,
  CHECK ((status = 'Draft') = (number IS NULL)),
  CHECK (status NOT IN ('Closed', 'Cancelled') OR reason <> ''),
  CHECK (status NOT IN ('Sent', 'Closed') OR sent_on IS NOT NULL)
);
CREATE INDEX purchase_order_by_supplier ON purchase_order (supplier_id);
CREATE INDEX purchase_order_by_activity ON purchase_order (activity_id);

-- What people may order alone (plafond de commande), from a day on.
CREATE TABLE order_ceiling (
  id {identity},
  from_day date NOT NULL UNIQUE,
  content text NOT NULL,
  decision text NOT NULL,
  made_at text NOT NULL,
  made_by text NOT NULL
);

-- Which purchases invoice an order, and what somebody agreed to; a purchase invoices one order.
CREATE TABLE order_invoice (
  id {identity},
  order_id bigint NOT NULL REFERENCES purchase_order (id),
  purchase_id bigint NOT NULL REFERENCES purchase (id),
  content text NOT NULL,
  told text NOT NULL,
  made_at text NOT NULL,
  made_by text NOT NULL,
  undone_at text NULL
);
CREATE INDEX order_invoice_by_order ON order_invoice (order_id);
CREATE UNIQUE INDEX order_invoice_by_purchase ON order_invoice (purchase_id) WHERE undone_at IS NULL;

-- What a person paid of a purchase from their own pocket (part payée par la personne), with its entry.
CREATE TABLE person_share (
  id bigint PRIMARY KEY,
  purchase_id bigint NOT NULL REFERENCES purchase (id),
  person_id bigint NOT NULL REFERENCES person (id),
  amount bigint NOT NULL CHECK (amount > 0),
  paid_on date NOT NULL,
  means text NOT NULL CHECK (means <> ''),
  entry_id bigint NOT NULL REFERENCES posted_entry (id)
);
CREATE INDEX person_share_by_purchase ON person_share (purchase_id);

-- Where suppliers may mail invoices to; empty while the co-op has no such address.
ALTER TABLE coop ADD COLUMN invoice_mail text NOT NULL DEFAULT '';

-- Mails with invoices (factures reçues par courriel): the whole message until it is taken, then what came of it.
CREATE TABLE mailed_message (
  id {identity},
  message_key text NOT NULL UNIQUE,
  sha256 text NOT NULL UNIQUE,
  sender text NOT NULL,
  subject text NOT NULL,
  state text NOT NULL CHECK (state IN ('Waiting', 'Unknown', 'Taken', 'Refused', 'Dismissed')),
  reason text NOT NULL,
  activity_id integer NULL REFERENCES activity (id),
  supplier_id bigint NULL REFERENCES supplier (id),
  content {blob} NULL,
  came_at text NOT NULL,
  accepted_by text NOT NULL,
  CHECK (state NOT IN ('Waiting', 'Unknown') OR content IS NOT NULL)
);
CREATE INDEX mailed_message_waiting ON mailed_message (id) WHERE state = 'Waiting';

-- Each file of such a mail: a received invoice, a paper to make a purchase of, or refused with the reason.
CREATE TABLE mailed_paper (
  id {identity},
  message_id bigint NOT NULL REFERENCES mailed_message (id),
  name text NOT NULL,
  media_type text NOT NULL,
  reason text NOT NULL,
  content {blob} NULL,
  received_invoice_id bigint NULL REFERENCES received_invoice (id),
  purchase_id bigint NULL REFERENCES purchase (id)
);
CREATE INDEX mailed_paper_by_message ON mailed_paper (message_id);
