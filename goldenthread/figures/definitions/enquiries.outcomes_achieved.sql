-- id:           enquiries.outcomes_achieved
-- title:        Wishes met fully or partly
-- unit:         percent
-- grain:        enquiry
-- numerator:    concluded enquiries in which what the adult wanted was fully or partly achieved
-- denominator:  enquiries concluded in the period in which the adult said what they wanted
-- period:       by the day the enquiry concluded
-- breakdown:
-- datasets:     enquiries
-- disclosure:   people
-- caveat:       none
-- version:      1
-- valid_from:   2021-22
SELECT count(CASE WHEN outcomes_achieved IN ('fully', 'partially') THEN 1 END) AS numerator, count(*) AS denominator
FROM enquiries_counted
WHERE concluded_on BETWEEN $period_start AND $period_end AND outcomes_asked = 'asked_and_expressed'
