-- id:           money.income_by_partner
-- title:        Income by member
-- unit:         pounds
-- grain:        contribution
-- numerator:    what the member paid towards the year
-- denominator:  all income of the year
-- period:       the financial year
-- breakdown:    member
-- datasets:     contributions
-- disclosure:   exempt
-- caveat:       none
-- version:      1
-- valid_from:   2021-22
SELECT agency_slug AS category, max(agency) AS label, sum(pounds) AS numerator,
  (SELECT sum(pounds) FROM contributions WHERE year_start = $period_start) AS denominator
FROM contributions
WHERE year_start = $period_start
GROUP BY agency_slug
ORDER BY sum(pounds) DESC
