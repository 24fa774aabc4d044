"""What the interface answers with: each shape is published in its description."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Field, Schema

from goldenthread.api import limits
from goldenthread.api.models import Token
from goldenthread.figures.definitions import columns_read
from goldenthread.figures.figure import Definition
from goldenthread.figures.models import FrozenSet
from goldenthread.figures.published import PublishedFigure, PublishedNumber, PublishedRow

MARKS = "Empty, or why there is no plain number: c withheld, x not available, z does not apply, p not final, r revised."


class Problem(Schema):
    """Why there is no answer."""

    status: int = Field(description="The status of the answer, again.")
    title: str = Field(description="What happened, in a few words.")
    detail: str = Field(description="What to do about it.")


class ThisToken(Schema):
    """What the token that was shown stands for."""

    board: str = Field(description="The Board's short address.")
    board_name: str
    agency: str
    purpose: str
    reads: Literal["released", "everything"]
    last_day: date = Field(description="It stops by itself after this day.")
    requests_in_a_minute: int = Field(description="How many requests it may make in a minute of the clock.")
    requests_in_a_minute_of_agency: int = Field(description="How many all tokens of the agency may make together.")

    @classmethod
    def of(cls, token: Token) -> ThisToken:
        return cls(
            board=token.board.slug,
            board_name=token.board.name,
            agency=token.agency.name,
            purpose=token.purpose,
            reads="everything" if token.reads == Token.Reads.EVERYTHING else "released",
            last_day=token.last_day,
            requests_in_a_minute=limits.of_a_token(),
            requests_in_a_minute_of_agency=limits.of_an_agency(),
        )


class Years(Schema):
    """The financial years, and the quarters, with figures to read."""

    periods: list[str] = Field(description="Newest first, such as 2023-24: from 1 April 2023 to 31 March 2024.")
    quarters: list[str] = Field(
        description="Released by themselves, newest first, such as 2023-24 Q2, or 2023-24 Q1-Q3 for three together."
    )


class DefinitionOut(Schema):
    """What a figure counts, and of what."""

    id: str
    title: str
    unit: Literal["count", "percent", "pounds", "days", "rate", "ratio", "value"]
    numerator: str
    denominator: str
    period: str
    breakdown: str = Field(description="What its rows are; empty where it has none.")
    grain: str = Field(description="What is counted once.")
    caveat: str
    disclosure: Literal["people", "exempt"] = Field(
        description="people: small numbers are protected before it is released."
    )
    version: str
    valid_from: str
    reads: dict[str, list[str]] = Field(description="The tables and columns of a frozen set that it reads.")
    sql: str = Field(description="The question itself, as DuckDB is asked it.")

    @classmethod
    def of(cls, one: Definition) -> DefinitionOut:
        told = {name: getattr(one, name) for name in cls.model_fields if name != "reads"}
        return cls(**told, reads={table: list(columns) for table, columns in columns_read(one.id).items()})


class Definitions(Schema):
    """Every figure there is."""

    definitions: list[DefinitionOut]


class Number(Schema):
    """A number, or the mark that stands in its place."""

    value: float | None
    mark: Literal["", "c", "x", "z", "p", "r"] = Field(description=MARKS)

    @classmethod
    def of(cls, one: PublishedNumber) -> Number:
        return cls(value=one.value, mark=one.mark)


class Row(Schema):
    """One row of a figure."""

    key: str
    label: str
    value: Number
    numerator: Number
    denominator: Number | None
    low: float | None = Field(description="The likely range of a percentage, from 95 % intervals.")
    high: float | None

    @classmethod
    def of(cls, one: PublishedRow) -> Row:
        return cls(
            key=one.key,
            label=one.label,
            value=Number.of(one.value),
            numerator=Number.of(one.numerator),
            denominator=_maybe(one.denominator),
            low=one.low,
            high=one.high,
        )


class FigureOut(Schema):
    """One figure of one financial year."""

    id: str
    title: str
    unit: str
    period: str
    version: str = Field(description="The version of its definition.")
    value: Number = Field(description="As people read it: a count as it is, a percentage from 0 to 100.")
    numerator: Number
    denominator: Number | None
    low: float | None
    high: float | None
    previous: Number | None = Field(description="The value of the year before, where it is known.")
    cover: str = Field(description="Empty where the data cover the whole year; else which part they cover.")
    rows: list[Row]

    @classmethod
    def of(cls, one: PublishedFigure) -> FigureOut:
        return cls(
            id=one.id,
            title=one.definition.title,
            unit=one.definition.unit,
            period=one.period,
            version=one.definition.version,
            value=Number.of(one.value),
            numerator=Number.of(one.numerator),
            denominator=_maybe(one.denominator),
            low=one.low,
            high=one.high,
            previous=_maybe(one.previous),
            cover=one.cover,
            rows=[Row.of(row) for row in one.rows],
        )


class Source(Schema):
    """What figures were computed from, and how they are protected."""

    period: str
    is_protected: bool = Field(description="Whether small numbers are withheld. Where not, nothing may be passed on.")
    rule: str = Field(description="The rule that protects them; empty where none does.")
    data: Literal["frozen", "live"]
    seal: str = Field(description="The seal of the data: the same seal always gives the same figures.")
    is_synthetic: bool = Field(description="Whether the records are invented, as in a demonstration.")

    @classmethod
    def of(cls, one: PublishedFigure, rule: str) -> Source:
        data = one.snapshot
        return cls(
            period=one.period,
            is_protected=bool(rule),
            rule=rule,
            data=data.kind,
            seal=data.sha256,
            is_synthetic=data.is_synthetic,
        )


class Figures(Schema):
    """Every figure of a year, or of quarters of one."""

    source: Source
    figures: list[FigureOut]


class OneFigure(Schema):
    """One figure of a year."""

    source: Source
    figure: FigureOut


class FrozenSetOut(Schema):
    """Data that were sealed."""

    period: str
    seal: str
    frozen_at: datetime
    is_synthetic: bool

    @classmethod
    def of(cls, one: FrozenSet) -> FrozenSetOut:
        return cls(period=one.period, seal=one.sha256, frozen_at=one.frozen_at, is_synthetic=one.is_synthetic)


class FrozenSets(Schema):
    """The frozen sets of the Board, newest first; none where the token may not know of them."""

    frozen_sets: list[FrozenSetOut]


def _maybe(one: PublishedNumber | None) -> Number | None:
    return None if one is None else Number.of(one)
