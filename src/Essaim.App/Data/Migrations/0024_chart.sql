-- Accounts that books opened before did not have: VAT owed on what is bought in the Union.
INSERT INTO account (number, label) VALUES ('445200', 'TVA due intracommunautaire') ON CONFLICT (number) DO NOTHING;
