-- id:           reviews.days_between_steps
-- title:        Days between the steps of reviews
-- unit:         days
-- grain:        referral or review
-- numerator:    days from one step to the next, of the referral or review in the middle
-- denominator:  one
-- period:       by the day of the later step
-- breakdown:    step, with how many it was counted in
-- datasets:     review_steps
-- disclosure:   exempt
-- caveat:       only where both days are known to the day; of one or two reviews the one in the middle says little
-- version:      1
-- valid_from:   2021-22
SELECT
    step AS category,
    concat(
        CASE step
            WHEN 'referral_to_decision' THEN 'Referral to decision'
            WHEN 'decision_to_sign_off' THEN 'Decision to sign-off'
            ELSE 'Sign-off to publication'
        END,
        ', counted in ', count(*)
    ) AS label,
    quantile_cont(to_on - from_on, 0.5) AS numerator,
    1 AS denominator
FROM review_steps
WHERE to_on BETWEEN $period_start AND $period_end
GROUP BY step
ORDER BY CASE step WHEN 'referral_to_decision' THEN 1 WHEN 'decision_to_sign_off' THEN 2 ELSE 3 END
