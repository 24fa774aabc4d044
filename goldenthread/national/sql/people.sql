-- How many adults there are of each band, gender and ethnic group in each block: what SG1a, SG1b and SG1c add up.
SELECT band, gender, ethnicity, sum(concerns) AS concerns, sum(s42) AS s42, sum(other) AS other
FROM crowd
GROUP BY band, gender, ethnicity
