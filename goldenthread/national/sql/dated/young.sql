-- The few adults who may have been under 18 when the year began, or when they died: with a year to spare, since who was under
-- 18 is asked of each record.
SELECT
  adult_id,
  year(date_of_birth) * 10000 + month(date_of_birth) * 100 + day(date_of_birth) AS born,
  year(date_of_death) * 10000 + month(date_of_death) * 100 + day(date_of_death) AS died
FROM adults
WHERE date_of_birth > $nineteen_before OR date_diff('day', date_of_birth, date_of_death) < 6940
