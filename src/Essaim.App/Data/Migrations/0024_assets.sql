-- The register of fixed assets (registre des immobilisations). What an asset is never changes: its plan is corrected
-- forward by revisions, and it leaves by a disposal or, entered by mistake, is withdrawn with what it had posted.
CREATE TABLE fixed_asset (
  id {identity},
  activity_id integer NOT NULL REFERENCES activity (id),
  label text NOT NULL CHECK (label <> ''),
  account text NOT NULL REFERENCES account (number),
  value bigint NOT NULL CHECK (value > 0),
  residual bigint NOT NULL CHECK (residual >= 0 AND residual < value),
  in_service date NOT NULL,
  months integer NOT NULL CHECK (months BETWEEN 0 AND 600),
  taken_through integer NULL,
  taken bigint NOT NULL CHECK (taken >= 0 AND taken <= value - residual),
  source_entry_id bigint NULL REFERENCES posted_entry (id),
  source_line_no integer NULL,
  withdrawn_on date NULL,
  made_at text NOT NULL,
  made_by text NOT NULL,
  version integer NOT NULL DEFAULT 0,
  CHECK ((source_entry_id IS NULL) = (source_line_no IS NULL)),
  CHECK (taken = 0 OR taken_through IS NOT NULL)
);
CREATE INDEX fixed_asset_by_activity ON fixed_asset (activity_id);
CREATE INDEX fixed_asset_by_source ON fixed_asset (source_entry_id, source_line_no);

-- What each month wrote off (dotations): once for an asset and a month.
CREATE TABLE asset_charge (
  asset_id bigint NOT NULL REFERENCES fixed_asset (id),
  month integer NOT NULL,
  amount bigint NOT NULL CHECK (amount > 0),
  entry_id bigint NOT NULL REFERENCES posted_entry (id),
  PRIMARY KEY (asset_id, month)
) {clustered};

-- From this month on, what was left is spread over so many months (révisions).
CREATE TABLE asset_revision (
  asset_id bigint NOT NULL REFERENCES fixed_asset (id),
  from_month integer NOT NULL,
  months integer NOT NULL CHECK (months BETWEEN 1 AND 600),
  reason text NOT NULL CHECK (reason <> ''),
  made_at text NOT NULL,
  made_by text NOT NULL,
  PRIMARY KEY (asset_id, from_month)
) {clustered};

-- How an asset left (sorties). What was returned, a deposit, has no entry here: the bank's took it out.
CREATE TABLE asset_disposal (
  asset_id bigint PRIMARY KEY REFERENCES fixed_asset (id),
  kind text NOT NULL CHECK (kind IN ('Scrapped', 'Sold', 'Stolen', 'Returned')),
  left_on date NOT NULL,
  reason text NOT NULL,
  accumulated bigint NOT NULL CHECK (accumulated >= 0),
  last_charge bigint NOT NULL,
  net bigint NOT NULL CHECK (net >= 0),
  entry_id bigint NULL REFERENCES posted_entry (id),
  made_at text NOT NULL,
  made_by text NOT NULL,
  CHECK ((kind = 'Returned') = (entry_id IS NULL))
);

-- The price of an asset that was sold by an ordinary invoice, taken out of the turnover.
CREATE TABLE asset_sale (
  asset_id bigint PRIMARY KEY REFERENCES asset_disposal (asset_id),
  invoice_id bigint NOT NULL REFERENCES invoice (id),
  price bigint NOT NULL CHECK (price > 0),
  entry_id bigint NOT NULL REFERENCES posted_entry (id)
);
CREATE INDEX asset_sale_by_invoice ON asset_sale (invoice_id);
