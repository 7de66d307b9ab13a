-- A letter that is taken off keeps its row, which says since when.
ALTER TABLE matching ADD COLUMN taken_off date NULL;
UPDATE matching SET taken_off = matched_on
WHERE NOT EXISTS (SELECT 1 FROM matched_line m WHERE m.matching_id = matching.id);
