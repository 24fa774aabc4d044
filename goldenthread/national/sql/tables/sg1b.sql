SELECT block, gender AS category, 'total' AS subcategory, adult_id AS record
FROM person
