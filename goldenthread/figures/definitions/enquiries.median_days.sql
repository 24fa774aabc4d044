-- id:           enquiries.median_days
-- title:        Days from start to conclusion, the middle enquiry
-- unit:         days
-- grain:        enquiry
-- numerator:    days from start to conclusion of the enquiry in the middle
-- denominator:  one
-- period:       by the day the enquiry concluded
-- breakdown:
-- datasets:     enquiries
-- disclosure:   people
-- caveat:       none
-- version:      1
-- valid_from:   2021-22
SELECT quantile_cont(concluded_on - started_on, 0.5) AS numerator, 1 AS denominator
FROM enquiries_counted
WHERE concluded_on BETWEEN $period_start AND $period_end
