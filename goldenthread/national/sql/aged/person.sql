-- Each adult once, with whether a concern was raised, or an enquiry of each kind started, about them in the year. The age
-- band is the same on every record of a year.
SELECT
  m.adult_id,
  m.band,
  coalesce(a.gender, 'not_known') AS gender,
  coalesce(a.ethnicity, 'not_known') AS ethnicity,
  a.health_conditions,
  m.concerns,
  m.s42,
  m.other
FROM (
  SELECT
    adult_id,
    max(band) AS band,
    max(CASE WHEN block = 'concerns' THEN 1 ELSE 0 END) AS concerns,
    max(CASE WHEN block = 's42' THEN 1 ELSE 0 END) AS s42,
    max(CASE WHEN block = 'other' THEN 1 ELSE 0 END) AS other
  FROM (
    SELECT 'concerns' AS block, adult_id, band FROM raised WHERE NOT under_18
    UNION ALL
    SELECT kind AS block, adult_id, band FROM enquiry WHERE started AND NOT under_18
  ) AS counted
  GROUP BY adult_id
) AS m
LEFT JOIN adult AS a ON a.adult_id = m.adult_id
