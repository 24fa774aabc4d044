SELECT block, type AS category, source AS subcategory, enquiry_id AS record
FROM risk
WHERE '$P_02' <> 'cross' AND type IS NOT NULL
UNION ALL
SELECT one.block, one.type AS category, other.source AS subcategory, one.enquiry_id AS record
FROM risk AS one
JOIN risk AS other ON other.enquiry_id = one.enquiry_id
WHERE '$P_02' = 'cross' AND one.type IS NOT NULL
