-- id:           reviews.commissioned_by_year
-- title:        Reviews commissioned each year
-- unit:         count
-- grain:        review
-- numerator:    reviews commissioned in the year
-- denominator:  none
-- period:       by financial year, by the day the review was commissioned
-- breakdown:    financial year
-- datasets:     reviews
-- disclosure:   exempt
-- caveat:       none
-- version:      1
-- valid_from:   2021-22
SELECT y.label AS category, y.label AS label, count(*) AS numerator
FROM reviews AS r
JOIN financial_years AS y ON r.commissioned_on BETWEEN y.year_start AND y.year_end
WHERE r.commissioned_on <= $period_end
GROUP BY y.label
ORDER BY y.label
