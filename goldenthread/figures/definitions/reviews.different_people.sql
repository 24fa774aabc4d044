-- id:           reviews.different_people
-- title:        Different people in the reviews commissioned
-- unit:         count
-- grain:        adult
-- numerator:    adults that the reviews commissioned in the period are about, each counted once
-- denominator:  none
-- period:       by the day the review was commissioned
-- breakdown:
-- datasets:     reviews, review_people
-- disclosure:   people
-- caveat:       where a review's people are not entered one by one, the number that its entry gives is counted
-- version:      1
-- valid_from:   2021-22
SELECT count(DISTINCT coalesce(p.person, concat(r.review_id, ' ', cast(n.number AS text)))) AS numerator
FROM reviews AS r
LEFT JOIN review_people AS p ON p.review_id = r.review_id
LEFT JOIN numbers AS n ON p.person IS NULL AND n.number <= r.people
WHERE r.commissioned_on BETWEEN $period_start AND $period_end AND (p.person IS NOT NULL OR n.number IS NOT NULL)
