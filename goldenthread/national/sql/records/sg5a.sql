SELECT
  'reviews' AS block,
  CASE WHEN people_died > 0 THEN 'died' ELSE 'none_died' END AS category,
  'total' AS subcategory,
  review_id AS record
FROM reviews
WHERE concluded_on BETWEEN $year_start AND $year_end
