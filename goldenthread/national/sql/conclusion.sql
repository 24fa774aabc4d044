-- How many enquiries concluded with the same answers: what SG3a and SG4a add up.
SELECT block, band, capacity, supported_by, outcomes_asked, outcomes_achieved, count(*) AS times
FROM concluded
GROUP BY block, band, capacity, supported_by, outcomes_asked, outcomes_achieved
