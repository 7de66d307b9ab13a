-- The month of a co-op: people, sales, purchases, pay. Contents of documents are kept whole, as JSON, as they were issued.

CREATE TABLE person (
  id {identity},
  first_name text NOT NULL,
  last_name text NOT NULL,
  email text NOT NULL,
  iban text NULL,
  member_since date NULL
);

CREATE TABLE contract (
  id {identity},
  person_id bigint NOT NULL REFERENCES person (id),
  kind text NOT NULL,
  first_day date NOT NULL,
  last_day date NULL,
  fixed_pay bigint NOT NULL,
  monthly_hours text NULL,
  withholding_rate text NULL,
  CHECK (last_day IS NULL OR first_day <= last_day)
);
CREATE INDEX contract_by_person ON contract (person_id);

CREATE TABLE contribution_rule (
  id {identity},
  name text NOT NULL UNIQUE,
  from_day date NOT NULL,
  content text NOT NULL
);

CREATE TABLE activity_rule (
  activity_id integer NOT NULL REFERENCES activity (id),
  rule_id bigint NOT NULL REFERENCES contribution_rule (id),
  from_day date NOT NULL,
  PRIMARY KEY (activity_id, from_day)
);

CREATE TABLE contribution_adjustment (
  activity_id integer NOT NULL REFERENCES activity (id),
  month integer NOT NULL,
  base bigint NOT NULL,
  due bigint NOT NULL,
  posted bigint NOT NULL,
  entry_id bigint NULL REFERENCES posted_entry (id),
  PRIMARY KEY (activity_id, month)
);

CREATE TABLE customer (
  id {identity},
  activity_id integer NOT NULL REFERENCES activity (id),
  name text NOT NULL,
  is_company boolean NOT NULL,
  siren text NULL,
  vat_number text NULL,
  street text NOT NULL,
  postal_code text NOT NULL,
  city text NOT NULL,
  country text NOT NULL,
  email text NULL,
  payment_days integer NOT NULL
);
CREATE INDEX customer_by_activity ON customer (activity_id, name);

CREATE TABLE quote (
  id {identity},
  activity_id integer NOT NULL REFERENCES activity (id),
  customer_id bigint NOT NULL REFERENCES customer (id),
  number text NULL UNIQUE,
  date date NOT NULL,
  valid_until date NOT NULL,
  status text NOT NULL,
  subject text NOT NULL,
  net bigint NOT NULL,
  total bigint NOT NULL,
  content text NOT NULL,
  version integer NOT NULL
);
CREATE INDEX quote_by_activity ON quote (activity_id, date);

CREATE TABLE sale_draft (
  id {identity},
  activity_id integer NOT NULL REFERENCES activity (id),
  customer_id bigint NOT NULL REFERENCES customer (id),
  kind text NOT NULL,
  quote_id bigint NULL REFERENCES quote (id),
  invoice_id bigint NULL,
  net bigint NOT NULL,
  total bigint NOT NULL,
  content text NOT NULL,
  updated_at text NOT NULL,
  version integer NOT NULL
);
CREATE INDEX sale_draft_by_activity ON sale_draft (activity_id);

CREATE TABLE invoice (
  id bigint PRIMARY KEY,
  kind text NOT NULL,
  number text NOT NULL UNIQUE,
  date date NOT NULL,
  due date NOT NULL,
  activity_id integer NOT NULL REFERENCES activity (id),
  customer_id bigint NOT NULL REFERENCES customer (id),
  quote_id bigint NULL REFERENCES quote (id),
  credits_invoice_id bigint NULL REFERENCES invoice (id),
  net bigint NOT NULL,
  vat bigint NOT NULL,
  total bigint NOT NULL,
  content text NOT NULL,
  entry_id bigint NOT NULL REFERENCES posted_entry (id)
);
CREATE INDEX invoice_by_activity ON invoice (activity_id, date);
CREATE INDEX invoice_by_date ON invoice (date);

CREATE TABLE issued_file (
  id {identity},
  invoice_id bigint NOT NULL UNIQUE REFERENCES invoice (id),
  name text NOT NULL,
  bytes {blob} NOT NULL,
  sha256 {blob} NOT NULL,
  previous {blob} NOT NULL,
  hash {blob} NOT NULL,
  made_at text NOT NULL
);

