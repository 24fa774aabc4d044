-- Enquiries that started or concluded in the year and are ours to count, and whether the adult was under 18 at the start.
SELECT
  e.enquiry_id,
  e.adult_id,
  e.kind,
  e.started,
  e.concluded,
  e.reason,
  e.capacity,
  e.supported_by,
  e.outcomes_achieved,
  CASE
    WHEN '$P_04' = 'no' AND e.outcomes_asked = 'not_recorded' AND a.died <= e.concluded_on THEN 'not_asked'
    ELSE e.outcomes_asked
  END AS outcomes_asked,
  a.band,
  CASE
    WHEN '$P_03' = 'at_year_end' THEN a.band
    WHEN a.born IS NULL THEN 'Not Known'
    WHEN CASE WHEN a.died < e.aged_on THEN a.died ELSE e.aged_on END - a.born < 650000 THEN '18-64'
    WHEN CASE WHEN a.died < e.aged_on THEN a.died ELSE e.aged_on END - a.born < 750000 THEN '65-74'
    WHEN CASE WHEN a.died < e.aged_on THEN a.died ELSE e.aged_on END - a.born < 850000 THEN '75-84'
    WHEN CASE WHEN a.died < e.aged_on THEN a.died ELSE e.aged_on END - a.born < 950000 THEN '85-94'
    ELSE '95+'
  END AS concluded_band,
  CASE
    WHEN a.born IS NULL THEN FALSE
    ELSE CASE WHEN a.died < e.counted_on THEN a.died ELSE e.counted_on END - a.born < 180000
  END AS under_18
FROM (
  SELECT
    enquiry_id,
    adult_id,
    kind,
    started,
    concluded,
    reason,
    capacity,
    supported_by,
    outcomes_asked,
    outcomes_achieved,
    concluded_on,
    CASE WHEN '$P_06' = 'at_year_end' THEN $year_end_number ELSE started_on END AS counted_on,
    CASE WHEN '$P_03' = 'at_start' THEN started_on ELSE concluded_on END AS aged_on
  FROM (
    SELECT
      enquiry_id,
      adult_id,
      kind,
      started_on BETWEEN $year_start AND $year_end AS started,
      coalesce(concluded_on BETWEEN $year_start AND $year_end, FALSE) AS concluded,
      coalesce(primary_support_reason, 'not_known') AS reason,
      coalesce(capacity, 'not_recorded') AS capacity,
      supported_by,
      coalesce(outcomes_asked, 'not_recorded') AS outcomes_asked,
      outcomes_achieved,
      year(started_on) * 10000 + month(started_on) * 100 + day(started_on) AS started_on,
      year(concluded_on) * 10000 + month(concluded_on) * 100 + day(concluded_on) AS concluded_on
    FROM enquiries
    WHERE (started_on BETWEEN $year_start AND $year_end OR concluded_on BETWEEN $year_start AND $year_end)
      AND ('$P_07' = 'whoever_holds_it' OR area = 'own')
  ) AS numbered
) AS e
LEFT JOIN adult AS a ON a.adult_id = e.adult_id
