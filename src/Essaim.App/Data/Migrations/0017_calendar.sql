-- The private link by which somebody's calendar reads their dates: one for a user and role, only its hash is kept.
CREATE TABLE calendar_link (
  user_id bigint NOT NULL,
  role text NOT NULL,
  sha256 text NOT NULL UNIQUE,
  made_at text NOT NULL,
  last_read_at text,
  PRIMARY KEY (user_id, role)
);
