-- Each adult with the age band at the end of the year, or at death if that came first. Days are numbers such as 20260331,
-- so that completed years are a difference: somebody born on 29 February completes one on 1 March of a common year.
SELECT
  adult_id,
  born,
  died,
  CASE
    WHEN born IS NULL THEN 'Not Known'
    WHEN last_day - born < 650000 THEN '18-64'
    WHEN last_day - born < 750000 THEN '65-74'
    WHEN last_day - born < 850000 THEN '75-84'
    WHEN last_day - born < 950000 THEN '85-94'
    ELSE '95+'
  END AS band,
  CASE WHEN gender IN ('male', 'female') THEN gender ELSE 'not_known' END AS gender,
  coalesce(ethnicity, 'not_known') AS ethnicity,
  health_conditions
FROM (
  SELECT
    adult_id,
    born,
    died,
    CASE WHEN died < $year_end_number THEN died ELSE $year_end_number END AS last_day,
    gender,
    ethnicity,
    health_conditions
  FROM (
    SELECT
      adult_id,
      year(date_of_birth) * 10000 + month(date_of_birth) * 100 + day(date_of_birth) AS born,
      year(date_of_death) * 10000 + month(date_of_death) * 100 + day(date_of_death) AS died,
      gender,
      ethnicity,
      health_conditions
    FROM adults
  ) AS numbered
) AS ended
