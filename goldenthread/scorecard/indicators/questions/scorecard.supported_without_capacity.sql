-- id:           scorecard.supported_without_capacity
-- title:        Adults without capacity who had somebody to support them
-- unit:         percent
-- grain:        enquiry
-- numerator:    concluded enquiries about adults who lacked capacity in which an advocate, family or a friend supported the adult
-- denominator:  section 42 enquiries concluded in the period about adults who lacked capacity for the decisions of the enquiry
-- period:       by the day the enquiry concluded
-- breakdown:
-- datasets:     enquiries
-- disclosure:   people
-- caveat:       follows what was recorded; support that nobody wrote down is not counted
-- version:      1
-- valid_from:   2021-22
SELECT count(CASE WHEN supported_by IN ('advocate', 'family', 'friend') THEN 1 END) AS numerator, count(*) AS denominator
FROM enquiries_counted
WHERE concluded_on BETWEEN $period_start AND $period_end AND capacity = 'lacked'
