-- What an activity sells again and again (catalogue), with the study of its price if one was made.
CREATE TABLE catalogue_item (
  id {identity},
  activity_id integer NOT NULL REFERENCES activity (id),
  name text NOT NULL CHECK (name <> ''),
  family text NOT NULL,
  content text NOT NULL,
  study text NULL,
  archived_on date NULL,
  version integer NOT NULL
);
CREATE INDEX catalogue_item_by_activity ON catalogue_item (activity_id, name);
