-- id:           audit.further_completed
-- title:        Further enquiries completed
-- unit:         count
-- grain:        enquiry
-- numerator:    later enquiries about adults in the audit that are concluded
-- denominator:  none
-- period:       the audit of the period
-- breakdown:
-- datasets:     audit_cases, enquiries
-- disclosure:   people
-- caveat:       none
-- version:      1
-- valid_from:   2021-22
SELECT count(e.concluded_on) AS numerator
FROM audit_cases AS a
JOIN enquiries AS e ON e.enquiry_id = a.enquiry_id
WHERE a.role = 'further' AND a.period = (SELECT label FROM financial_years WHERE year_start = $period_start)
