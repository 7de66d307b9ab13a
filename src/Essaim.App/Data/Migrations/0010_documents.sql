-- What people hand in beside a record: byte for byte, in pieces of at most one mebibyte so that no row is large.

-- A file on its way. Its number becomes the number of the document once it is whole; then this row goes.
CREATE TABLE document_upload (
  id {identity},
  owner_kind text NOT NULL,
  owner_id bigint NOT NULL,
  name text NOT NULL,
  size bigint NOT NULL,
  sha256 {blob} NULL,
  received bigint NOT NULL,
  made_at text NOT NULL,
  made_by text NOT NULL,
  made_by_user bigint NOT NULL
);
CREATE INDEX document_upload_by_user ON document_upload (made_by_user);

CREATE TABLE document_piece (
  document_id bigint NOT NULL,
  first_byte bigint NOT NULL,
  bytes {blob} NOT NULL,
  PRIMARY KEY (document_id, first_byte)
);

CREATE TABLE kept_document (
  id bigint NOT NULL PRIMARY KEY,
  owner_kind text NOT NULL,
  owner_id bigint NOT NULL,
  activity_id integer NOT NULL REFERENCES activity (id),
  name text NOT NULL,
  media_type text NOT NULL,
  size bigint NOT NULL CHECK (size > 0),
  sha256 {blob} NOT NULL,
  made_at text NOT NULL,
  made_by text NOT NULL,
  made_by_user bigint NOT NULL,
  state text NOT NULL CHECK (state IN ('Waiting', 'Clear', 'Refused')),
  checked_at text NULL,
  finding text NULL,
  removed_at text NULL,
  UNIQUE (owner_kind, owner_id, sha256)
);
CREATE INDEX kept_document_by_content ON kept_document (sha256);
CREATE INDEX kept_document_waiting ON kept_document (id) WHERE state = 'Waiting';
