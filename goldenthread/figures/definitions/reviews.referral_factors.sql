-- id:           reviews.referral_factors
-- title:        Suspected abuse and circumstances in referrals, all years
-- unit:         count
-- grain:        referral
-- numerator:    referrals received up to the end of the period that name it
-- denominator:  none
-- period:       all years on record
-- breakdown:    kind of abuse or circumstance; a referral may name several
-- datasets:     referrals, referral_factors
-- disclosure:   people
-- caveat:       none
-- version:      1
-- valid_from:   2021-22
SELECT f.factor AS category, f.factor AS label, count(DISTINCT r.referral_id) AS numerator
FROM referrals AS r
JOIN referral_factors AS f ON f.referral_id = r.referral_id
WHERE r.received_on <= $period_end
GROUP BY f.factor
ORDER BY count(DISTINCT r.referral_id) DESC, f.factor
