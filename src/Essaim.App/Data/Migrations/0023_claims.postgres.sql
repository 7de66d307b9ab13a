-- Each power and motor that trips of before name is one vehicle of their person.
INSERT INTO vehicle (person_id, name, horse_power, electric, theirs)
SELECT DISTINCT c.person_id, 'Voiture de ' || (t.value ->> 'horsePower') || ' CV'
    || CASE WHEN (t.value ->> 'electric')::boolean THEN ', électrique' ELSE '' END,
  (t.value ->> 'horsePower')::integer, (t.value ->> 'electric')::boolean, true
FROM expense_claim c, jsonb_array_elements(c.content::jsonb -> 'trips') t ORDER BY 1, 3, 4;
