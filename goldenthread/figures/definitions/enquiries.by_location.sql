-- id:           enquiries.by_location
-- title:        Concluded enquiries by place
-- unit:         percent
-- grain:        enquiry
-- numerator:    enquiries concluded in the period with at least one risk at the place
-- denominator:  section 42 enquiries concluded in the period
-- period:       by the day the enquiry concluded
-- breakdown:    where it happened; an enquiry may have several places
-- datasets:     enquiries, risks
-- disclosure:   people
-- caveat:       none
-- version:      1
-- valid_from:   2021-22
SELECT category, count(DISTINCT enquiry_id) AS numerator,
  (SELECT count(*) FROM enquiries_counted WHERE concluded_on BETWEEN $period_start AND $period_end) AS denominator
FROM (
  SELECT e.enquiry_id,
    CASE
      WHEN r.location IN ('care_home_nursing', 'care_home_residential') THEN 'care_home'
      WHEN r.location IN ('hospital_acute', 'hospital_mental_health', 'hospital_community') THEN 'hospital_setting'
      ELSE r.location
    END AS category
  FROM enquiries_counted AS e
  JOIN risks AS r ON r.enquiry_id = e.enquiry_id
  WHERE e.concluded_on BETWEEN $period_start AND $period_end
)
GROUP BY category
ORDER BY count(DISTINCT enquiry_id) DESC, category
