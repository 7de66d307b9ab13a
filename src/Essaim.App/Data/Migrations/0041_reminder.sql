-- Each time a customer was asked for what is late (relance): by mail, by letter or by phone, and what they promised.
CREATE TABLE reminder (
  id {identity},
  invoice_id bigint NOT NULL REFERENCES invoice (id),
  step text NOT NULL,
  means text NOT NULL,
  made_on date NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  mail_id bigint,
  words text NOT NULL,
  promised_for date,
  made_at text NOT NULL,
  made_by text NOT NULL
);
CREATE INDEX reminder_invoice ON reminder (invoice_id);
