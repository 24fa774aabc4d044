-- What happened to the risk in each counted enquiry: where its risks ended differently, the least favourable stands.
SELECT e.enquiry_id, e.adult_id, e.started_on, e.concluded_on,
  CASE
    WHEN count(CASE WHEN r.outcome = 'remained' THEN 1 END) > 0 THEN 'remained'
    WHEN count(CASE WHEN r.outcome = 'reduced' THEN 1 END) > 0 THEN 'reduced'
    ELSE 'removed'
  END AS outcome
FROM enquiries_counted AS e
JOIN risks AS r ON r.enquiry_id = e.enquiry_id AND r.outcome IS NOT NULL
WHERE e.concluded_on IS NOT NULL
GROUP BY e.enquiry_id, e.adult_id, e.started_on, e.concluded_on
