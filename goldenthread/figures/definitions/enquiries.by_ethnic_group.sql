-- id:           enquiries.by_ethnic_group
-- title:        Enquiries by ethnic group
-- unit:         percent
-- grain:        enquiry
-- numerator:    enquiries started in the period about adults of the group
-- denominator:  section 42 enquiries started in the period
-- period:       by the day the enquiry started
-- breakdown:    the adult's ethnic group, in the groups of the census
-- datasets:     adults, enquiries
-- disclosure:   people
-- caveat:       compare with the 2021 census; an adult with two enquiries counts twice
-- version:      1
-- valid_from:   2021-22
SELECT category, count(*) AS numerator, max(everything) AS denominator
FROM (
  SELECT g.ethnic_group AS category, count(*) OVER () AS everything
  FROM enquiries_counted AS e
  JOIN adult_groups AS g ON g.adult_id = e.adult_id
  WHERE e.started_on BETWEEN $period_start AND $period_end
)
GROUP BY category
ORDER BY CASE category WHEN 'white' THEN 1 WHEN 'asian' THEN 2 WHEN 'black' THEN 3 WHEN 'mixed' THEN 4 WHEN 'other' THEN 5
  ELSE 6 END
