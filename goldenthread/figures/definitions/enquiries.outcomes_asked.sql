-- id:           enquiries.outcomes_asked
-- title:        Adults asked what they wanted to happen
-- unit:         percent
-- grain:        enquiry
-- numerator:    enquiries concluded in the period in which the adult was asked what they wanted to happen
-- denominator:  section 42 enquiries concluded in the period
-- period:       by the day the enquiry concluded
-- breakdown:
-- datasets:     enquiries
-- disclosure:   people
-- caveat:       none
-- version:      1
-- valid_from:   2021-22
SELECT count(CASE WHEN outcomes_asked IN ('asked_and_expressed', 'asked_none_expressed') THEN 1 END) AS numerator,
  count(*) AS denominator
FROM enquiries_counted
WHERE concluded_on BETWEEN $period_start AND $period_end
