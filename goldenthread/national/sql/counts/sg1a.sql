SELECT 'concerns' AS block, band AS category, 'total' AS subcategory, sum(concerns) AS value
FROM people
GROUP BY band
UNION ALL
SELECT 's42' AS block, band AS category, 'total' AS subcategory, sum(s42) AS value
FROM people
GROUP BY band
UNION ALL
SELECT 'other' AS block, band AS category, 'total' AS subcategory, sum(other) AS value
FROM people
GROUP BY band
