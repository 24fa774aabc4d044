SELECT
  block,
  unnest(string_split(health_conditions, ';')) AS category,
  'total' AS subcategory,
  adult_id AS record
FROM person
WHERE health_conditions IS NOT NULL
