-- The risks of the enquiries concluded in the year. An enquiry without any has one row, in which the type is empty.
SELECT
  e.kind AS block,
  e.enquiry_id,
  r.type,
  CASE WHEN '$P_05' = 'always_known' AND r.type = 'self_neglect' THEN 'known' ELSE r.source_of_risk END AS source,
  r.location,
  r.assessment,
  CASE WHEN r.assessment IN ('identified_action', 'identified_no_action') THEN r.outcome END AS outcome
FROM enquiry AS e
LEFT JOIN risks AS r ON r.enquiry_id = e.enquiry_id
WHERE e.concluded AND NOT e.under_18
