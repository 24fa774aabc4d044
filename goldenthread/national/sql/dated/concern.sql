-- The concerns that count: all but those about somebody under 18.
SELECT r.concern_id, r.adult_id, r.reason
FROM raised AS r
LEFT JOIN young AS y ON y.adult_id = r.adult_id
WHERE y.born IS NULL OR CASE WHEN y.died < r.counted_on THEN y.died ELSE r.counted_on END - y.born >= 180000
