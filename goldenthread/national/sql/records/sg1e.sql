SELECT 'concerns' AS block, unnest(string_split(health_conditions, ';')) AS category, 'total' AS subcategory, adult_id AS record
FROM person
WHERE health_conditions IS NOT NULL AND concerns = 1
UNION ALL
SELECT 's42' AS block, unnest(string_split(health_conditions, ';')) AS category, 'total' AS subcategory, adult_id AS record
FROM person
WHERE health_conditions IS NOT NULL AND s42 = 1
UNION ALL
SELECT 'other' AS block, unnest(string_split(health_conditions, ';')) AS category, 'total' AS subcategory, adult_id AS record
FROM person
WHERE health_conditions IS NOT NULL AND other = 1
