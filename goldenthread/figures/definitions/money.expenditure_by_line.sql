-- id:           money.expenditure_by_line
-- title:        Expenditure by line
-- unit:         pounds
-- grain:        line
-- numerator:    what was spent on it in the year
-- denominator:  all expenditure of the year
-- period:       the financial year
-- breakdown:    line of expenditure
-- datasets:     expenditure
-- disclosure:   exempt
-- caveat:       none
-- version:      1
-- valid_from:   2021-22
SELECT line AS category, line AS label, sum(pounds) AS numerator,
  (SELECT sum(pounds) FROM expenditure WHERE year_start = $period_start) AS denominator
FROM expenditure
WHERE year_start = $period_start
GROUP BY line
ORDER BY sum(pounds) DESC, line
