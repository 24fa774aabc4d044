"""Ratios of groups and their likely ranges are the published ones; small groups are never compared."""

from __future__ import annotations

from math import isfinite, log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.scorecard.groups import Counted, People, compare
from goldenthread.scorecard.methods import disproportion
from goldenthread.scorecard.methods.disproportion import Group, Verdict
from goldenthread.scorecard.methods.plain import CannotSay

TOWN = [Group("White", 900, 100_000), Group("Asian", 300, 50_000), Group("Black", 180, 15_000), Group("Other", 4, 900)]

SHARES = st.integers(1, 5000).flatmap(lambda base: st.tuples(st.integers(1, base), st.just(base)))
GROUPS = st.lists(
    st.integers(100, 100_000).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))),
    min_size=2,
    max_size=8,
)


def test_a_ratio_of_shares_is_that_of_the_published_example():
    """Moore, McCabe and Craig (2017), example 8.18: 45 of 411 against 73 of 411, from 0.4364 to 0.8707."""
    likely = disproportion.ratio_of_shares(45, 411, 73, 411)

    assert (round(likely.low, 4), round(likely.high, 4)) == (0.4364, 0.8707)


def test_a_ratio_of_rates_is_that_worked_by_hand():
    """Counts of Boice and Monson (1977): ln 1.856 is 0.618, and 1.96 times the root of 1/41 + 1/15 is 0.591."""
    likely = disproportion.ratio_of_rates(41, 28_010, 15, 19_017)

    assert (round(likely.low, 2), round(likely.high, 2)) == (1.03, 3.35)


@settings(max_examples=50, deadline=None)
@given(SHARES, SHARES)
def test_a_ratio_of_shares_agrees_with_a_second_library(one: tuple[int, int], other: tuple[int, int]):
    from statsmodels.stats.proportion import confint_proportions_2indep

    theirs = confint_proportions_2indep(*one, *other, compare="ratio", method="log")
    ours = disproportion.ratio_of_shares(*one, *other)

    assert (ours.low, ours.high) == pytest.approx(theirs, rel=1e-9)


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 500), st.integers(1, 90_000), st.integers(1, 500), st.integers(1, 90_000))
def test_a_ratio_of_rates_agrees_with_a_second_library(count: int, base: int, others: int, other_base: int):
    from statsmodels.stats.rates import confint_poisson_2indep

    theirs = confint_poisson_2indep(count, base, others, other_base, compare="ratio", method="wald-log")
    ours = disproportion.ratio_of_rates(count, base, others, other_base)

    assert (ours.low, ours.high) == pytest.approx(theirs, rel=1e-9)


def test_every_group_is_compared_with_all_others():
    found = disproportion.disproportion(TOWN)
    white, asian, black, other = found.groups

    assert white.ratio == pytest.approx((900 / 100_000) / (484 / 65_900))
    assert black.ratio == pytest.approx((180 / 15_000) / (1204 / 150_900))
    assert (white.verdict, asian.verdict, black.verdict) == (Verdict.MORE, Verdict.LESS, Verdict.MORE)
    assert (other.ratio, other.verdict, other.reason) == (None, Verdict.NOT_COMPARED, "fewer than 10 in this group")


def test_a_group_can_be_compared_with_one_other():
    found = disproportion.disproportion(TOWN, against="White")

    assert found.groups[0].verdict is Verdict.COMPARED_WITH
    assert found.groups[2].ratio == pytest.approx(0.012 / 0.009)


def test_repeats_widen_a_ratio_of_events():
    once = disproportion.disproportion(TOWN, events=True).groups[2]
    often = disproportion.disproportion(TOWN, events=True, dispersion=4).groups[2]

    assert once.likely is not None
    assert often.likely is not None
    assert log(often.likely.high / often.ratio) == pytest.approx(2 * log(once.likely.high / once.ratio))


@pytest.mark.parametrize(
    ("groups", "reason"),
    [
        ([Group("A", 9, 5000), Group("B", 50, 9000)], "fewer than 10 in this group"),
        ([Group("A", 20, 99), Group("B", 50, 9000)], "fewer than 100 adults"),
        ([Group("A", 20, 5000), Group("B", 3, 9000)], "too few in the group it would be compared with"),
    ],
)
def test_a_small_group_is_not_compared(groups: list[Group], reason: str):
    first = disproportion.disproportion(groups).groups[0]

    assert first.ratio is None
    assert reason in first.reason
    assert f"A: not compared, {first.reason}." == disproportion.group_sentence(first)


def test_a_group_just_large_enough_is_compared():
    groups = [Group("A", 10, 100), Group("B", 10, 100)]

    assert [group.ratio for group in disproportion.disproportion(groups).groups] == [1, 1]


