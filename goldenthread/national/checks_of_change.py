"""The rules of validation about what is not known, and about last year: 21 to 23. Free of Django."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from goldenthread.national.broken import ASKED, CAPACITY, CONCLUDED, ENDED, NAMES, STARTED, Broken, Grid, Severity
from goldenthread.national.definition import Key

NOTICE = Severity.NOTICE
OF_ADULTS = (
    ("SG1a", "age", "Not Known"),
    ("SG1b", "gender", "not_known"),
    ("SG1c", "ethnic group", "not_known"),
    ("SG1d", "support reason", "not_known"),
)


@dataclass(frozen=True)
class Thresholds:
    """From where on a notice is given. Ours to choose (evidence D); shares are percentages of the whole.

    A cell changed much when it differs from last year's by more than `change_share` and by more than `change_count`.
    """

    not_known: int = 5
    not_recorded: int = 10
    change_share: int = 20
    change_count: int = 50


def of_unknown(grid: Grid, thresholds: Thresholds) -> Iterator[Broken]:
    """Rule 21: the share of Not Known, Don't know and Not recorded."""
    for block in STARTED:
        for table, what, row in OF_ADULTS:
            unknown = grid.keys(table, block, rows=[row])
            words = f"{NAMES[block]}) the {what} is not known"
            yield from _share(grid, unknown, grid.total(table, block), words, thresholds.not_known)
    for block in CONCLUDED:
        for table, what, rows in (("SG3a", "capacity", CAPACITY), ("SG4a", "whether the adult was asked", ASKED)):
            unknown = grid.keys(table, block, rows=["dont_know", "not_recorded"])
            words = f"{ENDED[block]}) {what} is not known or not recorded"
            yield from _share(grid, unknown, grid.total(table, block, rows=rows), words, thresholds.not_recorded)


def _share(grid: Grid, unknown: tuple[Key, ...], of: int, words: str, most: int) -> Iterator[Broken]:
    count = sum(grid.values.get(key) or 0 for key in unknown)
    if count * 100 > most * of:
        yield Broken(21, NOTICE, f"In {count:,} of {of:,} ({words}: more than {most}%.", unknown)


def of_last_year(grid: Grid, before: Grid, thresholds: Thresholds, explained: Collection[Key] = ()) -> Iterator[Broken]:
    """Rules 22 and 23. `explained` are the cells that somebody has commented on."""
    for key, value in grid.values.items():
        last = before.values.get(key)
        if value is None or last is None or key in explained:
            continue
        difference = value - last
        if abs(difference) > thresholds.change_count and abs(difference) * 100 > thresholds.change_share * last:
            way = "more" if difference > 0 else "fewer"
            share = f" ({abs(difference) * 100 / last:.0f}%)" if last else ""
            words = f"{abs(difference):,} {way} than last year’s {last:,}{share}, and no comment says why."
            yield Broken(22, NOTICE, words, (key,))
    for block in CONCLUDED:
        lacked, had = (grid.total("SG3a", block, rows=[row]) for row in ("lacked", "did_not_lack"))
        lacked_before, had_before = (before.total("SG3a", block, rows=[row]) for row in ("lacked", "did_not_lack"))
        if (lacked - had) * (lacked_before - had_before) < 0:
            words = (
                f"Last year {lacked_before:,} lacked capacity and {had_before:,} did not; this year {lacked:,} did and "
                f"{had:,} did not ({ENDED[block]}). Make sure that the two answers did not change places."
            )
            yield Broken(23, NOTICE, words, grid.keys("SG3a", block, rows=["lacked", "did_not_lack"]))
