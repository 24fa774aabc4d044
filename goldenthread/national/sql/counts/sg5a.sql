SELECT block, category, subcategory, count(*) AS value
FROM ($records) AS records
GROUP BY block, category, subcategory
