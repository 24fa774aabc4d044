-- id:           rcrp.expected
-- title:        Calls that the police would have attended before
-- unit:         percent
-- grain:        incident
-- numerator:    incidents called in that the police would have attended before
-- denominator:  incidents called in
-- period:       as the police reported it to the Board
-- breakdown:
-- datasets:     context_facts
-- disclosure:   exempt
-- caveat:       reported across Bedfordshire; what would have been attended is an estimate
-- version:      1
-- valid_from:   2021-22
SELECT max(CASE WHEN code = 'rcrp-expected' THEN value END) AS numerator,
  max(CASE WHEN code = 'rcrp-incidents' THEN value END) AS denominator
FROM context_facts
