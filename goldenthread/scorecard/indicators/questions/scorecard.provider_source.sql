-- id:           scorecard.provider_source
-- title:        Concluded enquiries in which a service was the source of risk
-- unit:         percent
-- grain:        enquiry
-- numerator:    section 42 enquiries concluded in the period with an allegation whose source was a service provider
-- denominator:  section 42 enquiries concluded in the period with an allegation
-- period:       by the day the enquiry concluded
-- breakdown:
-- datasets:     enquiries, risks
-- disclosure:   people
-- caveat:       none
-- version:      1
-- valid_from:   2021-22
SELECT count(CASE WHEN e.enquiry_id IN (SELECT r.enquiry_id FROM risks AS r WHERE r.source_of_risk = 'service_provider') THEN 1 END)
    AS numerator,
  count(*) AS denominator
FROM enquiries_counted AS e
WHERE e.concluded_on BETWEEN $period_start AND $period_end AND e.enquiry_id IN (SELECT r.enquiry_id FROM risks AS r)
