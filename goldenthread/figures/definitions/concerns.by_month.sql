-- id:           concerns.by_month
-- title:        Concerns received each month
-- unit:         count
-- grain:        concern
-- numerator:    concerns received in the month
-- denominator:  none
-- period:       by the day the authority received the concern
-- breakdown:    month in which the concern was received
-- datasets:     concerns
-- disclosure:   people
-- caveat:       none
-- version:      1
-- valid_from:   2021-22
SELECT concat(CAST(year(raised_on) AS VARCHAR), CASE WHEN month(raised_on) < 10 THEN '-0' ELSE '-' END,
    CAST(month(raised_on) AS VARCHAR)) AS category,
  count(*) AS numerator
FROM concerns_counted
WHERE raised_on BETWEEN $period_start AND $period_end
GROUP BY category
ORDER BY category
