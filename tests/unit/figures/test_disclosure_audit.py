"""The audit of a release, tried by planted faults: what a reader could work out is found, and nothing goes out with it.

The worlds are counted in plain Python (`factories/disclosure_worlds`), and fit together as true ones do.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import pytest

from goldenthread.core.errors import NotPossibleNow
from goldenthread.figures import disclosure, store
from goldenthread.figures.disclosure_audit import checking
from goldenthread.figures.disclosure_audit.auditing import audit
from goldenthread.figures.disclosure_audit.facts import Count, Rate, Share
from goldenthread.figures.disclosure_audit.knowledge import Cell, Knowledge
from goldenthread.figures.disclosure_audit.reading import Reader
from goldenthread.figures.disclosure_rules import RULES, rule_of
from goldenthread.figures.figure import Category
from goldenthread.figures.published import PublishedFigure, PublishedNumber, Release
from goldenthread.figures.relations import D, N
from tests.factories import disclosure_worlds
from tests.factories.disclosing import BEFORE, DATA, PLACE, SMALL, C, plain, protect, row, with_figure, with_row, world

# ---------- F2: nobody can tell a small number


@pytest.mark.capability("S188")
@pytest.mark.parametrize("block", range(2))
def test_f2_no_small_count_of_the_boards_rule_is_narrowed(block: int):
    """Whatever goes out is asked about once more, by an audit that is told the truth alone."""
    published = checked = 0
    for seed in range(block * 20, block * 20 + 20):
        try:
            found = protect(*world(seed))
        except NotPossibleNow:
            continue
        published += 1
        checked += found.outcome.checked
        assert found.outcome.narrowed == []
    assert published > 14
    assert checked > 150


def test_the_audit_finds_a_last_part_by_subtraction():
    made = protect(plain(decisions=SMALL)).release
    assert row(made, "concerns.by_decision", "other_enquiry").numerator == C
    leaky = with_row(made, "concerns.by_decision", "other_enquiry", numerator=PublishedNumber(12))

    assert audit(made, [PLACE]).narrowed == []
    assert [(one.cell.key, one.left) for one in audit(leaky, [PLACE]).narrowed] == [("passed_to_other_authority", {3})]


def test_f2_that_a_count_is_named_as_withheld_beside_tells_that_it_is_no_small_one():
    """Eight in two rows, of which one is 5 or more: the other cannot be 4."""
    made = protect(plain(decisions={**SMALL, "other_enquiry": 5})).release
    told = replace(made, also=(("2023-24", "concerns.by_decision", "other_enquiry", N),))

    assert row(made, "concerns.by_decision", "other_enquiry").numerator == C
    assert audit(made, [PLACE]).narrowed == []
    assert [one.left for one in audit(told, [PLACE]).narrowed] == [{1, 2, 3}]


def test_what_the_first_version_let_out_is_found():
    """Removed and reduced were printed together, and reduced alone: what was removed followed. It did not know that sum."""
    figures, before = plain(decisions=SMALL), dict(disclosure_worlds.empty(BEFORE))
    for name, top, bottom in (
        ("enquiries.concluded", 30, None),
        ("enquiries.in_time", 15, 30),
        ("enquiries.outcomes_asked", 15, 30),
        ("enquiries.with_outcome", 20, None),
        ("enquiries.risk_removed_or_reduced", 14, 20),
    ):
        figures[name] = replace(figures[name], numerator=top, denominator=bottom)
    parts = tuple(Category(key, key, n, 20) for key, n in (("removed", 2), ("reduced", 12), ("remained", 6)))
    figures["enquiries.risk_outcomes"] = replace(figures["enquiries.risk_outcomes"], categories=parts)
    place = ("2023-24", ("enquiries.risk_outcomes", "removed", N))
    first = disclosure._made(figures, before, DATA, rule_of("board", "1"), set())

    assert row(first, "enquiries.risk_outcomes", "removed").numerator == C
    assert [one.left for one in audit(first, [place]).narrowed] == [{2}]
    assert audit(protect(figures).release, [place]).narrowed == []


def test_one_count_printed_with_two_values_is_refused():
    made = protect(*world(3)).release
    spoiled = with_figure(
        made, "enquiries.concluded", numerator=PublishedNumber(500), value=PublishedNumber(500), change=None
    )

    with pytest.raises(NotPossibleNow, match="two values that cannot both be true"):
        audit(spoiled, [])


@pytest.mark.parametrize("first", [5, 8, 12])
@pytest.mark.parametrize("rule", ["national", "rounded"])
def test_a_row_that_is_there_holds_somebody(first: int, rule: str):
    """Seven reasons of one enquiry each beside one of five: 12 in all, so a reader who sees eight rows could count them."""
    figures, total = plain(decisions={"s42_duty_met": first + 7, "no_enquiry": 40}), first + 7
    for name, top, bottom in (
        ("enquiries.started", total, None),
        ("enquiries.per_concern", total, total + 40),
        ("enquiries.national_conversion", 5 * ((total + 2) // 5), 5 * ((total + 42) // 5)),
        ("enquiries.adults", total, None),
        ("enquiries.repeat_adults", 0, total),
    ):
        figures[name] = replace(figures[name], numerator=top, denominator=bottom)
    for name, sizes in (("enquiries.by_support_reason", [first, *[1] * 7]), ("enquiries.by_ethnic_group", [total])):
        rows = tuple(Category(f"r{n}", f"Row {n}", size, total) for n, size in enumerate(sizes))
        figures[name] = replace(figures[name], categories=rows)
    made = protect(figures, rule=rule).release
    whole, rows = made.figures["enquiries.started"].numerator.value, made.figures["enquiries.by_support_reason"].rows

    if rule == "national":
        least = [1 if one.numerator.value is None else max(5, one.numerator.value - 2) for one in rows]
        most = 10_000 if whole is None else whole + 2
    else:
        least = [max(1, (one.numerator.value or 0) - 4) for one in rows]
        most = sum(one.numerator.value or 0 for one in rows) + 4
    assert all(
        most - (sum(least) - one) >= 4 for one, seen in zip(least, rows, strict=True) if not seen.numerator.value
    )


@pytest.mark.parametrize("rule", list(RULES))
@pytest.mark.parametrize(("many", "is_printed"), [(1, True), (2, False), (4, False), (5, True)])
def test_reviews_tell_of_few_people_and_are_withheld_with_them(many: int, is_printed: bool, rule: str):
    """As many reviews as people: at least so many people are known, however well their own number is hidden."""
    figures = plain(decisions=SMALL)
    for name in ("reviews.commissioned", "reviews.commissioned_people", "reviews.different_people"):
        figures[name] = replace(figures[name], numerator=many)
    every = tuple(Category(key, key, n) for key, n in (("2021-22", 6), ("2023-24", many)))
    figures["reviews.commissioned_by_year"] = replace(figures["reviews.commissioned_by_year"], categories=every)

    made = protect(figures, rule=rule).release

    assert (made.figures["reviews.commissioned"].numerator.value == many) is is_printed
    assert (row(made, "reviews.commissioned_by_year", "2023-24").numerator.value == many) is is_printed
    assert row(made, "reviews.commissioned_by_year", "2021-22").numerator.value == 6


@pytest.mark.parametrize(("this_year", "is_printed"), [(1, False), (3, False), (4, True)])
def test_few_referrals_bound_what_was_in_them(this_year: int, is_printed: bool):
    figures = plain(decisions=SMALL)
    for name, key in (("reviews.referrals_by_year", "2023-24"), ("reviews.referral_factors", "Self-neglect")):
        figures[name] = replace(figures[name], categories=(Category(key, key, this_year),))
    figures["reviews.referrals"] = replace(figures["reviews.referrals"], numerator=this_year)

    made = protect(figures).release

    assert (row(made, "reviews.referrals_by_year", "2023-24").numerator.value == this_year) is is_printed
    assert (made.figures["reviews.referrals"].numerator.value == this_year) is is_printed


# ---------- F3: nothing is worked out from unprinted numbers


@pytest.mark.parametrize("rule", ["board", "national"])
def test_f3_the_national_codes_hole_is_refused(rule: str):
    """It withholds a count, and prints its percentage from the unrounded count beside the whole."""
    made = protect(plain(decisions=SMALL), rule=rule).release
    hole = with_row(made, "concerns.by_decision", "passed_to_other_authority", value=PublishedNumber(100 * 3 / 85))

    with pytest.raises(
        NotPossibleNow, match="worked out from other numbers, and not from the counts as they are printed"
    ):
        audit(hole, [])


def test_f3_a_percentage_of_unrounded_counts_beside_rounded_ones_is_refused():
    made = protect(plain(decisions=SMALL), rule="national").release
    share = row(made, "concerns.by_decision", "other_enquiry")
    assert (share.numerator.value, share.value.value) == (10, 100 * 10 / 85)
    hole = with_row(made, "concerns.by_decision", "other_enquiry", value=PublishedNumber(100 * 12 / 85))

    with pytest.raises(NotPossibleNow, match="worked out from other numbers"):
        audit(hole, [])


@pytest.mark.parametrize("spoil", ["range", "change", "unrounded"])
def test_f3_ranges_changes_and_counts_follow_from_what_is_printed(spoil: str):
    made = protect(plain(decisions=SMALL), rule="national").release
    one = made.figures["concerns.led_to_enquiry"]
    if spoil == "range":
        assert one.low is not None
        made = with_figure(made, one.id, low=one.low + 0.5)
    elif spoil == "change":
        made = with_figure(made, "concerns.received", change=disclosure.Change(3, 3.0, "more", "Larger."))
    else:
        made = with_figure(made, "concerns.received", numerator=PublishedNumber(87), value=PublishedNumber(87))

    with pytest.raises(NotPossibleNow, match=r"other numbers|not rounded"):
        checking.derived(made, rule_of("national"))


def test_f3_a_rate_of_a_published_population_bounds_its_count():
    """3.5 for each 100,000 of 85,700 is 3 adults: one decimal is enough."""
    made = protect(plain(decisions=SMALL)).release
    rate = Rate("2023-24", "concerns.by_decision", "passed_to_other_authority", 3.5, 1, 85_700, 100_000, "a return")

    with_rate = audit(made, [PLACE], facts=[rate])

    assert [one.left for one in with_rate.told] == [{3}]


# ---------- F4: earlier releases, quarters


def test_f4_a_corrected_release_withholds_what_an_earlier_one_would_undo():
    """The first release withheld 12 beside 3. The second has more of another row, and would withhold 20 beside 3."""
    first = protect(plain(decisions={**SMALL, "other_enquiry": 12})).release
    earlier = replace(first, snapshot=replace(first.snapshot, sha256="an earlier state"))
    again = plain(decisions={"s42_duty_met": 30, "no_enquiry": 10, "other_enquiry": 12, "passed_to_other_authority": 3})

    alone = protect(again)
    beside = protect(again, earlier=[earlier])

    assert row(alone.release, "concerns.by_decision", "no_enquiry").numerator == C
    assert row(alone.release, "concerns.by_decision", "other_enquiry").numerator.value == 12
    assert row(beside.release, "concerns.by_decision", "other_enquiry").numerator == C
    assert beside.release.also
    assert ["2023-24", "an earli", DATA.snapshot.sha256[:8], "unchanged"] in beside.report["states_of_data"]


def test_what_an_earlier_release_gave_away_is_told_and_does_not_stop_the_next():
    made = protect(plain(decisions=SMALL)).release
    leaky = with_row(made, "concerns.by_decision", "other_enquiry", numerator=PublishedNumber(12), value=C)

    found = protect(plain(decisions=SMALL), earlier=[leaky])

    assert found.report["given_away_before"] == ["2023-24 concerns.by_decision passed_to_other_authority"]


def quarter(number: str, low: float, high: float = math.nan) -> Count:
    top = low if math.isnan(high) else high
    return Count(f"2023-24 {number}", "concerns.by_decision", "passed_to_other_authority", low, top, "a dashboard")


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ([quarter("Q1-Q3", 2), quarter("Q4", 1)], {3}),
        ([quarter("Q1", 1), quarter("Q2", 1)], {2, 3, 4}),
        ([quarter("Q1", 0)], {1, 2, 3, 4}),
        ([quarter("Q1-Q2", 1, 2), quarter("Q3", 1), quarter("Q4", 0)], {2, 3}),
    ],
)
def test_f4_quarters_and_quarters_together_bound_their_year(said: list[Count], left: set[int]):
    made = protect(plain(decisions=SMALL)).release

    found = audit(made, [PLACE], facts=said)

    assert [one.left for one in (*found.narrowed, *found.told)] == ([left] if left != {1, 2, 3, 4} else [])


def test_f4_a_year_of_adults_is_no_sum_of_quarters():
    made = protect(plain(decisions=SMALL)).release
    adults = [Count(f"2023-24 Q{n}", "concerns.adults", "", 30, 30, "a dashboard") for n in (1, 2, 3, 4)]
    too_many = [Count("2023-24 Q1", "concerns.adults", "", 99, 99, "a dashboard")]

    assert audit(made, [PLACE], facts=adults).narrowed == []
    with pytest.raises(NotPossibleNow, match="does not fit together"):
        audit(made, [PLACE], facts=too_many)


# ---------- F6, F8, F9: shares and prose, groups, one value everywhere, charts


def test_a_percentage_in_prose_bounds_a_withheld_count():
    made = protect(plain(decisions=SMALL)).release
    said = Share("2023-24", "concerns.by_decision", "passed_to_other_authority", 3.5, 1, "section “Concerns”")

    assert [one.left for one in audit(made, [PLACE], facts=[said]).narrowed] == [{3}]
    assert protect(plain(decisions=SMALL), facts=[said]).release.figures["concerns.received"].numerator == C


def shown_as(made: Release) -> dict[Cell, set[str]]:
    """What is printed for each count, under whatever names and in whatever places."""
    known = Knowledge()
    reader = Reader(known, made)
    reader.read()
    found: dict[Cell, set[str]] = {}
    for cell, places in reader.printed.items():
        found.setdefault(known.one(cell), set()).update(
            f"{value:g}" for _, quantity, value in places if quantity[2] in {N, D}
        )
    for cell in reader.withheld:
        found.setdefault(known.one(cell), set()).add("[c]")
    return found


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("rule", list(RULES))
def test_f8_one_count_reads_the_same_everywhere(rule: str, seed: int):
    """Under each of its names, as a whole, a row and what a share is of: 0 counts are shown in two ways."""
    made = disclosure._made(*world(seed), DATA, rule_of(rule), set())
    names = shown_as(made)

    assert len(names) > 40
    assert {cell: said for cell, said in names.items() if len(said) > 1 and cell.period == made.period} == {}


@pytest.mark.parametrize("rule", list(RULES))
@pytest.mark.parametrize(("name", "part"), [("concerns.received", "numerator"), ("enquiries.concluded", "numerator"),
                                            ("concerns.led_to_enquiry", "denominator")])  # fmt: skip
def test_f8_a_count_that_reads_in_two_ways_is_refused(name: str, part: str, rule: str):
    made = protect(*world(5), rule=rule).release
    spoiled = with_figure(made, name, **{part: PublishedNumber(5_000)}, value=PublishedNumber(None, "x"), change=None)

    with pytest.raises(NotPossibleNow):
        audit(replace(spoiled, figures=without_ranges(spoiled.figures)), [])


def without_ranges(figures: Mapping[str, PublishedFigure]) -> dict[str, PublishedFigure]:
    return {name: replace(one, low=None, high=None) for name, one in figures.items()}


@pytest.mark.parametrize(("passed", "other"), [(1, 14), (2, 13), (3, 12), (4, 11)])
def test_f9_nothing_in_a_release_depends_on_a_withheld_number(passed: int, other: int):
    """Table, chart, share, range and download are made of the release: its bytes are the same whatever is withheld."""
    made = protect(plain(decisions={**SMALL, "passed_to_other_authority": passed, "other_enquiry": other})).release
    usual = protect(plain(decisions=SMALL)).release

    assert store.canonical(store.to_json(made)) == store.canonical(store.to_json(usual))


def test_f9_a_place_among_bars_bounds_a_count():
    """Withheld rows that kept their places by size, between 30 and 0, would be told: they stand last, by name."""
    decisions = {
        "no_enquiry": 40,
        "s42_duty_met": 30,
        "other_enquiry": 3,
        "passed_to_other_authority": 2,
        "undecided": 0,
    }
    made = protect(plain(decisions=decisions)).release
    rows = made.figures["concerns.by_decision"].rows
    assert [one.numerator.is_withheld for one in rows] == [False, False, False, True, True]
    ordered = with_figure(made, "concerns.by_decision", rows=(rows[0], rows[1], rows[3], rows[4], rows[2]))
    place = ("2023-24", ("concerns.by_decision", rows[4].key, N))

    assert audit(made, [place]).narrowed == []
    assert audit(ordered, [place]).narrowed != []
