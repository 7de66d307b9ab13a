-- Who asked for a long work, when it began and ended, whether it is to stop, and the file that it made.
ALTER TABLE job ADD COLUMN asked_by text NOT NULL DEFAULT '';
ALTER TABLE job ADD COLUMN asked_by_user bigint;
ALTER TABLE job ADD COLUMN started_at text;
ALTER TABLE job ADD COLUMN finished_at text;
ALTER TABLE job ADD COLUMN stop_asked_by text;
ALTER TABLE job ADD COLUMN file_name text;
ALTER TABLE job ADD COLUMN file_sha256 text;
CREATE INDEX job_open ON job (id) WHERE state IN ('queued', 'running');
