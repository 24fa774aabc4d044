-- id:           enquiries.open_elsewhere
-- title:        Enquiries open with other agencies on the last day
-- unit:         count
-- grain:        enquiry
-- numerator:    section 42 enquiries that another agency was making and had not concluded on the last day of the period
-- denominator:  none
-- period:       on the last day of the period
-- breakdown:    agency that makes the enquiry
-- datasets:     enquiries
-- disclosure:   people
-- caveat:       an agency is named by the code the council’s extract gives it, and an enquiry that the council makes itself is not counted here
-- version:      1
-- valid_from:   2021-22
SELECT made_by AS category, upper(made_by) AS label, count(*) AS numerator
FROM enquiries_counted
WHERE made_by <> 'local_authority' AND started_on <= $period_end AND (concluded_on IS NULL OR concluded_on > $period_end)
GROUP BY category, label
ORDER BY category
