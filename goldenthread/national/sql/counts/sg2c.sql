SELECT block, category, subcategory, count(DISTINCT record) AS value
FROM ($records) AS records
GROUP BY block, category, subcategory
