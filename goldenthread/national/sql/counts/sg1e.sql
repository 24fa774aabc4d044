SELECT 'concerns' AS block, category, 'total' AS subcategory, sum(concerns) AS value
FROM condition
GROUP BY category
UNION ALL
SELECT 's42' AS block, category, 'total' AS subcategory, sum(s42) AS value
FROM condition
GROUP BY category
UNION ALL
SELECT 'other' AS block, category, 'total' AS subcategory, sum(other) AS value
FROM condition
GROUP BY category
