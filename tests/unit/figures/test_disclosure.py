"""What may be published, and that nobody can work out the rest: a reader apart from the program tries it.

An ordinary run reads 16 councils. `GOLDENTHREAD_ATTACKS=500` reads so many; see docs/explanation/disclosure.md.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.figures import disclosure
from goldenthread.figures.datasets import Dataset
from goldenthread.figures.engine import compute
from goldenthread.figures.published import PublishedNumber
from tests.factories import worlds
from tests.factories.attacking import PARTS_OF_A_WHOLE, YEAR, attack, random_world

ATTACKS = int(os.environ.get("GOLDENTHREAD_ATTACKS", "16"))
BLOCKS = 4


@pytest.mark.capability("S188")
@pytest.mark.parametrize("block", range(BLOCKS))
def test_f2_no_withheld_count_of_random_councils_can_be_recovered(block: int):
    withheld = published = 0
    seeds = range(block, ATTACKS, BLOCKS)
    for seed in seeds:
        data = random_world(seed)
        try:
            release = disclosure.release(data, YEAR)
        except NotPossibleNow:
            continue  # nothing was published, so nothing was given away
        published += 1
        attacker = attack(release, data)
        withheld += len(attacker.withheld)
        assert attacker.recovered() == [], seed
    print(f"{published} of {len(seeds)} published, {withheld} counts withheld, 0 narrowed")
    assert published > len(seeds) // 2
    assert withheld > 0


def test_the_attacker_finds_a_planted_leak():
    """Print one more part of a whole than is safe, and the last withheld part follows by subtraction."""
    data = random_world(3)
    release = disclosure.release(data, YEAR)
    truth = compute(data, YEAR)
    leaky = next(
        figure_id
        for figure_id in PARTS_OF_A_WHOLE
        if any(1 <= (row.numerator or 0) <= 4 for row in truth[figure_id].categories)
    )
    figure, kept = release.figures[leaky], False
    rows = []
    for row in figure.rows:
        true = truth[leaky].category(row.key)
        assert true is not None
        is_small = 1 <= (true.numerator or 0) <= 4
        if is_small and not kept:
            kept = True
            rows.append(replace(row, numerator=PublishedNumber(None, "c")))
        else:
            rows.append(replace(row, numerator=PublishedNumber(true.numerator)))
    whole = release.figures[PARTS_OF_A_WHOLE[leaky]]
    shown = replace(whole, numerator=PublishedNumber(truth[whole.id].numerator))
    spoiled = replace(release, figures={**release.figures, leaky: replace(figure, rows=tuple(rows)), whole.id: shown})

    assert attack(spoiled, data).recovered() != []


@pytest.mark.demo
def test_nothing_withheld_in_the_demonstrations_report_can_be_recovered(demo_data: Path):
    from goldenthread.figures import frozen

    data = frozen.read(next((demo_data / "frozen" / "luton" / "2023-24").iterdir()))
    release = disclosure.release(data, YEAR)
    attacker = attack(release, data)

    assert {
        ("audit.further_in_time", "", "top"),
        ("enquiries.by_abuse_type", "modern_slavery", "top"),
    } <= attacker.withheld
    assert attacker.recovered() == []


def concerns(count: int) -> Dataset:
    return worlds.dataset(concerns=[worlds.concern(n, alleged_types=["self_neglect"]) for n in range(count)])


@pytest.mark.capability("S104", "S188")
@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, None), (4, None), (5, 5)])
def test_the_boards_rule_withholds_one_to_four(count: int, shown: int | None):
    found = disclosure.release(concerns(count), YEAR).figures["concerns.self_neglect"]

    assert found.numerator.value == shown


@pytest.mark.parametrize(("count", "shown"), [(0, None), (4, None), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15)])
def test_the_national_rule_withholds_to_four_and_rounds_to_five(count: int, shown: int | None):
    found = disclosure.release(concerns(count), YEAR, "national").figures["concerns.self_neglect"]

    assert found.numerator.value == shown


def test_a_share_is_withheld_where_what_is_left_over_is_small():
    data = worlds.dataset(concerns=[worlds.concern(n, decision="s42_duty_met" if n < 20 else None) for n in range(22)])

    found = disclosure.release(data, YEAR).figures["concerns.led_to_enquiry"]

    assert (found.numerator.mark, found.value.mark) == ("c", "c")


def test_the_boards_own_activity_is_never_withheld():
    meetings = [{"meeting_id": "m", "group_slug": "strategic-board", "held_on": date(2023, 6, 1), "kind": "meeting"}]

    found = disclosure.release(worlds.dataset(meetings=meetings), YEAR).figures["board.meetings"]

    assert found.value.value == 1


def test_no_change_gives_a_withheld_number_away():
    before = [worlds.concern(n, raised_on=date(2022, 5, 1)) for n in range(3)]
    data = worlds.dataset(concerns=[*before, *(worlds.concern(n) for n in range(10, 20))])

    found = disclosure.release(data, YEAR).figures["concerns.received"]

    assert (found.value.value, found.previous, found.change) == (10, PublishedNumber(None, "c"), None)


def test_an_unknown_rule_is_refused():
    with pytest.raises(Refused, match="There are: board, national, rounded"):
        disclosure.release(worlds.dataset(), YEAR, "none")
