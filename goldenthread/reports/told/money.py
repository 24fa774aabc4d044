"""What money tells in a report: income and spending bound to their figures; and what is promised, given in kind and worth.

Only what was really so stands beside published totals unmarked: a table with anything made up in it says so.
"""

from __future__ import annotations

from goldenthread.boards.models import Board
from goldenthread.core.periods import Period
from goldenthread.core.shapes import Pounds
from goldenthread.figures import wording
from goldenthread.money import queries
from goldenthread.money.models import Expenditure, InKind
from goldenthread.reports import tables
from goldenthread.reports.document import Block, Cell, Inline, Inlines, Paragraph, Table
from goldenthread.reports.telling import tells


def _amount(pence: int) -> Cell:
    """An amount of the Board's own records that no figure counts."""
    return Cell((Inline("reference", str(Pounds(pence))),), is_number=True)


def _bound(pence: int, figure: str, row: str = "") -> Cell:
    return tables.bound(wording.money(pence / 100), figure, row)


def _line(words: str) -> Inlines:
    kind = "reference" if any(character.isdigit() for character in words) else "text"
    return (Inline(kind, words),)  # type: ignore[arg-type]  # one of two kinds


@tells("money_year")
def year(board: Board, period: Period) -> list[Block]:
    """What came in and what it was spent on."""
    income = list(board.contributions.filter(period=period.label).select_related("agency").order_by("-pence"))
    spent = list(board.expenditure.filter(period=period.label))
    if not income and not spent:
        return [Paragraph(_line("No money is recorded for this year."), says_none=True)]
    came = [
        [tables.plain(one.agency.name), _bound(one.pence, "money.income_by_partner", one.agency.slug)] for one in income
    ]
    came.append([tables.plain("All"), _bound(sum(one.pence for one in income), "money.income")])
    by_line: dict[str, int] = {}
    for one in spent:
        by_line[one.line] = by_line.get(one.line, 0) + one.pence
    went = [
        [tables.plain(line), _bound(pence, "money.expenditure_by_line", line)]
        for line, pence in sorted(by_line.items(), key=lambda each: -each[1])
    ]
    went.append([tables.plain("All"), _bound(sum(by_line.values()), "money.expenditure")])
    made_up = Expenditure.objects.filter(board=board, period=period.label, is_synthetic=True).exists()
    return [
        Table("What members paid", ["Member", "Amount"], came, has_total=True),
        Table("What it was spent on", ["Purpose", "Amount"], went, has_total=True, is_synthetic=made_up),
        *_real(board, period),
    ]


def _real(board: Board, period: Period) -> list[Block]:
    found = queries.real_terms(board, period)
    if found is None:
        return []
    change = round(found.change, 1)
    way = "the same as" if change == 0 else f"{abs(change):.1f}% {'more' if change > 0 else 'less'} than"
    made_up = " This series is synthetic." if found.series.is_synthetic else ""
    said = (
        f"At the prices of {found.now}, what members paid is {way} in {found.then}, by the series “{found.series.name}”"
        f" ({found.series.source}).{made_up}"
    )
    return [Paragraph(_line(said))]


@tells("money_budget")
def budget(board: Board, period: Period) -> list[Block]:
    """Each line's budget against what was spent, with the reason where they differ."""
    found = queries.year(board, period, period.end)
    lines = [one for one in found.lines if one.budget]
    if not lines:
        return [Paragraph(_line("No budget is recorded for this year."), says_none=True)]
    rows = [
        [
            tables.plain(one.name),
            _amount(one.budget),
            _bound(one.spent, "money.expenditure_by_line", one.name),
            Cell(_line(one.reason or "–")),
        ]
        for one in lines
    ]
    made_up = board.budget_lines.filter(period=period.label, is_synthetic=True).exists()
    heads = ["Purpose", "Budget", "Spent", "Why they differ"]
    return [Table("The budget and what was spent", heads, rows, is_synthetic=made_up)]


@tells("money_commitments")
def commitments(board: Board, period: Period) -> list[Block]:
    """What was promised, paid and is still to pay, of reviews and contracts."""
    found = queries.commitments(board, period)
    if not found:
        return [Paragraph(_line("Nothing was promised that is still to be paid."), says_none=True)]
    rows = [[tables.words(one.what), _amount(one.pence), _amount(paid), _amount(left)] for one, paid, left in found]
    made_up = any(one.is_synthetic for one, _, _ in found)
    heads = ["What it is for", "Promised", "Paid", "Still to pay"]
    return [Table("What was promised", heads, rows, is_synthetic=made_up)]


@tells("money_in_kind")
def in_kind(board: Board, period: Period) -> list[Block]:
    """What members gave other than money."""
    found = list(InKind.objects.filter(board=board, period=period.label).select_related("agency"))
    if not found:
        return [Paragraph(_line("No contribution in kind is recorded for this year."), says_none=True)]
    rows = [
        [tables.plain(one.agency.name), tables.words(one.description), _amount(one.pence), tables.words(one.basis)]
        for one in found
    ]
    heads = ["Member", "What was given", "Worth", "How that was worked out"]
    return [Table("Contributions in kind", heads, rows, is_synthetic=any(one.is_synthetic for one in found))]
