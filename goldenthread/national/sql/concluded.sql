-- Enquiries concluded in the year, each once.
SELECT
  kind AS block,
  enquiry_id,
  concluded_band AS band,
  capacity,
  supported_by,
  outcomes_asked,
  outcomes_achieved
FROM enquiry
WHERE concluded
  AND NOT under_18
  AND ('$P_09' = 'keep_and_list' OR enquiry_id IN (SELECT enquiry_id FROM risks))
