SELECT
  block,
  reason AS category,
  'total' AS subcategory,
  CASE WHEN '$P_01' = 'per_enquiry' THEN sum(times) ELSE count(*) END AS value
FROM mention
GROUP BY block, reason
