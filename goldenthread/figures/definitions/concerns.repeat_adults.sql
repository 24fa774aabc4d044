-- id:           concerns.repeat_adults
-- title:        Adults with more than one concern in the year
-- unit:         percent
-- grain:        adult
-- numerator:    different adults with two or more concerns received in the period
-- denominator:  different adults with a concern received in the period
-- period:       by the day the authority received the concern
-- breakdown:
-- datasets:     concerns
-- disclosure:   people
-- caveat:       repeat concerns about one adult are not independent of each other
-- version:      1
-- valid_from:   2021-22
SELECT count(CASE WHEN concerns > 1 THEN 1 END) AS numerator, count(*) AS denominator
FROM (
  SELECT adult_id, count(*) AS concerns
  FROM concerns_counted
  WHERE raised_on BETWEEN $period_start AND $period_end
  GROUP BY adult_id
)
