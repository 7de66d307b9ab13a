-- The contributions of a Cape are booked when they are declared; what was declared before was booked by hand.
ALTER TABLE cape_declaration ADD COLUMN entry_id bigint REFERENCES posted_entry (id);

-- How the job is called and where it stands in the collective agreement: both are printed on the payslip.
ALTER TABLE contract_pay ADD COLUMN job text NOT NULL DEFAULT '';
ALTER TABLE contract_pay ADD COLUMN grade text NOT NULL DEFAULT '';
