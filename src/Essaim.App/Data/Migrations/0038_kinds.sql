-- What a co-op is declared for, and who may invoice in it, from a day on (déclarations, règle de facturation).
CREATE TABLE trade_setting (
  id {identity},
  topic text NOT NULL CHECK (topic IN ('Invoicing', 'HomeServices', 'Training')),
  from_day date NOT NULL,
  content text NOT NULL,
  made_at text NOT NULL,
  made_by text NOT NULL,
  UNIQUE (topic, from_day)
);

-- That the management lets an activity invoice for a time, though the contract of its person does not (ratification).
CREATE TABLE invoicing_ratification (
  id {identity},
  activity_id integer NOT NULL REFERENCES activity (id),
  from_day date NOT NULL,
  until date NOT NULL CHECK (until >= from_day),
  reason text NOT NULL CHECK (reason <> ''),
  made_at text NOT NULL,
  made_by text NOT NULL
);
CREATE INDEX invoicing_ratification_by_activity ON invoicing_ratification (activity_id);

-- The ten-year insurance that covers the works of an activity for a time (attestation décennale).
CREATE TABLE insurance_certificate (
  id {identity},
  activity_id integer NOT NULL REFERENCES activity (id),
  content text NOT NULL,
  last_day date NOT NULL,
  withdrawn_on date NULL,
  made_at text NOT NULL,
  made_by text NOT NULL
);
CREATE INDEX insurance_certificate_by_activity ON insurance_certificate (activity_id);

-- What the kind of a job asks, and the job of a draft and of an invoice.
ALTER TABLE engagement ADD COLUMN details text NULL;
ALTER TABLE engagement ADD COLUMN version integer NOT NULL DEFAULT 0;
ALTER TABLE sale_draft ADD COLUMN engagement_id bigint NULL REFERENCES engagement (id);
ALTER TABLE invoice ADD COLUMN engagement_id bigint NULL REFERENCES engagement (id);
CREATE INDEX invoice_by_engagement ON invoice (engagement_id);

-- Work done at a private person's home (interventions).
CREATE TABLE home_visit (
  id {identity},
  engagement_id bigint NOT NULL REFERENCES engagement (id),
  day date NOT NULL,
  service text NOT NULL,
  service_label text NOT NULL,
  hours text NOT NULL,
  worker text NOT NULL CHECK (worker <> ''),
  worker_number text NOT NULL CHECK (worker_number <> ''),
  hour_price text NOT NULL,
  vat_code text NOT NULL,
  invoice_id bigint NULL REFERENCES invoice (id),
  made_at text NOT NULL,
  made_by text NOT NULL
);
CREATE INDEX home_visit_by_engagement ON home_visit (engagement_id, day);
CREATE INDEX home_visit_by_day ON home_visit (day);

-- The yearly certificates as they were given (attestations fiscales): a corrected one is a row more.
CREATE TABLE tax_certificate (
  id {identity},
  number text NOT NULL UNIQUE,
  activity_id integer NOT NULL REFERENCES activity (id),
  customer_id bigint NOT NULL REFERENCES customer (id),
  year integer NOT NULL,
  edition integer NOT NULL,
  amount bigint NOT NULL,
  content text NOT NULL,
  made_on date NOT NULL,
  made_at text NOT NULL,
  made_by text NOT NULL,
  UNIQUE (customer_id, year, edition)
);
