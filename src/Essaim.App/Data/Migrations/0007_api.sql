-- Tokens of programs (jetons): only the hash is kept. Who made one lends it their role, never more.
CREATE TABLE api_token (
  id {identity},
  sha256 text NOT NULL UNIQUE,
  name text NOT NULL,
  user_id bigint NOT NULL,
  role text NOT NULL,
  capabilities text NOT NULL,
  made_at text NOT NULL,
  ends_on date NOT NULL,
  last_used_at text,
  revoked_at text
);

-- What a request with its key was answered, so that sending it again changes nothing.
CREATE TABLE api_answer (
  token_id bigint NOT NULL,
  key text NOT NULL,
  asked_sha256 text NOT NULL,
  answer text NOT NULL,
  made_at text NOT NULL,
  PRIMARY KEY (token_id, key)
);
CREATE INDEX api_answer_age ON api_answer (made_at);
