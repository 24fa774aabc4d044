-- id:           audit.people_with_further
-- title:        People with a further enquiry
-- unit:         percent
-- grain:        adult
-- numerator:    different adults in the audit with a later enquiry
-- denominator:  different adults whose enquiries were looked at
-- period:       the audit of the period
-- breakdown:
-- datasets:     audit_cases
-- disclosure:   people
-- caveat:       none
-- version:      1
-- valid_from:   2021-22
SELECT count(DISTINCT CASE WHEN role = 'further' THEN adult_id END) AS numerator,
  count(DISTINCT CASE WHEN role = 'audited' THEN adult_id END) AS denominator
FROM audit_cases
WHERE period = (SELECT label FROM financial_years WHERE year_start = $period_start)
