-- id:           rcrp.attended
-- title:        Calls about welfare that the police attended
-- unit:         percent
-- grain:        incident
-- numerator:    incidents called in about welfare that the police attended
-- denominator:  incidents called in
-- period:       as the police reported it to the Board
-- breakdown:
-- datasets:     context_facts
-- disclosure:   exempt
-- caveat:       reported across Bedfordshire
-- version:      1
-- valid_from:   2021-22
SELECT max(CASE WHEN code = 'rcrp-attended' THEN value END) AS numerator,
  max(CASE WHEN code = 'rcrp-incidents' THEN value END) AS denominator
FROM context_facts
