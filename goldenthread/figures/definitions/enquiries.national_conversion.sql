-- id:           enquiries.national_conversion
-- title:        Conversion in the national form
-- unit:         percent
-- grain:        enquiry
-- numerator:    section 42 enquiries started in the period, to the nearest five as the national return publishes
--              them
-- denominator:  concerns received in the period, to the nearest five
-- period:       enquiries by the day they started, concerns by the day they were received
-- breakdown:
-- datasets:     concerns, enquiries
-- disclosure:   people
-- caveat:       councils count concerns in different ways, so this is background and not a target
-- version:      1
-- valid_from:   2021-22
SELECT round(started / 5.0) * 5 AS numerator, round(received / 5.0) * 5 AS denominator
FROM (
  SELECT (SELECT count(*) FROM enquiries_counted WHERE started_on BETWEEN $period_start AND $period_end) AS started,
    (SELECT count(*) FROM concerns_counted WHERE raised_on BETWEEN $period_start AND $period_end) AS received
)
