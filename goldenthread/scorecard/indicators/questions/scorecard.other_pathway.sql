-- id:           scorecard.other_pathway
-- title:        Concerns sent another way
-- unit:         percent
-- grain:        concern
-- numerator:    concerns received in the period that no enquiry followed, and that led to advice, an assessment or another service
-- denominator:  concerns received in the period
-- period:       by the day the authority received the concern
-- breakdown:
-- datasets:     concerns
-- disclosure:   people
-- caveat:       follows how the front door records what it does; where screening changes, this changes
-- version:      1
-- valid_from:   2021-22
SELECT count(CASE WHEN disposal IN ('advice', 'assessment_or_review', 'other_service', 'signposted') THEN 1 END) AS numerator, count(*) AS denominator
FROM concerns_counted
WHERE raised_on BETWEEN $period_start AND $period_end
