SELECT block, capacity AS category, band AS subcategory, enquiry_id AS record
FROM concluded
UNION ALL
SELECT block, 'lacked_and_supported' AS category, band AS subcategory, enquiry_id AS record
FROM concluded
WHERE capacity = 'lacked' AND supported_by IN ('advocate', 'family', 'friend')
