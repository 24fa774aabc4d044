-- id:           scorecard.open_long
-- title:        Enquiries open longer than the local standard
-- unit:         count
-- grain:        enquiry
-- numerator:    section 42 enquiries not concluded on the last day of the period that had been open for more days than the local standard
-- denominator:  none
-- period:       on the last day of the period
-- breakdown:
-- datasets:     enquiries, standards
-- disclosure:   people
-- caveat:       the standard is local; an adult's own pace can be a good reason to take longer
-- version:      1
-- valid_from:   2021-22
SELECT count(*) AS numerator
FROM enquiries_counted
WHERE started_on <= $period_end AND (concluded_on IS NULL OR concluded_on > $period_end)
  AND $period_end - started_on > (SELECT max(value) FROM standards WHERE name = 'enquiry_days')
