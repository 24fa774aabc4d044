-- id:           enquiries.by_support_reason
-- title:        Enquiries by primary support reason
-- unit:         percent
-- grain:        enquiry
-- numerator:    enquiries started in the period with the reason
-- denominator:  section 42 enquiries started in the period
-- period:       by the day the enquiry started
-- breakdown:    primary support reason
-- datasets:     enquiries
-- disclosure:   people
-- caveat:       none
-- version:      1
-- valid_from:   2021-22
SELECT category, count(*) AS numerator, max(everything) AS denominator
FROM (
  SELECT coalesce(primary_support_reason, 'not_known') AS category, count(*) OVER () AS everything
  FROM enquiries_counted
  WHERE started_on BETWEEN $period_start AND $period_end
)
GROUP BY category
ORDER BY count(*) DESC, category
