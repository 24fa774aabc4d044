SELECT block, ethnicity AS category, 'total' AS subcategory, adult_id AS record
FROM person
