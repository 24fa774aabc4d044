-- id:           board.attendance_by_agency
-- title:        Attendance at the Board's meetings
-- unit:         percent
-- grain:        seat
-- numerator:    meetings of the strategic Board at which the agency or its deputy was present
-- denominator:  meetings of the strategic Board in the period
-- period:       by the day it was held
-- breakdown:    agency
-- datasets:     meetings, attendance
-- disclosure:   exempt
-- caveat:       none
-- version:      1
-- valid_from:   2021-22
SELECT a.agency_slug AS category, max(a.agency) AS label,
  count(CASE WHEN a.status IN ('present', 'deputy') THEN 1 END) AS numerator, count(*) AS denominator
FROM attendance AS a
JOIN meetings AS m ON m.meeting_id = a.meeting_id
WHERE m.group_slug = 'strategic-board' AND m.held_on BETWEEN $period_start AND $period_end
GROUP BY a.agency_slug
ORDER BY max(a.agency)
