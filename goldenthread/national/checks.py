"""The rules of validation that a return's own cells can tell: 1 to 20, 24 and 25. Free of Django."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from goldenthread.national.broken import (
    ACHIEVED,
    ASKED,
    BANDS,
    CONCLUDED,
    ENDED,
    IDENTIFIED,
    NAMES,
    OF_RISK,
    SOURCES,
    STARTED,
    Broken,
    Grid,
    Severity,
)

ERROR, NOTICE = Severity.ERROR, Severity.NOTICE
NEAR = (50, 150)
"""Concluded enquiries for each hundred started: outside of this a notice is given."""
NOT_SERVICES = ("own_home", "in_the_community")


def _whole(grid: Grid) -> Iterator[Broken]:
    wrong = (*grid.not_whole, *(key for key, value in grid.values.items() if value is not None and value < 0))
    if wrong:
        yield Broken(1, ERROR, "A value is not a whole number from nought up.", wrong)
    known = {cell.key for cell in grid.year_of.cells}
    if unknown := tuple(key for key in grid.values if key not in known):
        yield Broken(1, ERROR, f"The return of {grid.year_of.year} has no such cell. Take the row out.", unknown)
    if missing := tuple(cell.key for cell in grid.year_of.cells if not grid.has(cell.key)):
        yield Broken(1, ERROR, "A cell is missing from the file. Add its row, with an empty value if need be.", missing)
    given = [cell for cell in grid.year_of.cells if cell.key in grid.values]
    empty = tuple(cell.key for cell in given if cell.mandatory and grid.values[cell.key] is None)
    if empty:
        yield Broken(1, ERROR, "A mandatory cell is empty. Fill it in, with 0 where nothing was counted.", empty)


def _same_adults(grid: Grid) -> Iterator[Broken]:
    for block in STARTED:
        totals = {t: grid.total(t, block) for t in ("SG1a", "SG1b", "SG1c") if grid.is_filled_in(t, block)}
        if len(set(totals.values())) > 1:
            said = ", ".join(f"{table} {total:,}" for table, total in totals.items())
            keys = tuple(key for table in totals for key in grid.keys(table, block))
            yield Broken(2, ERROR, f"The adults in {NAMES[block]} differ: {said}.", keys)


def _no_more_adults_than_records(grid: Grid) -> Iterator[Broken]:
    for block in STARTED:
        if not (grid.is_filled_in("SG1a", block) and grid.is_filled_in("SG1f", block)):
            continue
        adults, records = grid.total("SG1a", block), grid.total("SG1f", block)
        if adults > records or (adults == 0) != (records == 0):
            keys = grid.keys("SG1a", block) + tuple(cell.key for cell in grid.cells("SG1f", block))
            yield Broken(3, ERROR, f"SG1a has {adults:,} adults, and SG1f {records:,} {NAMES[block]}.", keys)


def _support_reasons(grid: Grid) -> Iterator[Broken]:
    for block in STARTED:
        if not grid.is_filled_in("SG1d", block):
            continue
        adults, reasons, records = (grid.total(table, block) for table in ("SG1a", "SG1d", "SG1f"))
        if reasons < adults:
            words = f"SG1d has {reasons:,} in {NAMES[block]}, fewer than the {adults:,} adults of SG1a."
            yield Broken(4, NOTICE, words, grid.keys("SG1d", block))
        if reasons > records and grid.is_filled_in("SG1f", block):
            words = f"SG1d has {reasons:,}, more than the {records:,} {NAMES[block]} of SG1f."
            yield Broken(4, NOTICE, words, grid.keys("SG1d", block))


def _health(grid: Grid) -> Iterator[Broken]:
    for block in STARTED:
        if not grid.is_filled_in("SG1a", block):
            continue
        adults = grid.total("SG1a", block)
        over = tuple(c.key for c in grid.cells("SG1e", block) if (grid.values.get(c.key) or 0) > adults)
        if over:
            yield Broken(5, NOTICE, f"A condition has more than the {adults:,} adults in {NAMES[block]}.", over)
        conditions = grid.total("SG1e", block)
        if grid.total("SG1e", block, rows=["none"]) and conditions < adults:
            words = (
                f"SG1e has {conditions:,} in {NAMES[block]}, though there are {adults:,} adults: some have no answer."
            )
            yield Broken(5, NOTICE, words, grid.keys("SG1e", block))


def _enquiries_come_of_concerns(grid: Grid) -> Iterator[Broken]:
    concerns, s42, other = (grid.total("SG1f", block) for block in STARTED)
    if grid.is_filled_in("SG1f", "concerns") and s42 + other > concerns:
        keys = tuple(key for block in STARTED for key in grid.keys("SG1f", block))
        words = f"There are {s42 + other:,} enquiries and {concerns:,} concerns. Only the turn of a year explains that."
        yield Broken(6, NOTICE, words, keys)
    adults = {block: grid.total("SG1a", block) for block in STARTED}
    if grid.is_filled_in("SG1a", "concerns") and adults["concerns"] < max(adults["s42"], adults["other"]):
        keys = tuple(key for block in STARTED for key in grid.keys("SG1a", block))
        yield Broken(
            7, NOTICE, f"There are {adults['concerns']:,} adults with a concern, and more with an enquiry.", keys
        )


def _supported(grid: Grid) -> Iterator[Broken]:
    for block in CONCLUDED:
        for band in BANDS:
            lacked = grid.total("SG3a", block, rows=["lacked"], columns=[band])
            supported = grid.total("SG3a", block, rows=["lacked_and_supported"], columns=[band])
            if supported > lacked:
                keys = grid.keys("SG3a", block, rows=["lacked", "lacked_and_supported"], columns=[band])
                words = f"{supported:,} were supported and {lacked:,} lacked capacity ({ENDED[block]}, {band})."
                yield Broken(9, ERROR, words, keys)


def _asked(grid: Grid) -> Iterator[Broken]:
    for block in CONCLUDED:
        has_capacity = grid.is_filled_in("SG3a", block)
        for band in BANDS if grid.is_supplied("SG4a", block) else ():
            asked = grid.total("SG4a", block, rows=ASKED, columns=[band])
            concluded = grid.concluded(block, [band])
            if has_capacity and asked != concluded:
                keys = grid.keys("SG4a", block, rows=ASKED, columns=[band])
                words = f"SG4a has {asked:,} answers and SG3a {concluded:,} ({ENDED[block]}, {band})."
                yield Broken(10, ERROR, words, keys)
            achieved = grid.total("SG4a", block, rows=ACHIEVED, columns=[band])
            expressed = grid.total("SG4a", block, rows=["asked_and_expressed"], columns=[band])
            if achieved > expressed:
                keys = grid.keys("SG4a", block, rows=[*ACHIEVED, "asked_and_expressed"], columns=[band])
                words = f"{achieved:,} say how far outcomes were achieved, {expressed:,} expressed any ({ENDED[block]}, {band})."
                yield Broken(11, ERROR, words, keys)


def _with_capacity(grid: Grid) -> list[str]:
    """The blocks of which it is known how many enquiries concluded: SG3a is not left blank."""
    return [block for block in CONCLUDED if grid.is_filled_in("SG3a", block)]


def _within_concluded(grid: Grid) -> Iterator[Broken]:
    for block in _with_capacity(grid):
        concluded = grid.concluded(block)
        cells = [cell.key for table in OF_RISK for cell in grid.cells(table, block)]
        over = tuple(key for key in cells if (grid.values.get(key) or 0) > concluded)
        if over:
            yield Broken(12, ERROR, f"A cell counts more than the {concluded:,} {ENDED[block]}.", over)


def _nought_together(grid: Grid) -> Iterator[Broken]:
    for block in _with_capacity(grid):
        concluded = grid.concluded(block)
        filled = tuple(key for table in (*OF_RISK, "SG3a", "SG4a") for key in grid.keys(table, block))
        if not concluded and filled:
            yield Broken(14, ERROR, f"There are no {ENDED[block]}, and cells that count some.", filled)


def _tables_agree(grid: Grid) -> Iterator[Broken]:
    pairs: list[tuple[str, str, str, str, str]] = [
        ("SG2a", "rows", "SG2a_b1", "rows", "type"),
        ("SG2b", "rows", "SG2a_b1", "columns", "location"),
        ("SG2a", "columns", "SG2b", "columns", "source"),
        ("SG2a", "columns", "SG2c", "columns", "source"),
    ]
    for block in CONCLUDED:
        for one, of_one, other, of_other, what in pairs:
            if not (grid.is_supplied(one, block) and grid.is_supplied(other, block)):
                continue
            found, meant = _codes(grid, one, block, of_one), _codes(grid, other, block, of_other)
            for code in sorted(found ^ meant):
                there, lacking, by = (one, other, of_one) if code in found else (other, one, of_other)
                asked: dict[str, Any] = {by: [code]}
                keys = grid.keys(there, block, **asked)
                label = grid.label(there, code)
                words = f"{there} counts the {what} “{label}” and {lacking} does not ({ENDED[block]})."
                yield Broken(15, ERROR, words, keys)


def _codes(grid: Grid, table: str, block: str, of: str) -> set[str]:
    filled = [cell for cell in grid.cells(table, block) if grid.values.get(cell.key)]
    return {cell.column if of == "columns" else cell.rows[0] for cell in filled}


def _outcomes_of_risk(grid: Grid) -> Iterator[Broken]:
    for block in CONCLUDED:
        if not (grid.is_filled_in("SG2c", block) and grid.is_filled_in("SG2e", block)):
            continue
        for source in SOURCES:
            label = grid.label("SG2c", source)
            identified = grid.total("SG2c", block, rows=IDENTIFIED, columns=[source])
            outcomes = grid.total("SG2e", block, columns=[source])
            keys = grid.keys("SG2e", block, columns=[source])
            if outcomes and not identified:
                words = f"SG2e has {outcomes:,} outcomes and SG2c no identified risk ({ENDED[block]}, {label})."
                yield Broken(17, ERROR, words, keys)
            elif outcomes < identified:
                words = f"SG2e has {outcomes:,} outcomes for {identified:,} identified risks ({ENDED[block]}, {label})."
                yield Broken(16, NOTICE, words, keys or grid.keys("SG2c", block, rows=IDENTIFIED, columns=[source]))


def _sources_that_surprise(grid: Grid) -> Iterator[Broken]:
    for block in CONCLUDED:
        for rule, kind, words in (
            (18, "self_neglect", "Self-neglect is counted under a source other than known to the individual"),
            (20, "domestic", "Domestic abuse is counted under a source other than known to the individual"),
        ):
            if keys := grid.keys("SG2a", block, rows=[kind], columns=["service_provider", "unknown"]):
                yield Broken(rule, NOTICE, f"{words} ({ENDED[block]}).", keys)
        who = grid.keys("SG2a", block, rows=["organisational"], columns=["known", "unknown"])
        where = grid.keys("SG2a_b1", block, rows=["organisational"], columns=NOT_SERVICES)
        if who and where:
            words = (
                f"Organisational abuse is counted with a source and with a place that are no service ({ENDED[block]})."
            )
            yield Broken(19, NOTICE, words, who + where)


def _near_to_started(grid: Grid) -> Iterator[Broken]:
    for block in _with_capacity(grid):
        concluded, started = grid.concluded(block), grid.total("SG1f", block)
        low, high = NEAR
        if started and not low * started <= concluded * 100 <= high * started:
            keys = grid.keys("SG1f", block)
            words = f"{concluded:,} concluded and {started:,} started ({NAMES[block]})."
            yield Broken(24, NOTICE, words, keys)


def _reviews(grid: Grid) -> Iterator[Broken]:
    if not (grid.is_filled_in("SG5a", "reviews") and grid.is_filled_in("SG5b", "people")):
        return
    reviews, people = grid.total("SG5a", "reviews"), grid.total("SG5b", "people")
    keys = grid.keys("SG5a", "reviews") + grid.keys("SG5b", "people")
    if people < reviews:
        yield Broken(25, NOTICE, f"There are {reviews:,} reviews of {people:,} people.", keys)
    died_in = grid.total("SG5a", "reviews", rows=["died"]), grid.total("SG5b", "people", rows=["died"])
    if bool(died_in[0]) != bool(died_in[1]):
        words = f"{died_in[0]:,} reviews are of somebody who died, and {died_in[1]:,} people in reviews died."
        yield Broken(25, NOTICE, words, keys)


def _every_enquiry_has_a_risk(grid: Grid, without: dict[str, int]) -> Iterator[Broken]:
    for block in CONCLUDED:
        expected = grid.concluded(block) - without.get(block, 0)
        given = [table for table in OF_RISK if grid.is_filled_in(table, block)]
        if expected <= 0 or not given:
            continue
        if not any(grid.is_supplied(table, block) for table in given):
            words = f"There are {expected:,} {ENDED[block]}, and SG2 counts none of them."
            yield Broken(14, ERROR, words, grid.keys("SG3a", block))
            continue
        for table in ("SG2a", "SG2a_b1", "SG2b", "SG2c"):
            total = grid.total(table, block)
            if table in given and total < expected and (table != "SG2a_b1" or grid.is_supplied(table, block)):
                words = f"{table} counts {total:,}, fewer than the {expected:,} {ENDED[block]} with a risk."
                yield Broken(13, ERROR, words, grid.keys(table, block))


OF_CELLS: tuple[Callable[[Grid], Iterator[Broken]], ...] = (
    _whole,
    _same_adults,
    _no_more_adults_than_records,
    _support_reasons,
    _health,
    _enquiries_come_of_concerns,
    _supported,
    _asked,
    _within_concluded,
    _nought_together,
    _tables_agree,
    _outcomes_of_risk,
    _sources_that_surprise,
    _near_to_started,
    _reviews,
)


def of_cells(grid: Grid, without_a_risk: dict[str, int] | None = None) -> list[Broken]:
    """Every broken rule that the cells tell.

    `without_a_risk` is how many concluded enquiries are known to have no risk, by block.
    """
    found = [broken for rule in OF_CELLS for broken in rule(grid)]
    return found + list(_every_enquiry_has_a_risk(grid, without_a_risk or {}))
