-- An invoice that comes again (facture récurrente): a draft is prepared on its days, and a person sends it.
CREATE TABLE recurring_sale (
  id {identity},
  activity_id integer NOT NULL REFERENCES activity (id),
  customer_id bigint NOT NULL REFERENCES customer (id),
  name text NOT NULL,
  content text NOT NULL,
  asks_quantities boolean NOT NULL,
  recurrence text NOT NULL,
  first_day date NOT NULL,
  next_day date,
  last_day date,
  stopped_on date,
  made_at text NOT NULL,
  made_by text NOT NULL,
  version integer NOT NULL
);
CREATE INDEX recurring_sale_by_activity ON recurring_sale (activity_id);
CREATE INDEX recurring_sale_by_customer ON recurring_sale (customer_id);
-- What somebody must know of a draft that they did not begin.
ALTER TABLE sale_draft ADD COLUMN remark text NOT NULL DEFAULT '';
