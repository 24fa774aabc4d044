-- The year's concerns that are ours to count, with the age that a frozen set holds.
SELECT concern_id, adult_id, coalesce(primary_support_reason, 'not_known') AS reason, age_band AS band, under_18
FROM concerns
WHERE raised_on BETWEEN $year_start AND $year_end
  AND ('$P_07' = 'whoever_holds_it' OR area = 'own')
  AND ('$P_07' <> 'unless_passed_on' OR decision IS NULL OR decision <> 'passed_to_other_authority')
  AND ('$P_08' = 'count' OR decision IS NULL OR decision <> 'duplicate')
