-- Records of the year that a rule of the return left out.
SELECT 'concerns' AS sheet, concern_id AS record, 'SG1' AS part, 'under_18' AS why
FROM minor
UNION ALL
SELECT 'enquiries' AS sheet, e.enquiry_id AS record, p.part, 'under_18' AS why
FROM enquiry AS e
JOIN (SELECT 'SG1' AS part UNION ALL SELECT 'SG2 to SG4' AS part) AS p
  ON CASE WHEN p.part = 'SG1' THEN e.started ELSE e.concluded END
WHERE e.under_18
UNION ALL
SELECT
  'enquiries' AS sheet,
  enquiry_id AS record,
  CASE WHEN '$P_09' = 'leave_out' THEN 'SG2 to SG4' ELSE 'SG2' END AS part,
  'no_risk' AS why
FROM risk
WHERE type IS NULL
