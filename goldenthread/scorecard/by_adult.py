"""From a question that counts concerns or enquiries to the one that says how many were about each adult. Free of Django.

Two concerns about one adult are not two independent events, so how sure a number is depends on how they are spread.
"""

from __future__ import annotations

from functools import cache

import sqlglot
from sqlglot import exp

VIEWS = {"concerns_counted", "enquiries_counted", "enquiry_outcomes"}
"""Views of which each row is one event about one adult."""
AGES = {
    ("concerns_counted", "raised_on"): "age",
    ("enquiries_counted", "started_on"): "age_started",
    ("enquiries_counted", "concluded_on"): "age_concluded",
}
"""The age of an event’s adult, by the view and by the day that puts the event into a period."""


@cache
def spread(sql: str) -> str:
    """The question for (yes, total, adults): of how many of an adult's events it is true, of how many, and for how many adults.

    Empty where the question does not count single events.
    """
    known = _of_events(sql)
    if known is None:
        return ""
    tree, table, counts = known
    top = counts["numerator"]
    adult = exp.column("adult_id", table=table.alias_or_name)
    inner = tree.copy().select(
        exp.alias_(adult, "adult_id"),
        exp.alias_(top.copy(), "yes_"),
        exp.alias_(counts.get("denominator", top).copy(), "total_"),
        append=False,
    )
    inner = inner.group_by(adult.copy())
    return (
        "SELECT yes_, total_, count(*) AS adults_ "  # noqa: S608  (a definition of the package, turned)
        f"FROM ({inner.sql(dialect='duckdb')}) WHERE total_ > 0 GROUP BY yes_, total_ ORDER BY total_, yes_"
    )


@cache
def by_age(sql: str) -> str:
    """The question for (age, gender, events, adults): how many adults of an age and gender had so many of the events counted.

    Empty where the question does not count single events of a period, or is about some ages only, so that a rate among all adults
    would say nothing.
    """
    known = _of_events(sql)
    if known is None:
        return ""
    tree, table, counts = known
    where = tree.args.get("where")
    if set(counts) != {"numerator"} or where is None:
        return ""
    if any(column.name.startswith("age") for column in where.find_all(exp.Column)):
        return ""
    days = [one.this.name for one in where.find_all(exp.Between) if isinstance(one.this, exp.Column)]
    age = AGES.get((table.name, days[0])) if len(days) == 1 else None
    if age is None:
        return ""
    adult, name = exp.column("adult_id", table=table.alias_or_name), table.alias_or_name
    inner = tree.copy().select(
        exp.alias_(adult, "adult_id"),
        exp.alias_(exp.Max(this=exp.column(age, table=name)), "age_"),
        exp.alias_(counts["numerator"].copy(), "events_"),
        append=False,
    )
    inner = inner.group_by(adult.copy())
    return (
        "SELECT one_.age_, adults.gender AS gender_, one_.events_, count(*) AS adults_ "  # noqa: S608  (a definition, turned)
        f"FROM ({inner.sql(dialect='duckdb')}) AS one_ LEFT JOIN adults ON adults.adult_id = one_.adult_id "
        "WHERE one_.events_ > 0 GROUP BY one_.age_, adults.gender, one_.events_ ORDER BY 1, 2, 3"
    )


def _of_events(sql: str) -> tuple[exp.Select, exp.Table, dict[str, exp.Expression]] | None:
    """A question that counts rows of one view of events, with what it counts by name; None for any other."""
    tree = sqlglot.parse_one(sql, dialect="duckdb")
    if not isinstance(tree, exp.Select) or tree.args.get("group") or tree.args.get("joins"):
        return None
    source = tree.args.get("from_") or tree.args.get("from")
    table = source.this if source is not None else None
    if not isinstance(table, exp.Table) or table.name not in VIEWS:
        return None
    counts = {one.alias_or_name: one.unalias() for one in tree.expressions}
    return (tree, table, counts) if all(isinstance(one, exp.Count) for one in counts.values()) else None
