-- id:           scorecard.young_adults
-- title:        Concerns about adults of 18 to 24
-- unit:         count
-- grain:        concern
-- numerator:    concerns received in the period about adults who were 18 to 24 on the 31 March that ends the year, or at death
-- denominator:  none
-- period:       by the day the authority received the concern
-- breakdown:
-- datasets:     concerns
-- disclosure:   people
-- caveat:       a concern without a date of birth is not counted
-- version:      1
-- valid_from:   2021-22
SELECT count(*) AS numerator
FROM concerns_counted
WHERE raised_on BETWEEN $period_start AND $period_end AND age BETWEEN 18 AND 24
