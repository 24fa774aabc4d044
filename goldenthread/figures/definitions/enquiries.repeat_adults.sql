-- id:           enquiries.repeat_adults
-- title:        Adults with more than one section 42 enquiry in the year
-- unit:         percent
-- grain:        adult
-- numerator:    different adults with two or more section 42 enquiries started in the period
-- denominator:  different adults with a section 42 enquiry started in the period
-- period:       by the day the enquiry started
-- breakdown:
-- datasets:     enquiries
-- disclosure:   people
-- caveat:       none
-- version:      1
-- valid_from:   2021-22
SELECT count(CASE WHEN enquiries > 1 THEN 1 END) AS numerator, count(*) AS denominator
FROM (
  SELECT adult_id, count(*) AS enquiries
  FROM enquiries_counted
  WHERE started_on BETWEEN $period_start AND $period_end
  GROUP BY adult_id
)
