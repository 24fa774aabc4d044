-- Each adult once, with whether a concern was raised, or an enquiry of each kind started, about them in the year.
SELECT
  m.adult_id,
  coalesce(a.band, 'Not Known') AS band,
  coalesce(a.gender, 'not_known') AS gender,
  coalesce(a.ethnicity, 'not_known') AS ethnicity,
  a.health_conditions,
  m.concerns,
  m.s42,
  m.other
FROM (
  SELECT
    adult_id,
    max(CASE WHEN block = 'concerns' THEN 1 ELSE 0 END) AS concerns,
    max(CASE WHEN block = 's42' THEN 1 ELSE 0 END) AS s42,
    max(CASE WHEN block = 'other' THEN 1 ELSE 0 END) AS other
  FROM mention
  GROUP BY adult_id
) AS m
LEFT JOIN adult AS a ON a.adult_id = m.adult_id
