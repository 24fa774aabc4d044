-- id:           enquiries.domestic_abuse
-- title:        Concluded enquiries about domestic abuse
-- unit:         count
-- grain:        enquiry
-- numerator:    section 42 enquiries concluded in the period with at least one risk of domestic abuse
-- denominator:  none
-- period:       by the day the enquiry concluded
-- breakdown:
-- datasets:     enquiries, risks
-- disclosure:   people
-- caveat:       counts concluded enquiries, not concerns; few in number, so a change may be chance
-- version:      1
-- valid_from:   2021-22
SELECT count(DISTINCT e.enquiry_id) AS numerator
FROM enquiries_counted AS e
JOIN risks AS r ON r.enquiry_id = e.enquiry_id AND r.type = 'domestic'
WHERE e.concluded_on BETWEEN $period_start AND $period_end
