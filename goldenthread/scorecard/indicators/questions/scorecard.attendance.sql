-- id:           scorecard.attendance
-- title:        Seats filled at meetings of the Board
-- unit:         percent
-- grain:        seat
-- numerator:    seats at meetings of the strategic Board at which the member or a deputy was present
-- denominator:  seats at meetings of the strategic Board in the period
-- period:       by the day the meeting was held
-- breakdown:
-- datasets:     meetings, attendance
-- disclosure:   exempt
-- caveat:       none
-- version:      1
-- valid_from:   2015-16
SELECT count(CASE WHEN a.status IN ('present', 'deputy') THEN 1 END) AS numerator, count(*) AS denominator
FROM attendance AS a
JOIN meetings AS m ON m.meeting_id = a.meeting_id
WHERE m.group_slug = 'strategic-board' AND m.held_on BETWEEN $period_start AND $period_end
