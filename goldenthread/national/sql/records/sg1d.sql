SELECT
  'concerns' AS block,
  reason AS category,
  'total' AS subcategory,
  CASE WHEN '$P_01' = 'per_enquiry' THEN concern_id ELSE adult_id END AS record
FROM concern
UNION ALL
SELECT
  kind AS block,
  reason AS category,
  'total' AS subcategory,
  CASE WHEN '$P_01' = 'per_enquiry' THEN enquiry_id ELSE adult_id END AS record
FROM enquiry
WHERE started AND NOT under_18
