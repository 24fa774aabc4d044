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
  concat(CASE month(raised_on)
    WHEN 1 THEN 'January' WHEN 2 THEN 'February' WHEN 3 THEN 'March' WHEN 4 THEN 'April' WHEN 5 THEN 'May' WHEN 6 THEN 'June'
    WHEN 7 THEN 'July' WHEN 8 THEN 'August' WHEN 9 THEN 'September' WHEN 10 THEN 'October' WHEN 11 THEN 'November' WHEN 12 THEN 'December' END, ' ', CAST(year(raised_on) AS VARCHAR)) AS label,
  count(*) AS numerator
FROM concerns_counted
WHERE raised_on BETWEEN $period_start AND $period_end
GROUP BY category, label
ORDER BY category
