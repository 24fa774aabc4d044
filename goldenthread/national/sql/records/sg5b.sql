SELECT 'people' AS block, 'died' AS category, 'total' AS subcategory, review_id AS record, people_died AS people
FROM reviews
WHERE concluded_on BETWEEN $year_start AND $year_end AND people_died > 0
UNION ALL
SELECT 'people' AS block, 'survived' AS category, 'total' AS subcategory, review_id AS record, people_survived AS people
FROM reviews
WHERE concluded_on BETWEEN $year_start AND $year_end AND people_survived > 0
