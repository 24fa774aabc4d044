"""From a figure's question to the question for its records: which rows make the number. Free of Django.

A definition counts, adds up or takes the middle of rows. The same FROM and WHERE, with the condition of the count added and
the counting taken out, give those rows. What cannot be turned round in this way says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

import sqlglot
from sqlglot import exp

from goldenthread.core.errors import NotPossibleNow
from goldenthread.figures.definitions import all_definitions, columns_read, views
from goldenthread.figures.figure import Definition
from goldenthread.figures.tables import SCHEMAS

Part = Literal["numerator", "denominator"]
Counts = Literal["rows", "different", "amount", "middle", "rounded"]
"""One each; different ones of a key; what they add up to; the one in the middle; one each, then to the nearest five."""

KEY, WEIGHT = "_key", "_weight"
GIVEN = "rows_given"


class NotTraceable(NotPossibleNow):
    """A figure's question cannot be turned into one for its records."""


@dataclass(frozen=True)
class Question:
    """The query for a figure's records. `heads` are the columns shown, in order; beside them stand key and weight."""

    sql: str
    heads: tuple[str, ...]
    counts: Counts


@cache
def question(figure_id: str, part: Part = "numerator", *, of_a_category: bool = False) -> Question:
    """The query for the records that make a figure; `of_a_category` for those of one row, given as $category.

    Raises:
        NotTraceable: the figure counts in a way that cannot be turned round, or has no such part.
    """
    definition = all_definitions()[figure_id]
    tree = _select(sqlglot.parse_one(definition.sql, dialect="duckdb"), definition)
    return _turned(tree, _projected(tree, part, definition), definition, of_a_category=of_a_category)


def _select(tree: exp.Expr, definition: Definition) -> exp.Select:
    if not isinstance(tree, exp.Select):
        raise _cannot(definition)
    return tree


def _cannot(definition: Definition) -> NotTraceable:
    return NotTraceable(
        f"The records of “{definition.title}” cannot be listed one by one: its query does not allow it."
    )


def _projected(select: exp.Select, name: str, definition: Definition) -> exp.Expr:
    """What the SELECT calls by this name."""
    found = next((one for one in select.expressions if one.alias_or_name == name), None)
    if found is None:
        raise _cannot(definition)
    plain: exp.Expr = found.unalias()
    return plain


def _turned(select: exp.Select, counted: exp.Expr, definition: Definition, *, of_a_category: bool) -> Question:
    """Follow the count to the SELECT that it is made in, and ask that one for its rows."""
    if isinstance(counted, exp.Subquery):
        inner = _select(counted.this, definition)
        return _turned(inner, inner.expressions[0].unalias(), definition, of_a_category=False)
    below = _below(select)
    if below is not None and not counted.find(exp.AggFunc):
        column = counted.find(exp.Column)
        if column is None:
            raise _cannot(definition)
        found = _turned(below, _projected(below, column.name, definition), definition, of_a_category=of_a_category)
        return Question(found.sql, found.heads, "rounded" if counted.find(exp.Round) else found.counts)
    return _rows(select, _counted(counted, definition, below), definition, of_a_category=of_a_category)


@dataclass(frozen=True)
class _Count:
    """How a count counts: of which rows, by what key, each weighing what. `is_of_all` counts every category's rows."""

    counts: Counts
    condition: exp.Expr | None = None
    key: exp.Expr | None = None
    weight: exp.Expr | None = None
    is_of_all: bool = False


def _counted(counted: exp.Expr, definition: Definition, below: exp.Select | None) -> _Count:
    match counted:
        case exp.Count(this=exp.Star()):
            return _Count("rows")
        case exp.Count(this=exp.Distinct() as distinct):
            condition, key = _guarded(distinct.expressions[0])
            return _Count("different", condition, key)
        case exp.Count():
            return _Count("rows", _guarded(counted.this)[0])
        case exp.Sum():
            weight = counted.this
            return _Count("amount", exp.NEQ(this=weight.copy(), expression=exp.Literal.number(0)), weight=weight)
        case exp.Max(this=exp.Case() as case):
            condition, weight = _guarded(case)
            return _Count("amount", condition, weight=weight)
        case exp.Max(this=exp.Column() as column) if below and _projected(below, column.name, definition).find(
            exp.Window
        ):
            return _Count("rows", is_of_all=True)
        case exp.PercentileCont() | exp.Quantile():
            return _Count("middle", _is_given(counted.this), weight=counted.this)
        case exp.Column():
            return _Count("amount", _is_given(counted), weight=counted)
        case _:
            raise _cannot(definition)


def _guarded(counted: exp.Expr) -> tuple[exp.Expr, exp.Expr]:
    """The condition under which something is counted, and what is counted: a CASE has its own condition."""
    if isinstance(counted, exp.Case) and len(counted.args["ifs"]) == 1:
        when = counted.args["ifs"][0]
        return when.this, when.args["true"]
    return _is_given(counted), counted


