-- How many adults have the same support reasons in each block.
SELECT concerns, s42, other, count(*) AS adults
FROM subject
GROUP BY concerns, s42, other
