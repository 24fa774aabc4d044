-- Enquiries that started or concluded in the year and are ours to count.
SELECT
  *,
  started_on BETWEEN $year_start AND $year_end AS started,
  coalesce(concluded_on BETWEEN $year_start AND $year_end, FALSE) AS concluded
FROM enquiries
WHERE (started_on BETWEEN $year_start AND $year_end OR concluded_on BETWEEN $year_start AND $year_end)
  AND ('$P_07' = 'whoever_holds_it' OR area = 'own')
