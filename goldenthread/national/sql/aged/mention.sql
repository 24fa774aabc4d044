-- How many concerns were raised, or enquiries of each kind started, about an adult in the year, by support reason.
SELECT 'concerns' AS block, adult_id, reason, count(*) AS times
FROM concern
GROUP BY adult_id, reason
UNION ALL
SELECT kind AS block, adult_id, reason, count(*) AS times
FROM enquiry
WHERE started AND NOT under_18
GROUP BY kind, adult_id, reason
