-- Each adult of the year's records, with the support reasons of the concerns raised, and of the enquiries of each kind started,
-- about them: one bit to a reason, and nought where there is no such record.
SELECT adult_id, bit_or(concerns) AS concerns, bit_or(s42) AS s42, bit_or(other) AS other
FROM (
  SELECT adult_id, $bit AS concerns, 0 AS s42, 0 AS other
  FROM concern
  UNION ALL
  SELECT
    adult_id,
    0 AS concerns,
    CASE WHEN started AND kind = 's42' THEN $bit ELSE 0 END AS s42,
    CASE WHEN started AND kind = 'other' THEN $bit ELSE 0 END AS other
  FROM enquiry
  WHERE NOT under_18
) AS named
GROUP BY adult_id
