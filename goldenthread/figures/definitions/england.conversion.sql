-- id:           england.conversion
-- title:        Conversion across England
-- unit:         percent
-- grain:        enquiry
-- numerator:    section 42 enquiries started in England
-- denominator:  concerns received in England
-- period:       as the national return was published
-- breakdown:
-- datasets:     context_facts
-- disclosure:   exempt
-- caveat:       councils count concerns in different ways, so this is background and not a target
-- version:      1
-- valid_from:   2021-22
SELECT max(CASE WHEN code = 'england-enquiries' THEN value END) AS numerator,
  max(CASE WHEN code = 'england-concerns' THEN value END) AS denominator
FROM context_facts
