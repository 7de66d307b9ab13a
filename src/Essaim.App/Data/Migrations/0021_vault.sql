-- What the co-op published of all that it owes its activities (coffre): the total, its fingerprint, and the amount of
-- each activity, so that each can still prove it later. Neither ever changes.
CREATE TABLE cover_publication (
  id {identity},
  day date NOT NULL UNIQUE,
  siren text NOT NULL,
  total bigint NOT NULL CHECK (total >= 0),
  held bigint NOT NULL,
  leaves bigint NOT NULL,
  root text NOT NULL,
  previous text NULL,
  fingerprint text NOT NULL,
  secret text NOT NULL,
  made_at text NOT NULL,
  made_by text NOT NULL
);
CREATE TABLE cover_leaf (
  publication_id bigint NOT NULL REFERENCES cover_publication (id),
  activity_id integer NOT NULL REFERENCES activity (id),
  amount bigint NOT NULL CHECK (amount >= 0),
  PRIMARY KEY (publication_id, activity_id)
) {clustered};

-- The level under which the meeting wants to be told (seuil d'alerte), from a day on.
CREATE TABLE cover_level (
  id {identity},
  from_day date NOT NULL UNIQUE,
  level text NOT NULL,
  resolution text NOT NULL,
  made_at text NOT NULL,
  made_by text NOT NULL
);

-- Each time the cover fell under its level, and each time it was above again: told once.
CREATE TABLE cover_alert (
  id {identity},
  day date NOT NULL,
  is_below boolean NOT NULL,
  level text NOT NULL,
  now_ratio text NULL,
  at90_ratio text NULL,
  made_at text NOT NULL
);

-- From which day the co-op looks for signs of trouble in which way.
CREATE TABLE trouble_rule (
  id {identity},
  from_day date NOT NULL UNIQUE,
  content text NOT NULL,
  made_at text NOT NULL,
  made_by text NOT NULL
);

-- A sign that somebody has seen is silent until a day.
CREATE TABLE trouble_seen (
  activity_id integer NOT NULL REFERENCES activity (id),
  kind text NOT NULL,
  gravity text NOT NULL,
  until date NOT NULL,
  note text NOT NULL,
  seen_at text NOT NULL,
  seen_by text NOT NULL,
  PRIMARY KEY (activity_id, kind)
);
