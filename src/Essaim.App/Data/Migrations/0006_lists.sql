-- What the long lists read, so that they cost the same in a big month as in a small one.

-- What each journal wrote in a month, kept as balances are.
CREATE TABLE journal_total (
  month integer NOT NULL,
  journal text NOT NULL REFERENCES journal (code),
  entries integer NOT NULL,
  debit bigint NOT NULL,
  PRIMARY KEY (month, journal)
) {clustered};

INSERT INTO journal_total (month, journal, entries, debit)
SELECT {month}, e.journal, count(DISTINCT e.id), sum(l.debit)
FROM posted_entry e JOIN posted_line l ON l.entry_id = e.id GROUP BY 1, 2;

CREATE INDEX payslip_by_month ON payslip (month, person_id);
CREATE INDEX purchase_by_date ON purchase (date, id);
CREATE INDEX posted_entry_openings ON posted_entry (id) WHERE is_opening;
CREATE INDEX balance_by_account ON balance (account, month);
