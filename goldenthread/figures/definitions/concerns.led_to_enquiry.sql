-- id:           concerns.led_to_enquiry
-- title:        Concerns that led to a section 42 enquiry
-- unit:         percent
-- grain:        concern
-- numerator:    concerns received in the period whose decision was that the section 42 duty is met
-- denominator:  concerns received in the period
-- period:       by the day the authority received the concern
-- breakdown:
-- datasets:     concerns
-- disclosure:   people
-- caveat:       describes how concerns are recorded as much as risk; it has no target, and neither higher nor lower
--              is better
-- version:      1
-- valid_from:   2021-22
SELECT count(CASE WHEN decision = 's42_duty_met' THEN 1 END) AS numerator, count(*) AS denominator
FROM concerns_counted
WHERE raised_on BETWEEN $period_start AND $period_end
