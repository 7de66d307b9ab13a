-- Mails to send, written in the transaction of what causes them; one row from its writing to what became of it.
-- The catalogue has the same table for the mails of no co-op, see Mail/Outbox.cs.
CREATE TABLE mail (
  id {identity},
  message_id text NOT NULL UNIQUE,
  purpose text NOT NULL,
  recipient text NOT NULL,
  recipient_name text NOT NULL,
  reply_to text,
  subject text NOT NULL,
  body text NOT NULL,
  attachment_name text,
  attachment {blob},
  state text NOT NULL CHECK (state IN ('waiting', 'sent', 'refused', 'given-up', 'bounced')),
  attempts integer NOT NULL,
  next_at text NOT NULL,
  answer text NOT NULL,
  created_at text NOT NULL,
  settled_at text
);
CREATE INDEX mail_due ON mail (next_at) WHERE state = 'waiting';

-- A wording that the co-op gave to a kind of mail; without a row the program's own holds.
CREATE TABLE mail_template (
  purpose text PRIMARY KEY,
  subject text NOT NULL,
  body text NOT NULL,
  written_by text NOT NULL,
  written_at text NOT NULL
);
