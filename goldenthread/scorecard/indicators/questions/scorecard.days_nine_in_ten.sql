-- id:           scorecard.days_nine_in_ten
-- title:        Days by which nine in ten enquiries ended
-- unit:         days
-- grain:        enquiry
-- numerator:    days from start to conclusion within which nine in ten enquiries concluded in the period had ended
-- denominator:  one
-- period:       by the day the enquiry concluded
-- breakdown:
-- datasets:     enquiries
-- disclosure:   people
-- caveat:       with few enquiries in a period it is the length of one or two of them
-- version:      1
-- valid_from:   2021-22
SELECT quantile_cont(concluded_on - started_on, 0.9) AS numerator, 1 AS denominator
FROM enquiries_counted
WHERE concluded_on BETWEEN $period_start AND $period_end
