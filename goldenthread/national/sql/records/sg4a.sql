SELECT block, outcomes_asked AS category, band AS subcategory, enquiry_id AS record
FROM concluded
UNION ALL
SELECT block, outcomes_achieved AS category, band AS subcategory, enquiry_id AS record
FROM concluded
WHERE outcomes_asked = 'asked_and_expressed' AND outcomes_achieved IS NOT NULL
