-- Orders to the bank to pay open items (ordres de virement), and where each third party is paid.

-- The accounts of people stand with the people.
CREATE TABLE payee_account (
  third_party text PRIMARY KEY REFERENCES third_party (code),
  iban text NOT NULL,
  usable_at text NULL,
  email text NULL
);

ALTER TABLE supplier DROP COLUMN iban;

CREATE TABLE payment_run (
  id {identity},
  bank_account_id bigint NOT NULL REFERENCES bank_account (id),
  execution_on date NOT NULL,
  state text NOT NULL CHECK (state IN ('Prepared', 'Ordered', 'Cancelled')),
  made_at text NOT NULL,
  made_by text NOT NULL,
  asked_at text NULL,
  file_sha256 text NULL,
  ordered_at text NULL,
  taken_at text NULL,
  taken_by text NULL,
  answer_sha256 text NULL,
  version integer NOT NULL DEFAULT 0,
  CHECK (state <> 'Ordered' OR (asked_at IS NOT NULL AND file_sha256 IS NOT NULL AND ordered_at IS NOT NULL))
);

-- The account is frozen when the order is asked for: what is granted is what was seen.
CREATE TABLE payment_transfer (
  id {identity},
  run_id bigint NOT NULL REFERENCES payment_run (id),
  third_party text NOT NULL REFERENCES third_party (code),
  name text NOT NULL,
  iban text NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  label text NOT NULL,
  purpose text NOT NULL CHECK (purpose IN ('Ordinary', 'Salary')),
  state text NOT NULL CHECK (state IN ('Pending', 'Accepted', 'Rejected')),
  told text NOT NULL
);
CREATE INDEX payment_transfer_by_run ON payment_transfer (run_id);

CREATE TABLE payment_transfer_item (
  transfer_id bigint NOT NULL REFERENCES payment_transfer (id),
  entry_id bigint NOT NULL,
  line_no integer NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  booked_entry_id bigint NULL REFERENCES posted_entry (id),
  PRIMARY KEY (transfer_id, entry_id, line_no),
  FOREIGN KEY (entry_id, line_no) REFERENCES open_item (entry_id, line_no)
);
CREATE INDEX payment_transfer_item_by_item ON payment_transfer_item (entry_id, line_no);
CREATE INDEX payment_transfer_item_by_booked ON payment_transfer_item (booked_entry_id);
