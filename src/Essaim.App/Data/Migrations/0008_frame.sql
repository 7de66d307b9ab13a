-- What the frame of every page needs: search.

-- What is found by its words: one row for each person, activity, customer, supplier and purchase.
CREATE TABLE findable (
  kind text NOT NULL,
  id bigint NOT NULL,
  activity_id integer NOT NULL,
  title text NOT NULL,
  detail text NOT NULL,
  code text NOT NULL,
  PRIMARY KEY (kind, id)
) {clustered};

CREATE TABLE findable_word (
  word text NOT NULL,
  activity_id integer NOT NULL,
  kind text NOT NULL,
  id bigint NOT NULL,
  PRIMARY KEY (word, activity_id, kind, id)
) {clustered};
CREATE INDEX findable_word_by_row ON findable_word (kind, id, word);

-- Three letters in a row of each word ever indexed: how a word with a slip is found.
CREATE TABLE word_part (
  part text NOT NULL,
  word text NOT NULL,
  PRIMARY KEY (part, word)
) {clustered};

-- The largest line of each entry, which people take for its amount.
CREATE TABLE entry_amount (
  amount bigint NOT NULL,
  activity_id integer NOT NULL,
  entry_id bigint NOT NULL,
  PRIMARY KEY (amount, activity_id, entry_id)
) {clustered};

INSERT INTO entry_amount (amount, activity_id, entry_id)
SELECT amount, activity_id, entry_id FROM (
  SELECT entry_id, activity_id, debit + credit AS amount,
    row_number() OVER (PARTITION BY entry_id ORDER BY debit + credit DESC, line_no) AS place
  FROM posted_line) l
WHERE place = 1;

CREATE INDEX posted_entry_imported ON posted_entry (number) WHERE sequence IS NULL;
CREATE INDEX quote_by_total ON quote (total);

-- A list as somebody likes to see it: its address with its filters, under a name.
CREATE TABLE saved_view (
  id {identity},
  user_id bigint NOT NULL,
  name text NOT NULL,
  path text NOT NULL,
  query text NOT NULL,
  UNIQUE (user_id, path, name)
);

-- Drafts that were deleted, as they were: they come back as long as they are here, under the number they had.
CREATE TABLE discarded (
  id {identity},
  kind text NOT NULL,
  row_id bigint NOT NULL,
  activity_id integer NOT NULL,
  title text NOT NULL,
  content text NOT NULL,
  discarded_at text NOT NULL,
  restored_at text NULL
);
CREATE INDEX discarded_by_time ON discarded (discarded_at);
