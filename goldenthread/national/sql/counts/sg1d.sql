SELECT
  block,
  reason AS category,
  'total' AS subcategory,
  CASE WHEN '$P_01' = 'per_enquiry' THEN times ELSE adults END AS value
FROM reason
