-- id:           enquiries.risk_removed_or_reduced
-- title:        Enquiries in which the risk was removed or reduced
-- unit:         percent
-- grain:        enquiry
-- numerator:    concluded enquiries in which every risk was removed or reduced
-- denominator:  section 42 enquiries concluded in the period with a risk outcome
-- period:       by the day the enquiry concluded
-- breakdown:
-- datasets:     enquiries, risks
-- disclosure:   people
-- caveat:       none
-- version:      1
-- valid_from:   2021-22
SELECT count(CASE WHEN outcome <> 'remained' THEN 1 END) AS numerator, count(*) AS denominator
FROM enquiry_outcomes
WHERE concluded_on BETWEEN $period_start AND $period_end
