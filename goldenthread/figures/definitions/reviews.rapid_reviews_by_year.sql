-- id:           reviews.rapid_reviews_by_year
-- title:        Rapid reviews each year
-- unit:         count
-- grain:        referral
-- numerator:    rapid reviews in the year
-- denominator:  none
-- period:       by financial year, by the day of the rapid review
-- breakdown:    financial year
-- datasets:     referrals
-- disclosure:   exempt
-- caveat:       none
-- version:      1
-- valid_from:   2021-22
SELECT y.label AS category, y.label AS label, count(*) AS numerator
FROM referrals AS r
JOIN financial_years AS y ON r.rapid_review_on BETWEEN y.year_start AND y.year_end
WHERE r.rapid_review_on <= $period_end
GROUP BY y.label
ORDER BY y.label
