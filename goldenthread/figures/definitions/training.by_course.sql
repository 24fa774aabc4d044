-- id:           training.by_course
-- title:        Delegates by course
-- unit:         count
-- grain:        delegate
-- numerator:    delegates at the course in the period
-- denominator:  sessions of the course in the period
-- period:       by the day it was held
-- breakdown:    course
-- datasets:     training_sessions
-- disclosure:   exempt
-- caveat:       none
-- version:      1
-- valid_from:   2021-22
SELECT course_slug AS category, max(course) AS label, sum(delegates) AS numerator, count(*) AS denominator
FROM training_sessions
WHERE NOT is_webinar AND held_on BETWEEN $period_start AND $period_end
GROUP BY course_slug
ORDER BY sum(delegates) DESC, course_slug
