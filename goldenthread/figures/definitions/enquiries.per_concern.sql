-- id:           enquiries.per_concern
-- title:        Section 42 enquiries started for each hundred concerns received
-- unit:         percent
-- grain:        enquiry
-- numerator:    section 42 enquiries started in the period
-- denominator:  concerns received in the period
-- period:       enquiries by the day they started, concerns by the day they were received
-- breakdown:
-- datasets:     concerns, enquiries
-- disclosure:   people
-- caveat:       two flows of one year, not one group followed through; describes how concerns are recorded as much
--              as risk; it has no target, and neither higher nor lower is better
-- version:      1
-- valid_from:   2021-22
SELECT (SELECT count(*) FROM enquiries_counted WHERE started_on BETWEEN $period_start AND $period_end) AS numerator,
  (SELECT count(*) FROM concerns_counted WHERE raised_on BETWEEN $period_start AND $period_end) AS denominator
