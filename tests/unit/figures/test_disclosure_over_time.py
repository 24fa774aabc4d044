"""F4 of the security bars: nothing follows from quarters, quarters so far, their year and a corrected issue together."""

from __future__ import annotations

import os
import random
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise

import pytest

from goldenthread.core.errors import NotPossibleNow
from goldenthread.core.periods import Quarters, Stretch, stretch, stretches_of
from goldenthread.figures import disclosure
from goldenthread.figures.datasets import Dataset
from goldenthread.figures.disclosure_audit import over_time
from goldenthread.figures.disclosure_audit.auditing import audit
from goldenthread.figures.disclosure_audit.facts import Count
from goldenthread.figures.disclosure_audit.together import together
from goldenthread.figures.engine import compute
from goldenthread.figures.published import PublishedNumber, Release
from goldenthread.figures.relations import N
from tests.factories import worlds
from tests.factories.attacking import YEAR, Attacker, attack, random_world
from tests.factories.disclosing import plain, protect, with_row

Q1, SO_FAR, THREE = Quarters(YEAR, 1, 1), Quarters(YEAR, 1, 2), Quarters(YEAR, 1, 3)
ENDS = {"Q1": date(2023, 6, 30), "Q1-Q2": date(2023, 9, 30), "Q1-Q3": date(2023, 12, 31)}
WORLDS = int(os.environ.get("GOLDENTHREAD_ATTACKS", "1"))


def of_quarters(numbers: Iterable[dict[str, int]], *, state: str = "") -> Dataset:
    """A council of which nothing is told but what was decided about the concerns of each quarter."""
    rows = []
    for quarter, decisions in enumerate(numbers):
        day = [date(2023, 5, 1), date(2023, 8, 1), date(2023, 11, 1), date(2024, 2, 1)][quarter]
        for decision, count in decisions.items():
            for number in range(count):
                name = f"{quarter}{decision}{number}{state}"
                rows.append(worlds.concern(len(rows), adult_id=name, raised_on=day, decision=decision))
    return worlds.dataset(concerns=rows)


def passed_on(made: Release) -> PublishedNumber:
    row = made.figures["concerns.by_decision"].row("passed_to_other_authority")
    assert row is not None
    return row.numerator


def quarter_of(passed: int) -> dict[str, int]:
    return {"no_enquiry": 30, "other_enquiry": 20, "passed_to_other_authority": passed}


@cache
def three_quarters() -> tuple[Release, ...]:
    """Each of the first three quarters, as they were released before the fourth."""
    data = of_quarters([quarter_of(7), quarter_of(6), quarter_of(5)])
    return tuple(disclosure.release(data, Quarters(YEAR, number, number)) for number in (1, 2, 3))


# ---------- what a reader takes to be so is so


def everything_printed(data: Dataset, period: Stretch) -> Release:
    figures, before = compute(data, period), compute(data, period.previous())
    shown = disclosure.unprotected(figures, before)
    return Release("example", period.label, "board", data.snapshot, shown, "2")


