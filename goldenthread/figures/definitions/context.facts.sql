-- id:           context.facts
-- title:        Facts about the place and from partners
-- unit:         value
-- grain:        fact
-- numerator:    the value as its source gives it
-- denominator:  none
-- period:       as its source says
-- breakdown:    fact
-- datasets:     context_facts
-- disclosure:   exempt
-- caveat:       none
-- version:      1
-- valid_from:   2021-22
SELECT code AS category, statement AS label, value AS numerator
FROM context_facts
ORDER BY code
