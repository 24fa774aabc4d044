-- Each adult, with whether a concern was raised, or an enquiry of each kind started, about them in the year.
SELECT
  a.adult_id,
  a.band,
  a.gender,
  a.ethnicity,
  a.health_conditions,
  CASE WHEN c.adult_id IS NULL THEN 0 ELSE 1 END AS concerns,
  CASE WHEN s.adult_id IS NULL THEN 0 ELSE 1 END AS s42,
  CASE WHEN o.adult_id IS NULL THEN 0 ELSE 1 END AS other
FROM adult AS a
LEFT JOIN (SELECT DISTINCT adult_id FROM mention WHERE block = 'concerns') AS c ON c.adult_id = a.adult_id
LEFT JOIN (SELECT DISTINCT adult_id FROM mention WHERE block = 's42') AS s ON s.adult_id = a.adult_id
LEFT JOIN (SELECT DISTINCT adult_id FROM mention WHERE block = 'other') AS o ON o.adult_id = a.adult_id
WHERE c.adult_id IS NOT NULL OR s.adult_id IS NOT NULL OR o.adult_id IS NOT NULL
