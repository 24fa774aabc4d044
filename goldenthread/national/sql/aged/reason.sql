-- How many adults, and how many concerns or enquiries, have each support reason in each block: what SG1d and SG1f add up.
SELECT block, reason, count(*) AS adults, sum(times) AS times
FROM mention
GROUP BY block, reason
