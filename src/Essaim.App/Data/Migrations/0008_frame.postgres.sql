-- Words are compared sign by sign, as SQLite does: the beginning of a word is then a stretch of the index.
ALTER TABLE findable_word ALTER COLUMN word TYPE text COLLATE "C";
ALTER TABLE word_part ALTER COLUMN word TYPE text COLLATE "C", ALTER COLUMN part TYPE text COLLATE "C";
