-- The year's concerns that are ours to count, and whether the adult was under 18 on the day (or at death, if earlier).
SELECT
  c.concern_id,
  c.adult_id,
  c.reason,
  a.band,
  CASE
    WHEN a.born IS NULL THEN FALSE
    ELSE CASE WHEN a.died < c.counted_on THEN a.died ELSE c.counted_on END - a.born < 180000
  END AS under_18
FROM (
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
) AS c
LEFT JOIN adult AS a ON a.adult_id = c.adult_id
