-- How a co-op's approved platform (plateforme agréée) is reached by network; without a row, it is a folder.
CREATE TABLE platform_link (
  id bigint PRIMARY KEY CHECK (id = 1),
  address text NOT NULL,
  token_address text NOT NULL,
  client_id text NOT NULL,
  secret text NOT NULL,
  organization text NOT NULL,
  from_day date NOT NULL
);

-- How far it was read, when it is asked next, and what it answered last.
CREATE TABLE platform_state (
  id bigint PRIMARY KEY CHECK (id = 1),
  read_until text NULL,
  next_at text NULL,
  answered_at text NULL,
  failed_at text NULL,
  failure text NOT NULL
);

-- What came and went through it, each once: a flow is known by its number on the platform.
CREATE TABLE platform_flow (
  flow_id text NOT NULL PRIMARY KEY,
  name text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('Taken', 'Unread', 'Sent', 'Refused')),
  words text NOT NULL,
  made_at text NOT NULL
);
CREATE INDEX platform_flow_by_time ON platform_flow (made_at);
