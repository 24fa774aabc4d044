-- The few adults who were under 18 when the year began, or when they died.
SELECT adult_id, born, died
FROM adult
WHERE born > $year_start_number - 180000 OR died - born < 180000
