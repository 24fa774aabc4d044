-- id:           reviews.referrals_by_year
-- title:        Referrals for a review each year
-- unit:         count
-- grain:        referral
-- numerator:    referrals for a review in the year
-- denominator:  none
-- period:       by financial year, by the day the referral was received
-- breakdown:    financial year
-- datasets:     referrals
-- disclosure:   exempt
-- caveat:       none
-- version:      1
-- valid_from:   2021-22
SELECT y.label AS category, y.label AS label, count(*) AS numerator
FROM referrals AS r
JOIN financial_years AS y ON r.received_on BETWEEN y.year_start AND y.year_end
WHERE r.received_on <= $period_end
GROUP BY y.label
ORDER BY y.label
