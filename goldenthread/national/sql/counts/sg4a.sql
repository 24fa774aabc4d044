SELECT block, outcomes_asked AS category, band AS subcategory, sum(times) AS value
FROM conclusion
GROUP BY block, outcomes_asked, band
UNION ALL
SELECT block, outcomes_achieved AS category, band AS subcategory, sum(times) AS value
FROM conclusion
WHERE outcomes_asked = 'asked_and_expressed' AND outcomes_achieved IS NOT NULL
GROUP BY block, outcomes_achieved, band
