SELECT 'concerns' AS block, 'total' AS category, 'total' AS subcategory, concern_id AS record
FROM concern
UNION ALL
SELECT kind AS block, 'total' AS category, 'total' AS subcategory, enquiry_id AS record
FROM enquiry
WHERE started AND NOT under_18
