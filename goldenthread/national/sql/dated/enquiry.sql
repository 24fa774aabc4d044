-- The year's enquiries, and whether the adult was under 18 at the start.
SELECT
  e.enquiry_id,
  e.adult_id,
  e.kind,
  e.started,
  e.concluded,
  e.started_on,
  e.concluded_on,
  coalesce(e.primary_support_reason, 'not_known') AS reason,
  e.capacity,
  e.supported_by,
  e.outcomes_asked,
  e.outcomes_achieved,
  CASE
    WHEN y.born IS NULL THEN FALSE
    ELSE CASE WHEN y.died < e.counted_on THEN y.died ELSE e.counted_on END - y.born < 180000
  END AS under_18
FROM (
  SELECT
    *,
    CASE
      WHEN '$P_06' = 'at_year_end' THEN $year_end_number
      ELSE year(started_on) * 10000 + month(started_on) * 100 + day(started_on)
    END AS counted_on
  FROM handled
) AS e
LEFT JOIN young AS y ON y.adult_id = e.adult_id
