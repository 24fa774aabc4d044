-- The year's concerns about somebody under 18 on the day, or at death if that was earlier.
SELECT r.concern_id, r.adult_id, r.reason
FROM raised AS r
JOIN young AS y ON y.adult_id = r.adult_id
WHERE CASE WHEN y.died < r.counted_on THEN y.died ELSE r.counted_on END - y.born < 180000
