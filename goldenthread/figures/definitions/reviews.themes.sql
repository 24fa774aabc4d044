-- id:           reviews.themes
-- title:        Themes of published reviews
-- unit:         count
-- grain:        review
-- numerator:    reviews published up to the end of the period with the theme
-- denominator:  none
-- period:       published by the last day of the period
-- breakdown:    theme; a review may have several, and only themes of two reviews or more are listed
-- datasets:     reviews, review_themes
-- disclosure:   exempt
-- caveat:       none
-- version:      1
-- valid_from:   2021-22
SELECT t.theme AS category, t.theme AS label, count(DISTINCT r.review_id) AS numerator
FROM reviews AS r
JOIN review_themes AS t ON t.review_id = r.review_id
WHERE r.published_on <= $period_end
GROUP BY t.theme
HAVING count(DISTINCT r.review_id) > 1
ORDER BY count(DISTINCT r.review_id) DESC, t.theme
