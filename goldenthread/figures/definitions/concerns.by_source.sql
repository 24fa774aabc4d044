-- id:           concerns.by_source
-- title:        Concerns that led to an enquiry, by who raised them
-- unit:         percent
-- grain:        concern
-- numerator:    concerns from the source whose decision was that the section 42 duty is met
-- denominator:  concerns from the source received in the period
-- period:       by the day the authority received the concern
-- breakdown:    who raised the concern: social care staff, police, hospitals, and all others together
-- datasets:     concerns
-- disclosure:   people
-- caveat:       describes how concerns are recorded as much as risk; it has no target, and neither higher nor lower
--              is better; a concern can be right and be met by other help
-- version:      1
-- valid_from:   2021-22
SELECT category, sum(led) AS numerator, count(*) AS denominator
FROM (
  SELECT CASE WHEN source IN ('social_care_staff', 'police', 'hospital') THEN source ELSE 'all_other' END AS category,
    CASE WHEN decision = 's42_duty_met' THEN 1 ELSE 0 END AS led
  FROM concerns_counted
  WHERE raised_on BETWEEN $period_start AND $period_end
)
GROUP BY category
ORDER BY CASE category WHEN 'social_care_staff' THEN 1 WHEN 'police' THEN 2 WHEN 'hospital' THEN 3 ELSE 4 END
