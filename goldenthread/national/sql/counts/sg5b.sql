SELECT block, category, subcategory, sum(people) AS value
FROM ($records) AS records
GROUP BY block, category, subcategory