@pytest.mark.parametrize("seed", range((WORLDS + 1) // 2))
def test_f4_quarters_hang_together_with_their_year_as_the_audit_has_it(seed: int):
    """With everything printed as it is, no sum of quarters that the audit knows may be wrong."""
    data = random_world(seed)
    releases = [everything_printed(data, each) for each in (*stretches_of(YEAR), YEAR.previous())]

    assert together(releases).solver.fits_together()


def test_f4_a_figure_of_the_last_day_has_what_the_last_quarter_has():
    said = [Count(f"2023-24 Q{n}", "enquiries.open_elsewhere", "elft", n, n, "a page") for n in (1, 2, 3, 4)]
    cell = over_time.Cell("2023-24", "", "enquiries.open_elsewhere", "elft", N)

    known = together([], said).solver

    assert [number for number in range(12) if known.could_be(cell, number)] == [4]


def test_f4_an_adult_may_come_back_in_another_quarter():
    said = [Count(f"2023-24 Q{n}", "concerns.repeat_adults", "", 2, 2, "a page") for n in (1, 2, 3, 4)]
    cell = over_time.Cell("2023-24", "", "concerns.repeat_adults", "", N)

    known = together([], said).solver

    assert [number for number in (1, 2, 8, 9, 40) if known.could_be(cell, number)] == [2, 8, 9, 40]


# ---------- subtraction


@pytest.mark.parametrize(("last", "is_printed"), [(0, True), (1, False), (4, False), (5, True)])
def test_f4_a_year_less_its_quarters_is_the_last_quarter(last: int, is_printed: bool):
    """Seven, six and five were printed. A year of 20 would tell that there were two in the last quarter."""
    data = of_quarters([quarter_of(7), quarter_of(6), quarter_of(5), quarter_of(last)])
    earlier = three_quarters()

    alone = disclosure.rebuilt(data, YEAR, "board", "2")
    beside = disclosure.audited(data, YEAR, earlier=earlier).release

    assert [passed_on(each).value for each in earlier] == [7, 6, 5]
    assert passed_on(alone).value == 18 + last
    assert passed_on(beside).value == (18 + last if is_printed else None)


def test_f4_a_quarter_so_far_less_the_one_before_is_a_quarter():
    data = of_quarters([quarter_of(9), quarter_of(2)])
    first = disclosure.release(data, Q1)

    beside = disclosure.audited(data, SO_FAR, earlier=[first]).release

    assert passed_on(first).value == 9
    assert passed_on(disclosure.release(data, SO_FAR)).value == 11
    assert passed_on(beside).value is None


@pytest.mark.parametrize(
    ("told", "new", "follows"),
    [
        (["2023-24 Q1"], "2023-24 Q1-Q2", ["2023-24 Q2"]),
        (["2023-24 Q1", "2023-24 Q1-Q2"], "2023-24", ["2023-24 Q2-Q4", "2023-24 Q3-Q4"]),
        (["2023-24 Q1", "2023-24 Q3"], "2023-24 Q2", ["2023-24 Q1-Q2", "2023-24 Q1-Q3", "2023-24 Q2-Q3"]),
        (["2023-24"], "2023-24 Q2", []),
        (["2023-24"], "2024-25", []),
        (["2023-24"], "2024-25 Q1", ["2023-24 Q2-Q4"]),
    ],
)
def test_f4_what_follows_from_published_periods(told: list[str], new: str, follows: list[str]):
    made = disclosure.rebuilt(worlds.dataset(), stretch(new), "board", "2")
    earlier = [replace(made, period=one) for one in told]

    found = over_time.follows(made, earlier, [])

    assert [one.label for one in found if one.label.startswith("2023-24")] == follows


# ---------- a corrected issue


def put_right(data: Dataset, *, more: int) -> Dataset:
    """The same records with some found later, in the first quarter."""
    rows = data.tables["concerns"].to_pylist()
    rows += [
        worlds.concern(90_000 + n, adult_id=f"late {n}", raised_on=date(2023, 5, 9), decision="no_enquiry")
        for n in range(more)
    ]
    return worlds.dataset(concerns=rows)


def test_f4_a_corrected_issue_leaves_what_was_not_put_right_withheld():
    """The first issue withheld 3 and 20 beside it. With ten fewer of another row the second would withhold that one."""
    first = of_quarters([{"no_enquiry": 40, "other_enquiry": 20, "passed_to_other_authority": 3}])
    second = of_quarters([{"no_enquiry": 10, "other_enquiry": 20, "passed_to_other_authority": 3}])
    issued = disclosure.release(first, Q1)

    alone = disclosure.release(second, Q1).figures["concerns.by_decision"].row("other_enquiry")
    beside = disclosure.audited(second, Q1, earlier=[issued])
    now = beside.release.figures["concerns.by_decision"].row("other_enquiry")

    assert alone is not None
    assert alone.numerator.value == 20
    assert now is not None
    assert now.numerator.is_withheld
    assert over_time.SAME in [words for *_, words in beside.report["states_of_data"]]


@pytest.mark.parametrize("leak", ["concerns.by_decision", "concerns.received"])
def test_f4_an_issue_that_breaks_it_is_found(leak: str):
    data = of_quarters([quarter_of(7), quarter_of(6), quarter_of(5), quarter_of(2)])
    earlier = three_quarters()
    made = disclosure.audited(data, YEAR, earlier=earlier).release
    follows = [("2023-24 Q4", ("concerns.by_decision", "passed_to_other_authority", N))]
    assert audit(made, [], earlier=earlier, follows=follows).narrowed == []
    if leak == "concerns.by_decision":
        spoiled = with_row(made, leak, "passed_to_other_authority", numerator=PublishedNumber(20))
    else:
        rows = [row.key for row in made.figures["concerns.by_decision"].rows if row.numerator.is_withheld]
        truth = {"no_enquiry": 120, "other_enquiry": 80, "passed_to_other_authority": 20}
        assert "passed_to_other_authority" in rows
        spoiled = made
        for key in rows:
            if key != "passed_to_other_authority":
                spoiled = with_row(spoiled, "concerns.by_decision", key, numerator=PublishedNumber(truth[key]))

    found = audit(spoiled, [], earlier=earlier, follows=follows).narrowed

    assert [(one.cell.period, one.cell.key, one.left) for one in found] == [
        ("2023-24 Q4", "passed_to_other_authority", frozenset({2}))
    ]


@pytest.mark.parametrize("sizes", [(36, 33, 12, 4), (11, 25, 5, 1), (38, 19, 17, 4)])
def test_f4_an_issue_that_nothing_mends_is_blocked(sizes: tuple[int, ...]):
    """The same year again under the rounded rule: what is rounded cannot be withheld as well, and both together tell."""
    names = ("s42_duty_met", "no_enquiry", "other_enquiry", "passed_to_other_authority")
    figures = plain(decisions=dict(zip(names, sizes, strict=True)))
    issued = protect(figures).release

    with pytest.raises(NotPossibleNow, match=r"with everything that is public.* would give a small number away"):
        protect(figures, rule="rounded", earlier=[issued])


# ---------- all of it at once, read by somebody apart from the program


class OfAYear(Attacker):
    """Everything that attackers on several periods of one year know, and that quarters add up."""

    def __init__(self, releases: dict[str, Attacker]) -> None:
        self.places, self.known, self.withheld, self.sums, self.exact, self.small = {}, {}, set(), [], set(), set()
        for period, one in releases.items():
            for name in one.places:
                self.places[(period, *name)] = len(self.places)
            self.known |= {(period, *name): value for name, value in one.known.items()}
            self.withheld |= {(period, *name) for name in one.withheld}
            self.small |= {(period, *name) for name in one.small}
            for number, terms in enumerate(one.sums):
                if number in one.exact:
                    self.exact.add(len(self.sums))
                self.sums.append({(period, *name): sign for name, sign in terms.items()})
        for (earlier, less), (later, more) in pairwise(releases.items()):
            for name in less.places.keys() & more.places.keys():
                is_of_adults = name[0].endswith(("adults", "people"))
                self.sums.append({(later, *name): 1, (earlier, *name): -1})
                rest = ("between", later, *name)
                if not is_of_adults:
                    self.places[rest] = len(self.places)
                    self.exact.add(len(self.sums))
                    self.sums.append({(later, *name): 1, (earlier, *name): -1, rest: -1})


def until(data: Dataset, day: date) -> Dataset:
    """The records as they were kept on a day."""
    concerns = [row for row in data.tables["concerns"].to_pylist() if row["raised_on"] <= day]
    enquiries = [row for row in data.tables["enquiries"].to_pylist() if row["started_on"] <= day]
    rest = {name: data.tables[name].to_pylist() for name in ("adults", "risks", "standards")}
    return worlds.dataset(concerns=concerns, enquiries=enquiries, **rest)


@pytest.mark.parametrize("seed", range(WORLDS))
def test_f4_nothing_follows_from_quarters_year_and_corrected_issue_together(seed: int):
    data = random_world(2_000 + seed)
    issued: list[Release] = []
    attackers: dict[str, Attacker] = {}
    for period in (Q1, SO_FAR, YEAR):
        then = until(data, ENDS[period.label[8:]]) if period != YEAR else data
        try:
            found = disclosure.audited(then, period, earlier=issued)
        except NotPossibleNow:
            continue  # nothing was published, so nothing was given away
        assert found.outcome.narrowed == []
        issued.append(found.release)
        attackers[period.label] = attack(found.release, then, period)
    again = put_right(data, more=random.Random(seed).randrange(1, 9))
    with suppress(NotPossibleNow):
        assert disclosure.audited(again, YEAR, earlier=issued).outcome.narrowed == []

    assert issued
    assert OfAYear(attackers).recovered() == []
