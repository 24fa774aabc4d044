-- The year's concerns about somebody under 18 on the day, or at death if that was earlier.
SELECT concern_id, adult_id
FROM raised
WHERE under_18
