-- id:           enquiries.by_abuse_type
-- title:        Concluded enquiries by kind of abuse
-- unit:         percent
-- grain:        enquiry
-- numerator:    enquiries concluded in the period with at least one risk of the kind
-- denominator:  section 42 enquiries concluded in the period
-- period:       by the day the enquiry concluded
-- breakdown:    kind of abuse; an enquiry may have several, so the shares add up to more than the whole
-- datasets:     enquiries, risks
-- disclosure:   people
-- caveat:       none
-- version:      1
-- valid_from:   2021-22
SELECT r.type AS category, count(DISTINCT e.enquiry_id) AS numerator,
  (SELECT count(*) FROM enquiries_counted WHERE concluded_on BETWEEN $period_start AND $period_end) AS denominator
FROM enquiries_counted AS e
JOIN risks AS r ON r.enquiry_id = e.enquiry_id
WHERE e.concluded_on BETWEEN $period_start AND $period_end
GROUP BY r.type
ORDER BY count(DISTINCT e.enquiry_id) DESC, r.type
