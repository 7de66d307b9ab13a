-- Each power and motor that trips of before name is one vehicle of their person.
INSERT INTO vehicle (person_id, name, horse_power, electric, theirs)
SELECT DISTINCT c.person_id, 'Voiture de ' || json_extract(t.value, '$.horsePower') || ' CV'
    || CASE WHEN json_extract(t.value, '$.electric') THEN ', électrique' ELSE '' END,
  json_extract(t.value, '$.horsePower'), json_extract(t.value, '$.electric'), 1
FROM expense_claim c, json_each(c.content, '$.trips') t ORDER BY 1, 3, 4;
