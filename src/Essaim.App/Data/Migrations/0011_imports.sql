-- Files handed in to be imported, one batch for each: how far it is, and what it made, so that it can be taken back.
CREATE TABLE import_batch (
  id {identity},
  kind text NOT NULL,
  file_name text NOT NULL,
  file_sha256 text NOT NULL,
  activity_id integer NULL,
  columns text NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'undoing', 'undone', 'expired')),
  next_row bigint NOT NULL,
  added bigint NOT NULL,
  known bigint NOT NULL,
  refused bigint NOT NULL,
  kept bigint NOT NULL,
  made_by text NOT NULL,
  made_by_user bigint NULL,
  made_at text NOT NULL,
  imported_at text NULL,
  undone_by text NULL,
  undone_at text NULL,
  wrong_name text NULL,
  wrong_sha256 text NULL,
  job_id bigint NULL,
  has_file boolean NOT NULL
);
CREATE INDEX import_batch_by_file ON import_batch (file_sha256);
CREATE INDEX import_batch_with_file ON import_batch (made_at) WHERE has_file OR wrong_sha256 IS NOT NULL;

-- What a batch made; what something used when the batch was taken back stays, with the reason.
CREATE TABLE import_made (
  id {identity},
  import_id bigint NOT NULL REFERENCES import_batch (id),
  line bigint NOT NULL,
  kind text NOT NULL,
  row_id bigint NOT NULL,
  title text NOT NULL,
  kept_for text NULL
);
CREATE INDEX import_made_by_batch ON import_made (import_id, id);

-- The identifiers that other programs give to our rows (référence): the surest way to know a line again.
CREATE TABLE import_reference (
  kind text NOT NULL,
  activity_id integer NOT NULL,
  reference text NOT NULL,
  row_id bigint NOT NULL,
  PRIMARY KEY (kind, activity_id, reference)
) {clustered};
CREATE INDEX import_reference_by_row ON import_reference (kind, row_id);

-- How the columns of files with these heads were read last time.
CREATE TABLE import_columns (
  kind text NOT NULL,
  heads text NOT NULL,
  columns text NOT NULL,
  PRIMARY KEY (kind, heads)
) {clustered};

-- Taking back an import asks what uses each row.
CREATE INDEX quote_by_customer ON quote (customer_id);
CREATE INDEX sale_draft_by_customer ON sale_draft (customer_id);
CREATE INDEX invoice_by_customer ON invoice (customer_id);
