SELECT 'concerns' AS block, ethnicity AS category, 'total' AS subcategory, sum(concerns) AS value
FROM people
GROUP BY ethnicity
UNION ALL
SELECT 's42' AS block, ethnicity AS category, 'total' AS subcategory, sum(s42) AS value
FROM people
GROUP BY ethnicity
UNION ALL
SELECT 'other' AS block, ethnicity AS category, 'total' AS subcategory, sum(other) AS value
FROM people
GROUP BY ethnicity
