"""From a question that counts concerns or enquiries to the one that says how many were about each adult. Free of Django.

Two concerns about one adult are not two independent events, so how sure a number is depends on how they are spread.
"""

from __future__ import annotations

from functools import cache

import sqlglot
from sqlglot import exp

VIEWS = {"concerns_counted", "enquiries_counted", "enquiry_outcomes"}
"""Views of which each row is one event about one adult."""


@cache
def spread(sql: str) -> str:
    """The question for (yes, total, adults): of how many of an adult's events it is true, of how many, and for how many adults.

    Empty where the question does not count single events.
    """
    tree = sqlglot.parse_one(sql, dialect="duckdb")
    if not isinstance(tree, exp.Select) or tree.args.get("group") or tree.args.get("joins"):
        return ""
    source = tree.args.get("from_") or tree.args.get("from")
    table = source.this if source is not None else None
    if not isinstance(table, exp.Table) or table.name not in VIEWS:
        return ""
    counts = {one.alias_or_name: one.unalias() for one in tree.expressions}
    if not all(isinstance(one, exp.Count) for one in counts.values()):
        return ""
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