def _is_given(value: exp.Expr) -> exp.Expr:
    return exp.Not(this=exp.Is(this=value.copy(), expression=exp.Null()))


def _below(select: exp.Select) -> exp.Select | None:
    """The SELECT that stands in the FROM of another."""
    came_from = select.args.get("from_")
    inner = came_from.this if came_from else None
    return inner.this if isinstance(inner, exp.Subquery) and isinstance(inner.this, exp.Select) else None


def _rows(select: exp.Select, count: _Count, definition: Definition, *, of_a_category: bool) -> Question:
    below = _below(select)
    if below is not None and below.args.get("group"):
        return _rows_of_groups(select, below, count, definition)
    shown = _key_first(_shown(below or select, definition.id), count.key)
    heads = tuple(shown)
    asked = select.copy()
    if below is None:
        columns = [exp.alias_(column.copy(), head) for head, column in shown.items()]
    else:
        columns = [exp.column(f"_{head}").as_(head) for head in heads]
        inner = _below(asked)
        assert inner is not None  # noqa: S101  (it is the copy of one that is there)
        for head, column in shown.items():
            inner.select(exp.alias_(column.copy(), f"_{head}"), copy=False)
        asked.args["from_"].this.set("alias", exp.TableAlias(this=exp.to_identifier(GIVEN)))
    columns += [_named(count.key, KEY), _named(count.weight, WEIGHT)]
    if count.condition is not None:
        asked.where(count.condition.copy(), copy=False)
    if of_a_category and not count.is_of_all:
        category = _projected(select, "category", definition)
        asked.where(exp.EQ(this=exp.cast(category.copy(), "text"), expression=_given("category")), copy=False)
    return _asked(asked, columns, heads, count.counts)


def _given(name: str) -> exp.Expr:
    return exp.Parameter(this=exp.to_identifier(name))


def _named(value: exp.Expr | None, name: str) -> exp.Expr:
    return exp.alias_(value.copy() if value is not None else exp.Null(), name)


def _asked(select: exp.Select, columns: list[exp.Expr], heads: tuple[str, ...], counts: Counts) -> Question:
    for part in ("group", "having", "order", "limit", "distinct"):
        select.set(part, None)
    select.set("expressions", columns)
    return Question(select.sql(dialect="duckdb"), heads, counts)


def _rows_of_groups(select: exp.Select, below: exp.Select, count: _Count, definition: Definition) -> Question:
    """Counted are groups, such as adults with two concerns: the rows are those of the groups that count."""
    keys = below.args["group"].expressions
    if len(keys) != 1 or count.weight is not None:
        raise _cannot(definition)
    wanted = select.copy()
    for part in ("order", "limit"):
        wanted.set(part, None)
    wanted.set("expressions", [exp.column(keys[0].name)])
    if count.condition is not None:
        wanted.where(count.condition.copy(), copy=False)
    shown = _key_first(_shown(below, definition.id), keys[0])
    columns = [exp.alias_(column.copy(), head) for head, column in shown.items()]
    columns += [_named(keys[0], KEY), _named(None, WEIGHT)]
    asked = below.copy()
    asked.where(exp.In(this=keys[0].copy(), query=exp.Subquery(this=wanted)), copy=False)
    return _asked(asked, columns, tuple(shown), "different")


def _shown(select: exp.Select, figure_id: str) -> dict[str, exp.Expr]:
    """The columns that the figure reads of the tables in a FROM, by their names; the row's own id first."""
    read = {column for columns in columns_read(figure_id).values() for column in columns}
    found: dict[str, exp.Expr] = {}
    sources = [select.args["from_"].this, *(join.this for join in select.args.get("joins") or ())]
    for source in sources:
        names = outputs(source.name)
        for name in names[:1] + tuple(one for one in names[1:] if one in read or source.name in views()):
            if name in read or name in names[:1] or name not in _in_tables():
                found.setdefault(name, exp.column(name, table=source.alias_or_name))
    return found


def _key_first(shown: dict[str, exp.Expr], key: exp.Expr | None) -> dict[str, exp.Expr]:
    """What is counted stands first: an adult before their concerns."""
    name = key.name if isinstance(key, exp.Column) else ""
    return {head: shown[head] for head in sorted(shown, key=lambda head: head != name)}


@cache
def _in_tables() -> frozenset[str]:
    return frozenset(column for columns in SCHEMAS.values() for column in columns)


@cache
def outputs(name: str) -> tuple[str, ...]:
    """The columns of a table or a shared view, in order."""
    if name in SCHEMAS:
        return tuple(SCHEMAS[name])
    view = sqlglot.parse_one(views()[name], dialect="duckdb")
    assert isinstance(view, exp.Select)  # noqa: S101  (the shared views are our own)
    if view.is_star:
        return outputs(view.args["from_"].this.name)
    return tuple(view.named_selects)
