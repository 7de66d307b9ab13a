-- The half-days of a training, who is trained, and who was there.
CREATE TABLE training_session (
  id {identity},
  engagement_id bigint NOT NULL REFERENCES engagement (id),
  day date NOT NULL,
  is_afternoon boolean NOT NULL,
  hours text NOT NULL,
  trainer text NOT NULL CHECK (trainer <> ''),
  is_outside boolean NOT NULL,
  made_at text NOT NULL,
  UNIQUE (engagement_id, day, is_afternoon, trainer)
);
CREATE INDEX training_session_by_day ON training_session (day);

CREATE TABLE trainee (
  id {identity},
  engagement_id bigint NOT NULL REFERENCES engagement (id),
  name text NOT NULL CHECK (name <> ''),
  kind text NOT NULL,
  made_at text NOT NULL,
  UNIQUE (engagement_id, name)
);

CREATE TABLE training_presence (
  session_id bigint NOT NULL REFERENCES training_session (id),
  trainee_id bigint NOT NULL REFERENCES trainee (id),
  PRIMARY KEY (session_id, trainee_id)
);
