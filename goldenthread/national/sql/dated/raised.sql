-- The year's concerns that are ours to count, with the day on which somebody has to be 18.
SELECT
  concern_id,
  adult_id,
  coalesce(primary_support_reason, 'not_known') AS reason,
  CASE
    WHEN '$P_06' = 'at_year_end' THEN $year_end_number
    ELSE year(raised_on) * 10000 + month(raised_on) * 100 + day(raised_on)
  END AS counted_on
FROM concerns
WHERE raised_on BETWEEN $year_start AND $year_end
  AND ('$P_07' = 'whoever_holds_it' OR area = 'own')
  AND ('$P_07' <> 'unless_passed_on' OR decision IS NULL OR decision <> 'passed_to_other_authority')
  AND ('$P_08' = 'count' OR decision IS NULL OR decision <> 'duplicate')
