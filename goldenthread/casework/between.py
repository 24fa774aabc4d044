"""What one cell asks of another, in the same row or across files. Each entry is a rule, its file, the other files it
needs, and the query that finds where it is broken."""

from __future__ import annotations

from goldenthread.casework import rules
from goldenthread.casework.rules import Rule
from goldenthread.casework.sql import found, items, lists


def _is(column: str, codes: str) -> str:
    return f"coalesce(t.{column} IN ({codes}), false)"


_NO_ENQUIRY = _is("decision", "'no_enquiry'")
_DUPLICATE = _is("decision", "'duplicate'")
_EXPRESSED = _is("outcomes_asked", "'asked_and_expressed'")
_IDENTIFIED = _is("assessment", "'identified_action', 'identified_no_action'")
_TARGET = "JOIN first_concerns o ON o.concern_id = t.duplicate_of"

_SEVERAL = lists("adults", "health_conditions", "health_conditions LIKE '%;%'")
_NONE_WITH_OTHERS = (
    "SELECT DISTINCT health_conditions FROM "
    f"(SELECT health_conditions, unnest({items('health_conditions')}) AS item FROM ({_SEVERAL})) WHERE item = 'none'"
)
_NAMED = (
    "SELECT row, adult_id, started_on__day, {item} AS item FROM enquiries WHERE {condition}contains(concern_ids, ';')"
)

SHARED: tuple[tuple[str, frozenset[str], str], ...] = (
    (
        "named_concerns",
        frozenset({"enquiries", "concerns"}),
        (
            "SELECT n.*, o.concern_id IS NOT NULL AS is_there, o.adult_id AS other_adult_id, o.decided_on, o.decided_on__day "
            f"FROM ({_NAMED.format(item='concern_ids', condition='NOT ')} "
            f"UNION ALL {_NAMED.format(item='unnest(' + items('concern_ids') + ')', condition='')}) n "
            "LEFT JOIN first_concerns o ON o.concern_id = n.item "
            "WHERE o.concern_id IS NULL OR o.adult_id <> n.adult_id OR n.started_on__day < o.decided_on__day"
        ),
    ),
    (
        "young",
        frozenset({"adults", "concerns", "enquiries"}),
        (
            "SELECT adult_id, date_of_birth__day, date_of_death__day FROM first_adults "
            "WHERE date_of_death__day < date_of_birth__day + INTERVAL 18 YEAR OR date_of_birth__day + INTERVAL 18 YEAR > "
            "least((SELECT min(raised_on__day) FROM concerns), (SELECT min(started_on__day) FROM enquiries))"
        ),
    ),
)
"""What several questions read, by the name of the table it becomes, with the files it needs and the query: the concerns that
enquiries name and that are not there, of another adult or decided later; and adults who may have been under 18."""

