-- id:           scorecard.decided_within_three_days
-- title:        Concerns decided within three days
-- unit:         percent
-- grain:        concern
-- numerator:    concerns decided in the period on the day they were received or one of the three days after
-- denominator:  concerns decided in the period
-- period:       by the day of the decision
-- breakdown:
-- datasets:     concerns
-- disclosure:   people
-- caveat:       three days, weekends among them, is what some Boards go by; no law says so
-- version:      1
-- valid_from:   2021-22
SELECT count(CASE WHEN decided_on - raised_on <= 3 THEN 1 END) AS numerator, count(*) AS denominator
FROM concerns_counted
WHERE decided_on BETWEEN $period_start AND $period_end