@settings(deadline=None)
@given(GROUPS, st.booleans())
def test_ratios_are_numbers_and_do_not_depend_on_the_order(rows: list[tuple[int, int]], events: bool):
    groups = [Group(f"group {place}", *row) for place, row in enumerate(rows)]
    found = disproportion.disproportion(groups, events=events)
    turned = disproportion.disproportion(groups[::-1], events=events)

    for one, other in zip(found.groups, turned.groups[::-1], strict=True):
        assert (one.name, one.verdict) == (other.name, other.verdict)
        if one.ratio is not None and one.likely is not None:
            assert one.ratio == pytest.approx(other.ratio)
            assert 0 < one.likely.low <= one.ratio * (1 + 1e-9)
            assert one.ratio <= one.likely.high * (1 + 1e-9)
            assert isfinite(one.likely.high)
    assert sum(group.share_of_base for group in found.groups) == pytest.approx(1)


@settings(deadline=None)
@given(SHARES, SHARES)
def test_turned_round_a_ratio_is_one_over_itself(one: tuple[int, int], other: tuple[int, int]):
    there, back = disproportion.ratio_of_shares(*one, *other), disproportion.ratio_of_shares(*other, *one)

    assert (there.low, there.high) == pytest.approx((1 / back.high, 1 / back.low))


@settings(deadline=None)
@given(st.integers(10, 400))
def test_one_more_in_a_group_raises_its_ratio(count: int):
    def ratio(number: int) -> float:
        groups = [Group("A", number, 5000), Group("B", 300, 9000)]
        return disproportion.disproportion(groups).groups[0].ratio or 0

    assert ratio(count + 1) > ratio(count)


@pytest.mark.parametrize(
    ("groups", "more", "words"),
    [
        (TOWN[:1], {}, "at least two groups"),
        ([TOWN[0], TOWN[0]], {}, "each once"),
        (TOWN, {"against": "Purple"}, "no group “Purple”"),
        (TOWN, {"against": "Other"}, "Other is too small"),
        ([TOWN[0], Group("B", 50, 20)], {}, "more people counted than adults living there"),
        ([TOWN[0], Group("B", -1, 20)], {}, "must be 0 or more"),
        ([TOWN[0], Group("B", 1, 0)], {}, "must be above 0"),
        (TOWN, {"unknown": -1}, "must be 0 or more"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_words(groups: list[Group], more: dict, words: str):
    with pytest.raises(CannotSay, match=words):
        disproportion.disproportion(groups, **more)


@pytest.mark.parametrize("counts", [(0, 10, 5, 10), (5, 10, 0, 10), (11, 10, 5, 10)])
def test_a_ratio_of_impossible_shares_is_refused(counts: tuple[int, int, int, int]):
    with pytest.raises(CannotSay, match="at least one person"):
        disproportion.ratio_of_shares(*counts)


@pytest.mark.capability("S120")
def test_the_comparison_is_said_in_words():
    found = disproportion.disproportion(TOWN, against="White", unknown=300)

    said = disproportion.sentence(found, what="Adults have an enquiry")
    assert said == (
        "Adults have an enquiry more often for Black (1.33 times) and less often for Asian (0.67 times) than for White. "
        "This shows a difference, not its cause. 1 group is too small to compare. "
        "The group of 17.8% is not recorded, which could change all of this."
    )
    assert (
        "Black: 1.33 times the rate of White (likely range 1.14 to 1.56), more often"
        in disproportion.group_sentence(found.groups[2], against="White")
    )


def test_no_difference_and_no_group_are_said_too():
    same = disproportion.disproportion([Group("A", 50, 5000), Group("B", 50, 5000)])
    small = disproportion.disproportion([Group("A", 5, 5000), Group("B", 5, 5000)])

    assert "no group differs from all other adults" in disproportion.sentence(same, what="Enquiries")
    assert "no group is large enough" in disproportion.sentence(small, what="Enquiries")


@pytest.mark.capability("S120")
def test_a_groups_share_stands_beside_its_share_of_the_people():
    """The 13% of enquiries beside 10% of people that a report of 2023-24 held against the census of 2011."""
    groups = [Group("Black", 130, 10_000), Group("All others", 870, 90_000), Group("Few", 2, 150)]
    black, _, few = disproportion.disproportion(groups).groups
    about = {"what": "adults with an enquiry", "population": "adults living here (census of 2021)"}

    assert disproportion.shares_sentence(black, **about) == (
        "Black: 13% of adults with an enquiry, and 10% of adults living here (census of 2021)."
    )
    assert disproportion.shares_sentence(few, **about) == "Few: no shares are given, fewer than 10 in this group."


def test_recorded_groups_without_a_population_are_named_and_in_no_comparison():
    counted = {group: Counted(adults, adults, 0) for group, adults in (("white", 1500), ("asian", 300), ("black", 1))}
    people = [People("white", "White", 60_000), People("asian", "Asian", 15_000)]

    said = disproportion.sentence(compare(counted, people), what="Concerns are raised")

    assert "than for the other groups entered. " in said
    assert said.endswith("Left out, as nobody entered how many live here: Black or Black British (1 adult).")
    everybody = disproportion.sentence(compare(counted, [*people, People("black", "Black", 8_000)]), what="C")
    assert "all other adults" in everybody
    assert "Left out" not in everybody


def test_a_group_counted_twice_is_not_compared():
    people = [People(name, name, 5_000) for name in ("white", "mixed", "mixed_or_other")]

    with pytest.raises(CannotSay, match="Keep either the two apart or the two together"):
        compare({"white": Counted(20, 20, 0)}, people)
