-- Enquiries concluded in the year, each once, with the age that a frozen set holds.
SELECT
  e.kind AS block,
  e.enquiry_id,
  e.concluded_band AS band,
  coalesce(e.capacity, 'not_recorded') AS capacity,
  e.supported_by,
  coalesce(e.outcomes_asked, 'not_recorded') AS outcomes_asked,
  e.outcomes_achieved
FROM enquiry AS e
WHERE e.concluded
  AND NOT e.under_18
  AND NOT EXISTS (
    SELECT 1 FROM risk AS r WHERE r.enquiry_id = e.enquiry_id AND r.type IS NULL AND '$P_09' = 'leave_out'
  )
