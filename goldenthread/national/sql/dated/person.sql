-- The same adults with what is known of them, and in which blocks they count: with the age at the end of the year, or at death
-- if that came first. Days are numbers such as 20260331, so that completed years are a difference: somebody born on 29 February
-- completes one on 1 March of a common year. Who is not among the adults has no age.
SELECT
  adult_id,
  CASE WHEN known IS NOT NULL THEN $band END AS band,
  CASE WHEN gender IN ('male', 'female') THEN gender ELSE 'not_known' END AS gender,
  coalesce(ethnicity, 'not_known') AS ethnicity,
  health_conditions,
  CASE WHEN concerns <> 0 THEN 1 ELSE 0 END AS concerns,
  CASE WHEN s42 <> 0 THEN 1 ELSE 0 END AS s42,
  CASE WHEN other <> 0 THEN 1 ELSE 0 END AS other
FROM (
  SELECT *, CASE WHEN died < $year_end_number THEN died ELSE $year_end_number END AS aged_on
  FROM (
    SELECT
      s.adult_id,
      a.adult_id AS known,
      year(a.date_of_birth) * 10000 + month(a.date_of_birth) * 100 + day(a.date_of_birth) AS born,
      year(a.date_of_death) * 10000 + month(a.date_of_death) * 100 + day(a.date_of_death) AS died,
      a.gender,
      a.ethnicity,
      a.health_conditions,
      s.concerns,
      s.s42,
      s.other
    FROM subject AS s
    LEFT JOIN adults AS a ON a.adult_id = s.adult_id
  ) AS numbered
) AS aged
