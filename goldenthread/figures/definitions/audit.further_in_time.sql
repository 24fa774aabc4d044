-- id:           audit.further_in_time
-- title:        Further enquiries completed within the local standard
-- unit:         percent
-- grain:        enquiry
-- numerator:    completed later enquiries that took no more days than the local standard
-- denominator:  completed later enquiries about adults in the audit
-- period:       the audit of the period
-- breakdown:
-- datasets:     audit_cases, enquiries, standards
-- disclosure:   people
-- caveat:       none
-- version:      1
-- valid_from:   2021-22
SELECT count(CASE WHEN e.concluded_on - e.started_on <= (SELECT max(value) FROM standards WHERE name = 'enquiry_days') THEN 1 END)
    AS numerator,
  count(*) AS denominator
FROM audit_cases AS a
JOIN enquiries AS e ON e.enquiry_id = a.enquiry_id
WHERE a.role = 'further' AND e.concluded_on IS NOT NULL AND a.period = (SELECT label FROM financial_years WHERE year_start = $period_start)
