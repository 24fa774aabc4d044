-- id:           enquiries.in_time
-- title:        Enquiries concluded within the local standard
-- unit:         percent
-- grain:        enquiry
-- numerator:    enquiries concluded in the period that took no more days than the local standard
-- denominator:  section 42 enquiries concluded in the period
-- period:       by the day the enquiry concluded
-- breakdown:
-- datasets:     enquiries, standards
-- disclosure:   people
-- caveat:       the standard is local, 56 days unless the Board sets another; an adult's own pace can be a good
--              reason to take longer
-- version:      1
-- valid_from:   2021-22
SELECT count(CASE WHEN concluded_on - started_on <= (SELECT max(value) FROM standards WHERE name = 'enquiry_days') THEN 1 END)
    AS numerator,
  count(*) AS denominator
FROM enquiries_counted
WHERE concluded_on BETWEEN $period_start AND $period_end
