-- How many adults, and how many concerns or enquiries, have each support reason in each block: what SG1d and SG1f add up.
SELECT r.block, r.reason, sum(m.adults) AS adults, max(r.times) AS times
FROM (
  SELECT block, reason, $bit AS bit, sum(times) AS times
  FROM (
    SELECT 'concerns' AS block, reason, count(*) AS times FROM raised GROUP BY reason
    UNION ALL
    SELECT 'concerns' AS block, reason, -count(*) AS times FROM minor GROUP BY reason
    UNION ALL
    SELECT kind AS block, reason, count(*) AS times FROM enquiry WHERE started AND NOT under_18 GROUP BY kind, reason
  ) AS counted
  GROUP BY block, reason
) AS r
JOIN reasons AS m
  ON (CASE r.block WHEN 'concerns' THEN m.concerns WHEN 's42' THEN m.s42 ELSE m.other END & r.bit) <> 0
GROUP BY r.block, r.reason
