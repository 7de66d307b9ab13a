-- Programs to tell of what happens (Standard Webhooks), and each telling, written in the transaction of what it tells.
CREATE TABLE webhook (
  id {identity},
  url text NOT NULL,
  secret text NOT NULL,
  events text NOT NULL,
  made_by text NOT NULL,
  made_at text NOT NULL,
  closed_at text
);

CREATE TABLE webhook_delivery (
  id {identity},
  webhook_id bigint NOT NULL,
  message_id text NOT NULL UNIQUE,
  event text NOT NULL,
  body text NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'sent', 'given-up')),
  attempts integer NOT NULL,
  next_at text NOT NULL,
  answer text NOT NULL,
  created_at text NOT NULL
);
CREATE INDEX webhook_due ON webhook_delivery (next_at) WHERE state = 'waiting';
