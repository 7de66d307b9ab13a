-- Lists of entries go by day and number: with both in the index a day of 40,000 entries is not sorted to show fifty.
DROP INDEX posted_entry_by_date;
CREATE INDEX posted_entry_by_date ON posted_entry (date, id);
