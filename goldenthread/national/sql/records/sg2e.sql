SELECT block, outcome AS category, source AS subcategory, enquiry_id AS record
FROM risk
WHERE '$P_11' <> 'per_enquiry' AND outcome IS NOT NULL
UNION ALL
SELECT one.block, one.outcome AS category, other.source AS subcategory, one.enquiry_id AS record
FROM risk AS one
JOIN risk AS other ON other.enquiry_id = one.enquiry_id
WHERE '$P_11' = 'per_enquiry' AND one.outcome IS NOT NULL
