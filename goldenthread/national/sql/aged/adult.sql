-- Each adult of a frozen set, which holds ages in place of birth dates: the age is on the concern and the enquiry.
SELECT
  adult_id,
  CASE WHEN gender IN ('male', 'female') THEN gender ELSE 'not_known' END AS gender,
  coalesce(ethnicity, 'not_known') AS ethnicity,
  health_conditions
FROM adults
