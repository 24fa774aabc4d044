SELECT 'concerns' AS block, gender AS category, 'total' AS subcategory, sum(concerns) AS value
FROM people
GROUP BY gender
UNION ALL
SELECT 's42' AS block, gender AS category, 'total' AS subcategory, sum(s42) AS value
FROM people
GROUP BY gender
UNION ALL
SELECT 'other' AS block, gender AS category, 'total' AS subcategory, sum(other) AS value
FROM people
GROUP BY gender
