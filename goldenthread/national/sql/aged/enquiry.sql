-- Enquiries that started or concluded in the year and are ours to count, with the ages that a frozen set holds.
SELECT
  enquiry_id,
  adult_id,
  kind,
  started_on BETWEEN $year_start AND $year_end AS started,
  coalesce(concluded_on BETWEEN $year_start AND $year_end, FALSE) AS concluded,
  coalesce(primary_support_reason, 'not_known') AS reason,
  coalesce(capacity, 'not_recorded') AS capacity,
  supported_by,
  outcomes_achieved,
  coalesce(outcomes_asked, 'not_recorded') AS outcomes_asked,
  age_band_started AS band,
  age_band_concluded AS concluded_band,
  under_18
FROM enquiries
WHERE (started_on BETWEEN $year_start AND $year_end OR concluded_on BETWEEN $year_start AND $year_end)
  AND ('$P_07' = 'whoever_holds_it' OR area = 'own')
