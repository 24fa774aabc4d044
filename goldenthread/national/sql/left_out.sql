-- Records of the year that a rule of the return left out.
SELECT 'concerns' AS sheet, concern_id AS record, 'SG1' AS part, 'under_18' AS why
FROM minor
UNION ALL
SELECT 'enquiries' AS sheet, enquiry_id AS record, 'SG1' AS part, 'under_18' AS why
FROM enquiry
WHERE under_18 AND started
UNION ALL
SELECT 'enquiries' AS sheet, enquiry_id AS record, 'SG2 to SG4' AS part, 'under_18' AS why
FROM enquiry
WHERE under_18 AND concluded
UNION ALL
SELECT
  'enquiries' AS sheet,
  enquiry_id AS record,
  CASE WHEN '$P_09' = 'leave_out' THEN 'SG2 to SG4' ELSE 'SG2' END AS part,
  'no_risk' AS why
FROM risk
WHERE type IS NULL
