-- Each adult once for each block of SG1: concerns raised, and enquiries of each kind started, in the year.
SELECT
  p.block,
  p.adult_id,
  p.band,
  coalesce(a.gender, 'not_known') AS gender,
  coalesce(a.ethnicity, 'not_known') AS ethnicity,
  a.health_conditions
FROM (
  SELECT 'concerns' AS block, adult_id, max(band) AS band
  FROM concern
  WHERE NOT under_18
  GROUP BY adult_id
  UNION ALL
  SELECT kind AS block, adult_id, max(band) AS band
  FROM enquiry
  WHERE started AND NOT under_18
  GROUP BY kind, adult_id
) AS p
LEFT JOIN adult AS a ON a.adult_id = p.adult_id
