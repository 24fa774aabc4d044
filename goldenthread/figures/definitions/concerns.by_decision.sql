-- id:           concerns.by_decision
-- title:        Concerns by what was decided
-- unit:         percent
-- grain:        concern
-- numerator:    concerns received in the period with the decision
-- denominator:  all concerns received in the period
-- period:       by the day the authority received the concern
-- breakdown:    the decision about the concern
-- datasets:     concerns
-- disclosure:   people
-- caveat:       none
-- version:      1
-- valid_from:   2021-22
SELECT category, count(*) AS numerator, max(everything) AS denominator
FROM (
  SELECT coalesce(decision, 'undecided') AS category, count(*) OVER () AS everything
  FROM concerns_counted
  WHERE raised_on BETWEEN $period_start AND $period_end
)
GROUP BY category
ORDER BY count(*) DESC, category
