-- id:           reviews.days_at_gates
-- title:        Days that reviews waited at each gate before publication
-- unit:         days
-- grain:        review at a gate
-- numerator:    days from asking whoever holds the gate to their answer, of the review in the middle
-- denominator:  one
-- period:       by the day the gate was settled
-- breakdown:    gate, with how many it was counted in
-- datasets:     publication_gates
-- disclosure:   exempt
-- caveat:       only where it is written down when somebody was asked; of one or two reviews the one in the middle says little
-- version:      1
-- valid_from:   2021-22
SELECT
    gate AS category,
    concat(max(label), ', counted in ', count(*)) AS label,
    quantile_cont(settled_on - asked_on, 0.5) AS numerator,
    1 AS denominator
FROM publication_gates
WHERE settled_on BETWEEN $period_start AND $period_end AND settled_on >= asked_on
GROUP BY gate
ORDER BY quantile_cont(settled_on - asked_on, 0.5) DESC, gate
