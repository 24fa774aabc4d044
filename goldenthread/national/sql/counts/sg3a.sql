SELECT block, capacity AS category, band AS subcategory, sum(times) AS value
FROM conclusion
GROUP BY block, capacity, band
UNION ALL
SELECT block, 'lacked_and_supported' AS category, band AS subcategory, sum(times) AS value
FROM conclusion
WHERE capacity = 'lacked' AND supported_by IN ('advocate', 'family', 'friend')
GROUP BY block, band
