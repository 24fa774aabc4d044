-- id:           enquiries.risk_outcomes
-- title:        What happened to the risk
-- unit:         percent
-- grain:        enquiry
-- numerator:    concluded enquiries with this outcome; where risks in one enquiry ended differently, the least
--              favourable
-- denominator:  section 42 enquiries concluded in the period with a risk outcome
-- period:       by the day the enquiry concluded
-- breakdown:    what happened to the risk
-- datasets:     enquiries, risks
-- disclosure:   people
-- caveat:       none
-- version:      1
-- valid_from:   2021-22
SELECT outcome AS category, count(*) AS numerator, max(everything) AS denominator
FROM (
  SELECT outcome, count(*) OVER () AS everything
  FROM enquiry_outcomes
  WHERE concluded_on BETWEEN $period_start AND $period_end
)
GROUP BY outcome
ORDER BY CASE outcome WHEN 'removed' THEN 1 WHEN 'reduced' THEN 2 ELSE 3 END
