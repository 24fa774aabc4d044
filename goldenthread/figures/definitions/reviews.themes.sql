-- id:           reviews.themes
-- title:        Themes across the Board's reviews
-- unit:         count
-- grain:        review
-- numerator:    reviews on the Board's register with the theme
-- denominator:  none
-- period:       all reviews on the register
-- breakdown:    theme; a review may have several, and only themes of two reviews or more are listed
-- datasets:     reviews, review_themes
-- disclosure:   exempt
-- caveat:       in the words of the Board's list of themes; a review that carries none of them counts by the words of its own page
-- version:      1
-- valid_from:   2021-22
SELECT t.theme AS category, t.theme AS label, count(DISTINCT r.review_id) AS numerator
FROM reviews AS r
JOIN review_themes AS t ON t.review_id = r.review_id
GROUP BY t.theme
HAVING count(DISTINCT r.review_id) > 1
ORDER BY count(DISTINCT r.review_id) DESC, t.theme
