SELECT 'concerns' AS block, band AS category, 'total' AS subcategory, adult_id AS record
FROM person
WHERE concerns = 1
UNION ALL
SELECT 's42' AS block, band AS category, 'total' AS subcategory, adult_id AS record
FROM person
WHERE s42 = 1
UNION ALL
SELECT 'other' AS block, band AS category, 'total' AS subcategory, adult_id AS record
FROM person
WHERE other = 1
