"""How often concerns and enquiries are about adults of each ethnic group, beside how many of them live here. Free of Django.

Different adults are counted, not concerns: several concerns about one adult are not independent of each other. What a group is
compared with is all others together. A difference tells that there is one, and not why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from goldenthread.core.periods import Period
from goldenthread.figures.datasets import Dataset
from goldenthread.figures.engine import ask
from goldenthread.figures.labels import label
from goldenthread.scorecard.methods.disproportion import Disproportion, Group, disproportion
from goldenthread.scorecard.methods.plain import CannotSay
from goldenthread.scorecard.series import covers

NOT_KNOWN = "not_known"
TOGETHER = {"mixed_or_other": ("mixed", "other")}
"""Groups that a source gives together, and the groups of our records that are in them."""
OVERLAP = (
    "One number counts mixed and other groups together, and another counts one of them again. Keep either the two apart or the "
    "two together."
)
SQL = """
SELECT what, ethnic_group, count(*) AS adults, sum(events) AS events, count(CASE WHEN events > 1 THEN 1 END) AS again
FROM (
  SELECT 'concerns' AS what, g.ethnic_group, c.adult_id, count(*) AS events
  FROM concerns_counted AS c JOIN adult_groups AS g ON g.adult_id = c.adult_id
  WHERE c.raised_on BETWEEN $period_start AND $period_end
  GROUP BY g.ethnic_group, c.adult_id
  UNION ALL
  SELECT 'enquiries' AS what, g.ethnic_group, e.adult_id, count(*) AS events
  FROM enquiries_counted AS e JOIN adult_groups AS g ON g.adult_id = e.adult_id
  WHERE e.started_on BETWEEN $period_start AND $period_end
  GROUP BY g.ethnic_group, e.adult_id
)
GROUP BY what, ethnic_group
"""


@dataclass(frozen=True)
class Counted:
    """Of one group: different adults, the events about them, and adults with more than one."""

    adults: int
    events: int
    again: int


@dataclass(frozen=True)
class People:
    """How many people of a group live here."""

    group: str
    name: str
    people: int


Counts = Mapping[str, Mapping[str, Counted]]


def counts(dataset: Dataset, year: Period) -> Counts | None:
    """What was counted of each group in a financial year, for concerns and for enquiries; None where not all of it is known."""
    if dataset.spans is not None and not covers(dataset.spans, year.start, year.end):
        return None
    found: dict[str, dict[str, Counted]] = {"concerns": {}, "enquiries": {}}
    for row in ask(dataset, SQL, {"period_start": year.start, "period_end": year.end}):
        found[row["what"]][row["ethnic_group"]] = Counted(row["adults"], int(row["events"]), row["again"])
    return found


def compare(counted: Mapping[str, Counted], people: Sequence[People]) -> Disproportion:
    """Each group beside all others of which it is known how many people live here; the rest is named as left out.

    Raises:
        CannotSay: there are fewer than two groups with people, a group is in two of them, or a group has more adults counted
            than live here.
    """
    inside = [part for one in people for part in parts_of(one.group)]
    if len(inside) > len(set(inside)):
        raise CannotSay(OVERLAP)
    groups = [
        Group(one.name, sum(counted[part].adults for part in parts_of(one.group) if part in counted), one.people)
        for one in people
    ]
    unknown = counted[NOT_KNOWN].adults if NOT_KNOWN in counted else 0
    left_out = tuple(
        (label(group), one.adults) for group, one in sorted(counted.items()) if group not in {NOT_KNOWN, *inside}
    )
    return replace(disproportion(groups, unknown=unknown), left_out=left_out)


def parts_of(group: str) -> tuple[str, ...]:
    """The groups of our records that are in a group of a source."""
    return TOGETHER.get(group, (group,))
