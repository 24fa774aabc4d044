-- How many adults are alike, and in which blocks they count: what SG1a, SG1b, SG1c and SG1e add up.
SELECT
  band,
  gender,
  ethnicity,
  health_conditions,
  count(*) AS adults,
  sum(concerns) AS concerns,
  sum(s42) AS s42,
  sum(other) AS other
FROM person
GROUP BY band, gender, ethnicity, health_conditions