CREATE TABLE receipt (
  id bigint PRIMARY KEY,
  invoice_id bigint NULL REFERENCES invoice (id),
  date date NOT NULL,
  amount bigint NOT NULL,
  method text NOT NULL,
  entry_id bigint NOT NULL REFERENCES posted_entry (id)
);
CREATE INDEX receipt_by_invoice ON receipt (invoice_id);

CREATE TABLE payment (
  id bigint PRIMARY KEY,
  item_entry_id bigint NOT NULL,
  item_line_no integer NOT NULL,
  date date NOT NULL,
  amount bigint NOT NULL,
  entry_id bigint NOT NULL REFERENCES posted_entry (id)
);

CREATE TABLE supplier (
  id {identity},
  name text NOT NULL,
  siren text NULL,
  iban text NULL
);

CREATE TABLE purchase (
  id bigint PRIMARY KEY,
  supplier_id bigint NOT NULL REFERENCES supplier (id),
  activity_id integer NOT NULL REFERENCES activity (id),
  number text NOT NULL,
  date date NOT NULL,
  due date NOT NULL,
  net bigint NOT NULL,
  vat bigint NOT NULL,
  content text NOT NULL,
  entry_id bigint NOT NULL REFERENCES posted_entry (id),
  UNIQUE (supplier_id, number)
);
CREATE INDEX purchase_by_activity ON purchase (activity_id, date);

CREATE TABLE expense_claim (
  id {identity},
  person_id bigint NOT NULL REFERENCES person (id),
  activity_id integer NOT NULL REFERENCES activity (id),
  month integer NOT NULL,
  total bigint NOT NULL,
  content text NOT NULL,
  sent_at text NULL,
  entry_id bigint NULL REFERENCES posted_entry (id),
  version integer NOT NULL
);
CREATE INDEX expense_claim_by_activity ON expense_claim (activity_id, month);

CREATE TABLE internal_sale (
  id bigint PRIMARY KEY,
  seller_id integer NOT NULL REFERENCES activity (id),
  buyer_id integer NOT NULL REFERENCES activity (id),
  date date NOT NULL,
  amount bigint NOT NULL,
  description text NOT NULL,
  entry_id bigint NOT NULL REFERENCES posted_entry (id)
);

CREATE TABLE smoothing_plan (
  id {identity},
  activity_id integer NOT NULL REFERENCES activity (id),
  person_id bigint NOT NULL REFERENCES person (id),
  first_month integer NOT NULL,
  amounts text NOT NULL,
  decided_on date NOT NULL,
  stopped_on date NULL
);
CREATE INDEX smoothing_plan_by_activity ON smoothing_plan (activity_id);

CREATE TABLE payslip (
  person_id bigint NOT NULL REFERENCES person (id),
  month integer NOT NULL,
  activity_id integer NOT NULL REFERENCES activity (id),
  gross bigint NOT NULL,
  total_cost bigint NOT NULL,
  net_pay bigint NOT NULL,
  year_to_date text NOT NULL,
  content text NOT NULL,
  entry_id bigint NOT NULL REFERENCES posted_entry (id),
  PRIMARY KEY (person_id, month)
) {clustered};
CREATE INDEX payslip_by_activity ON payslip (activity_id, month);

CREATE TABLE cash_advance (
  id bigint PRIMARY KEY,
  activity_id integer NOT NULL REFERENCES activity (id),
  month integer NOT NULL,
  amount bigint NOT NULL,
  opened_by_law boolean NOT NULL,
  ratified_on date NULL,
  entry_id bigint NOT NULL REFERENCES posted_entry (id)
);
CREATE INDEX cash_advance_by_activity ON cash_advance (activity_id);

CREATE TABLE month_closing (
  month integer PRIMARY KEY,
  started_at text NOT NULL,
  closed_at text NULL,
  closed_by text NOT NULL
);

CREATE TABLE job (
  id {identity},
  kind text NOT NULL,
  argument text NOT NULL,
  state text NOT NULL,
  done bigint NOT NULL,
  total bigint NOT NULL,
  message text NOT NULL,
  created_at text NOT NULL,
  updated_at text NOT NULL
);
