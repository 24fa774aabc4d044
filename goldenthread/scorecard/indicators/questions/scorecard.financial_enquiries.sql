-- id:           scorecard.financial_enquiries
-- title:        Concluded enquiries about financial or material abuse
-- unit:         count
-- grain:        enquiry
-- numerator:    section 42 enquiries concluded in the period with an allegation of financial or material abuse
-- denominator:  none
-- period:       by the day the enquiry concluded
-- breakdown:
-- datasets:     enquiries, risks
-- disclosure:   people
-- caveat:       an enquiry with several kinds of abuse is counted under each
-- version:      1
-- valid_from:   2021-22
SELECT count(*) AS numerator
FROM enquiries_counted AS e
WHERE e.concluded_on BETWEEN $period_start AND $period_end
  AND e.enquiry_id IN (SELECT r.enquiry_id FROM risks AS r WHERE r.type = 'financial_or_material')
