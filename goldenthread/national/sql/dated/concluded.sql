-- Enquiries concluded in the year, each once, with the adult's age on the day that counts, or at death if that came first.
SELECT
  block,
  enquiry_id,
  $band AS band,
  capacity,
  supported_by,
  CASE
    WHEN '$P_04' = 'no' AND outcomes_asked = 'not_recorded' AND died <= concluded_on THEN 'not_asked'
    ELSE outcomes_asked
  END AS outcomes_asked,
  outcomes_achieved
FROM (
  SELECT *, CASE WHEN died < counted_on THEN died ELSE counted_on END AS aged_on
  FROM (
    SELECT
      e.kind AS block,
      e.enquiry_id,
      year(a.date_of_birth) * 10000 + month(a.date_of_birth) * 100 + day(a.date_of_birth) AS born,
      year(a.date_of_death) * 10000 + month(a.date_of_death) * 100 + day(a.date_of_death) AS died,
      coalesce(e.capacity, 'not_recorded') AS capacity,
      e.supported_by,
      coalesce(e.outcomes_asked, 'not_recorded') AS outcomes_asked,
      e.outcomes_achieved,
      year(e.concluded_on) * 10000 + month(e.concluded_on) * 100 + day(e.concluded_on) AS concluded_on,
      CASE
        WHEN '$P_03' = 'at_year_end' THEN $year_end_number
        WHEN '$P_03' = 'at_start' THEN year(e.started_on) * 10000 + month(e.started_on) * 100 + day(e.started_on)
        ELSE year(e.concluded_on) * 10000 + month(e.concluded_on) * 100 + day(e.concluded_on)
      END AS counted_on
    FROM enquiry AS e
    JOIN adults AS a ON a.adult_id = e.adult_id
    WHERE e.concluded
      AND NOT e.under_18
      AND NOT EXISTS (
        SELECT 1 FROM risk AS r WHERE r.enquiry_id = e.enquiry_id AND r.type IS NULL AND '$P_09' = 'leave_out'
      )
  ) AS numbered
) AS aged
