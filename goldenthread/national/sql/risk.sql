-- The risks of the enquiries concluded in the year.
SELECT
  c.block,
  r.enquiry_id,
  r.type,
  CASE WHEN '$P_05' = 'always_known' AND r.type = 'self_neglect' THEN 'known' ELSE r.source_of_risk END AS source,
  r.location,
  r.assessment,
  CASE WHEN r.assessment IN ('identified_action', 'identified_no_action') THEN r.outcome END AS outcome
FROM risks AS r
JOIN concluded AS c ON c.enquiry_id = r.enquiry_id
