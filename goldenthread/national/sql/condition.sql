-- How many adults of each block have each recorded condition, list by list: what SG1e adds up.
SELECT unnest(string_split(health_conditions, ';')) AS category, concerns, s42, other
FROM (
  SELECT health_conditions, sum(concerns) AS concerns, sum(s42) AS s42, sum(other) AS other
  FROM crowd
  WHERE health_conditions IS NOT NULL
  GROUP BY health_conditions
) AS lists
