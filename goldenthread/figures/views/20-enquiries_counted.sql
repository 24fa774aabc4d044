-- Section 42 enquiries that count: in the authority's own area, about an adult of 18 or over when it started.
SELECT * FROM enquiries
WHERE kind = 's42' AND area = 'own' AND NOT coalesce(under_18, false)
