SELECT block, 'total' AS category, 'total' AS subcategory, sum(times) AS value
FROM reason
GROUP BY block