QUESTIONS: tuple[tuple[Rule, str, tuple[str, ...], str], ...] = (
    (
        rules.DECISION_WITHOUT_DAY,
        "concerns",
        (),
        found("concerns", "t.decision IS NOT NULL AND t.decided_on IS NULL", "decided_on"),
    ),
    (
        rules.DUPLICATE_OF_NOTHING,
        "concerns",
        (),
        found("concerns", "t.decision = 'duplicate' AND t.duplicate_of IS NULL", "duplicate_of"),
    ),
    (
        rules.CONCLUDED_WITHOUT_ASSESSMENT,
        "risks",
        ("enquiries",),
        found(
            "risks",
            "t.assessment IS NULL AND o.concluded_on IS NOT NULL",
            "assessment",
            extra="JOIN first_enquiries o ON o.enquiry_id = t.enquiry_id",
        ),
    ),
    (
        rules.ANOTHER_ADULTS_CONCERN,
        "enquiries",
        ("concerns", "adults"),
        (
            "SELECT DISTINCT n.row, 'concern_ids', n.item, NULL FROM "
            "named_concerns n WHERE n.other_adult_id <> n.adult_id AND n.adult_id IN (SELECT adult_id FROM adults)"
        ),
    ),
    (
        rules.DUPLICATE_OF_ITSELF,
        "concerns",
        (),
        found("concerns", "t.decision = 'duplicate' AND t.duplicate_of = t.concern_id", "duplicate_of"),
    ),
    (
        rules.DUPLICATE_OF_DUPLICATE,
        "concerns",
        (),
        found(
            "concerns",
            "t.decision = 'duplicate' AND o.decision = 'duplicate' AND t.duplicate_of <> t.concern_id",
            "duplicate_of",
            extra=_TARGET,
        ),
    ),
    (
        rules.DUPLICATE_OF_ANOTHER_ADULTS,
        "concerns",
        (),
        found(
            "concerns",
            "t.decision = 'duplicate' AND o.adult_id <> t.adult_id AND t.duplicate_of <> t.concern_id",
            "duplicate_of",
            extra=_TARGET,
        ),
    ),
    (
        rules.OUT_OF_ORDER,
        "adults",
        (),
        found(
            "adults",
            "t.date_of_death__day < t.date_of_birth__day",
            "date_of_death",
            other="'date_of_birth ' || t.date_of_birth",
        ),
    ),
    (
        rules.OUT_OF_ORDER,
        "concerns",
        (),
        found(
            "concerns",
            "t.incident_to__day < t.incident_from__day",
            "incident_to",
            other="'incident_from ' || t.incident_from",
        ),
    ),
    (
        rules.OUT_OF_ORDER,
        "concerns",
        (),
        found("concerns", "t.decided_on__day < t.raised_on__day", "decided_on", other="'raised_on ' || t.raised_on"),
    ),
    (
        rules.OUT_OF_ORDER,
        "enquiries",
        (),
        found(
            "enquiries",
            "t.concluded_on__day < t.started_on__day",
            "concluded_on",
            other="'started_on ' || t.started_on",
        ),
    ),
    (
        rules.NONE_WITH_OTHERS,
        "adults",
        (),
        found(
            "adults",
            "true",
            "health_conditions",
            extra=f"JOIN ({_NONE_WITH_OTHERS}) o ON o.health_conditions = t.health_conditions",
        ),
    ),
    (
        rules.DISPOSAL_NOT_ALLOWED,
        "concerns",
        (),
        found("concerns", f"t.disposal IS NOT NULL AND NOT {_NO_ENQUIRY}", "disposal"),
    ),
    (
        rules.DUPLICATE_OF_NOT_ALLOWED,
        "concerns",
        (),
        found("concerns", f"t.duplicate_of IS NOT NULL AND NOT {_DUPLICATE}", "duplicate_of"),
    ),
    (
        rules.ACHIEVED_NOT_ALLOWED,
        "enquiries",
        (),
        found(
            "enquiries",
            f"t.outcomes_achieved IS NOT NULL AND NOT {_EXPRESSED}",
            "outcomes_achieved",
        ),
    ),
    (
        rules.OUTCOME_NOT_ALLOWED,
        "risks",
        (),
        found("risks", f"t.outcome IS NOT NULL AND NOT {_IDENTIFIED}", "outcome"),
    ),
    (
        rules.NOBODY_IN_REVIEW,
        "reviews",
        (),
        found(
            "reviews",
            "try_cast(t.people_died AS INTEGER) = 0 AND try_cast(t.people_survived AS INTEGER) = 0",
            "people_died",
        ),
    ),
    (
        rules.UNDER_18,
        "concerns",
        ("adults",),
        found(
            "concerns",
            "least(t.raised_on__day, coalesce(o.date_of_death__day, t.raised_on__day)) "
            "< o.date_of_birth__day + INTERVAL 18 YEAR",
            "raised_on",
            extra="JOIN young o ON o.adult_id = t.adult_id",
        ),
    ),
    (
        rules.UNDER_18,
        "enquiries",
        ("adults",),
        found(
            "enquiries",
            "least(t.started_on__day, coalesce(o.date_of_death__day, t.started_on__day)) "
            "< o.date_of_birth__day + INTERVAL 18 YEAR",
            "started_on",
            extra="JOIN young o ON o.adult_id = t.adult_id",
        ),
    ),
    (
        rules.CONCLUDED_WITHOUT_RISK,
        "enquiries",
        ("risks",),
        found(
            "enquiries",
            "t.concluded_on__day IS NOT NULL",
            "concluded_on",
            extra="ANTI JOIN risks o ON o.enquiry_id = t.enquiry_id",
        ),
    ),
    (
        rules.CRITERIA_WITHOUT_DUTY,
        "concerns",
        (),
        found(
            "concerns",
            "t.criterion_a = 'met' AND t.criterion_b = 'met' AND t.criterion_c = 'met' "
            "AND t.decision IS DISTINCT FROM 's42_duty_met'",
            "decision",
        ),
    ),
    (
        rules.STARTED_BEFORE_DECISION,
        "enquiries",
        ("concerns",),
        (
            "SELECT n.row, 'started_on', min(n.decided_on), NULL FROM "
            "named_concerns n WHERE n.started_on__day < n.decided_on__day GROUP BY n.row"
        ),
    ),
)
