-- Jobs (affaires): the quotes and invoices of one piece of work, by kind.
CREATE TABLE engagement (
  id {identity},
  activity_id integer NOT NULL REFERENCES activity (id),
  customer_id bigint NOT NULL REFERENCES customer (id),
  kind text NOT NULL,
  title text NOT NULL CHECK (title <> ''),
  made_at text NOT NULL
);
CREATE INDEX engagement_by_activity ON engagement (activity_id);

-- Quotes have versions, a time during which they hold, and a job.
ALTER TABLE quote ADD COLUMN valid_days integer NOT NULL DEFAULT 30;
ALTER TABLE quote ADD COLUMN edition integer NOT NULL DEFAULT 1;
ALTER TABLE quote ADD COLUMN replaces_id bigint NULL REFERENCES quote (id);
ALTER TABLE quote ADD COLUMN engagement_id bigint NULL REFERENCES engagement (id);
CREATE INDEX quote_by_engagement ON quote (engagement_id);
CREATE INDEX quote_by_replaced ON quote (replaces_id);
CREATE INDEX invoice_by_quote ON invoice (quote_id);

-- The private links by which a customer reads a quote and answers it; only their hashes are kept.
CREATE TABLE quote_link (
  id {identity},
  quote_id bigint NOT NULL REFERENCES quote (id),
  sha256 text NOT NULL UNIQUE,
  made_at text NOT NULL,
  until date NOT NULL,
  revoked_at text NULL,
  last_read_at text NULL
);
CREATE INDEX quote_link_by_quote ON quote_link (quote_id);

-- What was answered to a quote, once: by whom, when, from where, to which paper.
CREATE TABLE quote_reply (
  id {identity},
  quote_id bigint NOT NULL UNIQUE REFERENCES quote (id),
  accepted boolean NOT NULL,
  name text NOT NULL,
  word text NOT NULL,
  replied_at text NOT NULL,
  by_link boolean NOT NULL,
  address text NULL,
  user_agent text NULL,
  options text NULL,
  content text NULL,
  paper_sha256 text NULL
);

-- Customers: public bodies, where e-invoices reach them, where one delivers, those put aside.
ALTER TABLE customer ADD COLUMN is_public boolean NOT NULL DEFAULT FALSE;
ALTER TABLE customer ADD COLUMN service_code text NULL;
ALTER TABLE customer ADD COLUMN electronic_address text NULL;
ALTER TABLE customer ADD COLUMN delivery_address text NULL;
ALTER TABLE customer ADD COLUMN archived_on date NULL;
