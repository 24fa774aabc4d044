-- id:           enquiries.open_elsewhere_by_month
-- title:        Enquiries open with other agencies each month
-- unit:         count
-- grain:        enquiry
-- numerator:    section 42 enquiries that another agency was making and had not concluded on the last day of the month
-- denominator:  none
-- period:       on the last day of each month of the period
-- breakdown:    agency that makes the enquiry, and month; an enquiry is counted in each month in which it was open
-- datasets:     enquiries
-- disclosure:   people
-- caveat:       an agency is named by the code the council’s extract gives it, and an enquiry that the council makes itself is not counted here
-- version:      1
-- valid_from:   2021-22
SELECT concat(e.made_by, ' ', m.month) AS category, concat(upper(e.made_by), ', ', m.name) AS label, count(*) AS numerator
FROM enquiries_counted AS e
JOIN months AS m ON e.started_on <= m.month_end AND (e.concluded_on IS NULL OR e.concluded_on > m.month_end)
WHERE e.made_by <> 'local_authority' AND m.month_end BETWEEN $period_start AND $period_end
GROUP BY category, label
ORDER BY category
