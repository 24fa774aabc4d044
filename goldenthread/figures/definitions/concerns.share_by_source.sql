-- id:           concerns.share_by_source
-- title:        Concerns by who raised them
-- unit:         percent
-- grain:        concern
-- numerator:    concerns from the source received in the period
-- denominator:  all concerns received in the period
-- period:       by the day the authority received the concern
-- breakdown:    who raised the concern: social care staff, police, hospitals, and all others together
-- datasets:     concerns
-- disclosure:   people
-- caveat:       none
-- version:      1
-- valid_from:   2021-22
SELECT category, count(*) AS numerator, max(everything) AS denominator
FROM (
  SELECT CASE WHEN source IN ('social_care_staff', 'police', 'hospital') THEN source ELSE 'all_other' END AS category,
    count(*) OVER () AS everything
  FROM concerns_counted
  WHERE raised_on BETWEEN $period_start AND $period_end
)
GROUP BY category
ORDER BY CASE category WHEN 'social_care_staff' THEN 1 WHEN 'police' THEN 2 WHEN 'hospital' THEN 3 ELSE 4 END
