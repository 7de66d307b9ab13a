-- What the co-op's banks say (relevés), and which lines of the books each movement was found to be.

CREATE TABLE bank_account (
  id {identity},
  name text NOT NULL UNIQUE,
  iban text NOT NULL UNIQUE,
  bic text NOT NULL,
  account text NOT NULL UNIQUE REFERENCES account (number) CHECK (account LIKE '512%'),
  starts_on date NOT NULL,
  closed_on date NULL
);

CREATE TABLE bank_statement (
  id {identity},
  bank_account_id bigint NOT NULL REFERENCES bank_account (id),
  file_name text NOT NULL,
  file_sha256 text NOT NULL,
  reference text NOT NULL,
  opening bigint NULL,
  opening_on date NULL,
  closing bigint NULL,
  closing_on date NULL,
  added bigint NOT NULL,
  known bigint NOT NULL,
  made_at text NOT NULL,
  made_by text NOT NULL
);
CREATE INDEX bank_statement_by_account ON bank_statement (bank_account_id, closing_on);

-- A movement never changes; that it is explained, when and by whom, comes to it, and then it stays.
CREATE TABLE bank_line (
  id {identity},
  bank_account_id bigint NOT NULL REFERENCES bank_account (id),
  statement_id bigint NOT NULL REFERENCES bank_statement (id),
  key text NOT NULL,
  date date NOT NULL,
  value_date date NULL,
  amount bigint NOT NULL CHECK (amount <> 0),
  label text NOT NULL,
  party text NOT NULL,
  party_iban text NULL,
  reference text NOT NULL,
  explained_at text NULL,
  explained_by text NULL,
  UNIQUE (bank_account_id, key),
  CHECK ((explained_at IS NULL) = (explained_by IS NULL))
);
CREATE INDEX bank_line_by_date ON bank_line (bank_account_id, date, id);
CREATE INDEX bank_line_waiting ON bank_line (bank_account_id, date, id) WHERE explained_at IS NULL;
CREATE INDEX bank_line_by_statement ON bank_line (statement_id);

-- A line of the books is explained by one movement. "made" says that its entry was posted for it.
CREATE TABLE bank_match (
  entry_id bigint NOT NULL,
  line_no integer NOT NULL,
  bank_line_id bigint NOT NULL REFERENCES bank_line (id),
  amount bigint NOT NULL,
  made boolean NOT NULL,
  PRIMARY KEY (entry_id, line_no),
  FOREIGN KEY (entry_id, line_no) REFERENCES posted_line (entry_id, line_no)
) {clustered};
CREATE INDEX bank_match_by_line ON bank_match (bank_line_id);

CREATE TABLE bank_rule (
  id {identity},
  text text NOT NULL,
  is_incoming boolean NOT NULL,
  account text NOT NULL REFERENCES account (number),
  activity_id integer NOT NULL REFERENCES activity (id),
  label text NOT NULL,
  uses bigint NOT NULL,
  made_at text NOT NULL,
  made_by text NOT NULL,
  UNIQUE (text, is_incoming)
);

-- Which third party was found behind an account that paid or was paid (the index of its sealed IBAN).
CREATE TABLE bank_party (
  iban_index text NOT NULL PRIMARY KEY,
  third_party text NOT NULL REFERENCES third_party (code)
);

-- Movements are explained by what is still open: found by amount and by third party.
CREATE INDEX open_item_by_rest ON open_item ((amount - credited - settled)) WHERE amount - credited <> settled;
CREATE INDEX open_item_by_party ON open_item (third_party) WHERE amount - credited <> settled;
