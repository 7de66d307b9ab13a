-- The books: what every area posts into. {blob}, {identity} and {clustered} are the only words that differ by engine.

CREATE TABLE coop (
  id integer PRIMARY KEY CHECK (id = 1),
  name text NOT NULL,
  siren text NOT NULL,
  legal_form text NOT NULL,
  capital bigint NOT NULL,
  street text NOT NULL,
  postal_code text NOT NULL,
  city text NOT NULL,
  registry text NOT NULL,
  email text NOT NULL,
  phone text NOT NULL,
  iban text NULL,
  vat_on_debits boolean NOT NULL,
  deposits_reserved boolean NOT NULL,
  headcount integer NOT NULL,
  work_accident_rate text NOT NULL,
  is_demonstration boolean NOT NULL
);

CREATE TABLE activity (
  id {identity},
  code text NOT NULL UNIQUE,
  trade_name text NOT NULL,
  trade text NOT NULL,
  person_id bigint NULL,
  opened_on date NOT NULL,
  closed_on date NULL,
  reserve bigint NOT NULL
);

CREATE TABLE account (
  number text PRIMARY KEY CHECK (length(number) BETWEEN 6 AND 10 AND substr(number, 1, 1) BETWEEN '1' AND '8'),
  label text NOT NULL
);

CREATE TABLE journal (
  code text PRIMARY KEY,
  label text NOT NULL
);

CREATE TABLE third_party (
  code text PRIMARY KEY,
  name text NOT NULL
);

CREATE TABLE fiscal_year (
  year integer PRIMARY KEY,
  first_day date NOT NULL,
  last_day date NOT NULL,
  closed_at text NULL,
  anchor {blob} NULL,
  CHECK (first_day < last_day)
);

CREATE TABLE month_lock (
  month integer PRIMARY KEY,
  locked_at text NOT NULL,
  locked_by text NOT NULL
);

CREATE TABLE counter (
  series text PRIMARY KEY,
  value bigint NOT NULL
);

CREATE TABLE chain_head (
  fiscal_year integer PRIMARY KEY REFERENCES fiscal_year (year),
  position bigint NOT NULL,
  hash {blob} NOT NULL
);

CREATE TABLE import (
  id {identity},
  kind text NOT NULL,
  name text NOT NULL,
  sha256 text NOT NULL,
  made_at text NOT NULL
);

CREATE TABLE posted_entry (
  id bigint PRIMARY KEY,
  fiscal_year integer NOT NULL REFERENCES fiscal_year (year),
  journal text NOT NULL REFERENCES journal (code),
  number text NOT NULL,
  sequence bigint NULL,
  date date NOT NULL,
  posted_at text NOT NULL,
  label text NOT NULL,
  piece_ref text NOT NULL,
  piece_date date NOT NULL,
  document_kind text NULL,
  document_id bigint NULL,
  document_hash {blob} NULL,
  reverses bigint NULL UNIQUE REFERENCES posted_entry (id),
  is_opening boolean NOT NULL,
  import_id integer NULL,
  hash {blob} NOT NULL,
  UNIQUE (fiscal_year, journal, sequence)
);
CREATE INDEX posted_entry_by_date ON posted_entry (date);
CREATE INDEX posted_entry_by_document ON posted_entry (document_kind, document_id);

CREATE TABLE posted_line (
  entry_id bigint NOT NULL REFERENCES posted_entry (id) DEFERRABLE INITIALLY DEFERRED,
  line_no integer NOT NULL,
  date date NOT NULL,
  account text NOT NULL REFERENCES account (number),
  activity_id integer NOT NULL REFERENCES activity (id),
  third_party text NULL REFERENCES third_party (code),
  debit bigint NOT NULL CHECK (debit >= 0),
  credit bigint NOT NULL CHECK (credit >= 0),
  label text NULL,
  PRIMARY KEY (entry_id, line_no),
  CHECK (debit = 0 OR credit = 0)
) {clustered};
CREATE INDEX posted_line_by_account ON posted_line (account, date);
CREATE INDEX posted_line_by_activity ON posted_line (activity_id, account, date);

CREATE TABLE open_item (
  entry_id bigint NOT NULL,
  line_no integer NOT NULL,
  account text NOT NULL,
  activity_id integer NOT NULL,
  third_party text NULL,
  due date NOT NULL,
  disputed boolean NOT NULL,
  amount bigint NOT NULL,
  credited bigint NOT NULL,
  settled bigint NOT NULL,
  PRIMARY KEY (entry_id, line_no),
  FOREIGN KEY (entry_id, line_no) REFERENCES posted_line (entry_id, line_no),
  CHECK (abs(credited) + abs(settled) <= abs(amount) AND credited * amount >= 0 AND settled * amount >= 0)
) {clustered};
CREATE INDEX open_item_unsettled ON open_item (activity_id, account) WHERE amount - credited <> settled;

CREATE TABLE deferred_posting (
  entry_id bigint NOT NULL,
  line_no integer NOT NULL,
  kind text NOT NULL,
  debit_account text NOT NULL,
  debit_activity integer NOT NULL,
  credit_account text NOT NULL,
  credit_activity integer NOT NULL,
  amount bigint NOT NULL,
  done bigint NOT NULL,
  PRIMARY KEY (entry_id, line_no, kind),
  FOREIGN KEY (entry_id, line_no) REFERENCES open_item (entry_id, line_no),
  CHECK (abs(done) <= abs(amount))
) {clustered};

CREATE TABLE item_settlement (
  entry_id bigint NOT NULL,
  line_no integer NOT NULL,
  item_entry_id bigint NOT NULL,
  item_line_no integer NOT NULL,
  paid bigint NOT NULL,
  credited bigint NOT NULL,
  PRIMARY KEY (entry_id, line_no),
  FOREIGN KEY (entry_id, line_no) REFERENCES posted_line (entry_id, line_no),
  FOREIGN KEY (item_entry_id, item_line_no) REFERENCES open_item (entry_id, line_no)
) {clustered};
CREATE INDEX item_settlement_by_item ON item_settlement (item_entry_id, item_line_no);

-- How each settlement moved the item's deferred postings: a reversal takes back exactly this.
CREATE TABLE settlement_change (
  entry_id bigint NOT NULL,
  line_no integer NOT NULL,
  kind text NOT NULL,
  done bigint NOT NULL,
  amount bigint NOT NULL,
  PRIMARY KEY (entry_id, line_no, kind),
  FOREIGN KEY (entry_id, line_no) REFERENCES item_settlement (entry_id, line_no)
) {clustered};

CREATE TABLE matching (
  id bigint PRIMARY KEY,
  letter text NOT NULL,
  matched_on date NOT NULL
);

CREATE TABLE matched_line (
  entry_id bigint NOT NULL,
  line_no integer NOT NULL,
  matching_id bigint NOT NULL REFERENCES matching (id),
  PRIMARY KEY (entry_id, line_no),
  FOREIGN KEY (entry_id, line_no) REFERENCES posted_line (entry_id, line_no)
) {clustered};

CREATE TABLE balance (
  month integer NOT NULL,
  activity_id integer NOT NULL,
  account text NOT NULL,
  is_opening boolean NOT NULL,
  debit bigint NOT NULL,
  credit bigint NOT NULL,
  PRIMARY KEY (month, activity_id, account, is_opening)
) {clustered};

CREATE TABLE draft_entry (
  id {identity},
  content text NOT NULL,
  updated_at text NOT NULL
);

-- One row for each act that was asked for once: a double click finds the first answer.
CREATE TABLE request (
  key text PRIMARY KEY,
  result text NOT NULL,
  made_at text NOT NULL
);
