"""F1 and F6 of the security bars: the rules are exact, and whole groups are flagged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goldenthread.core.errors import Refused
from goldenthread.figures import disclosure
from goldenthread.figures.disclosure_audit import checking
from goldenthread.figures.disclosure_rules import EVERY, RULES, nearest_5, rule_of
from goldenthread.figures.figure import Category
from goldenthread.figures.published import PublishedNumber
from goldenthread.figures.relations import N
from tests.factories.disclosing import SMALL, plain, protect, with_figure, with_row

# ---------- F1


def shown_by(rule: str, count: int, shown: float | None) -> bool:
    """Whether a rule may show this for a count, told by the words of the rule alone."""
    if rule == "board":
        return shown == (None if 1 <= count <= 4 else count)
    if rule == "national":
        lower = count - count % 5
        return shown == (None if count < 5 else lower if count % 5 <= 2 else lower + 5)
    return shown is not None and shown % 5 == 0 and abs(shown - count) < 5 and (count % 5 != 0 or shown == count)


@pytest.mark.parametrize("rule", list(RULES))
def test_f1_each_rule_is_exact_on_five_thousand_counts(rule: str):
    """As the engine shows them: counts that nothing ties together, beside ages and days, which are no counts."""
    figures = plain(decisions=SMALL)
    rows = tuple(Category(f"r{n}", f"Row {n}", n) for n in range(5_000))
    figures["enquiries.open_elsewhere"] = replace(figures["enquiries.open_elsewhere"], categories=rows)
    show = disclosure.Protection(figures, rule_of(rule)).show

    wrong = [n for n in range(5_000) if not shown_by(rule, n, show("enquiries.open_elsewhere", f"r{n}", N, n).value)]

    assert wrong == []
    assert show("reviews.days_at_gates", "legal", N, 82.5) == PublishedNumber(82.5)
    assert show("enquiries.open_elsewhere", "r7", N, None).mark == "x"


@pytest.mark.parametrize(
    ("parts", "total"), [((0, 0), 0), ((7, 0), 7), ((12, 1), 13), ((1, 4), 5), ((5, 2), 7), ((6, 6), 12)]
)
@pytest.mark.parametrize("rule", list(RULES))
def test_f1_totals_are_shown_as_counts_are(parts: tuple[int, int], total: int, rule: str):
    """A total is rounded from itself and not from its rounded parts; under the first rule it may be withheld for them."""
    figures = plain(decisions=dict(zip(("no_enquiry", "other_enquiry"), parts, strict=True)))

    shown = disclosure.Protection(figures, rule_of(rule)).show("concerns.received", "", N, total).value

    assert shown_by(rule, total, shown) or (rule == "board" and shown is None and min(parts) < 5)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, None), (2.5, None), (4.999, None), (5, 5), (7.499, 5), (7.5, 10), (12.5, 15), (4_997.5, 5_000)],
)
def test_f1_what_lies_between_two_goes_up(value: float, shown: float | None):
    assert nearest_5(value, "2") == shown


@pytest.mark.parametrize(
    ("value", "first", "second"),
    [
        (0, None, None),
        (4, None, None),
        (4.5, 5, None),
        (5, 5, 5),
        (7, 5, 5),
        (7.5, 10, 10),
        (12.5, 10, 15),
        (8, 10, 10),
    ],
)
def test_a_version_of_a_rule_is_never_changed(value: float, first: float | None, second: float | None):
    assert (nearest_5(value, "1"), nearest_5(value, "2")) == (first, second)


def test_every_rule_has_words_and_a_newest_version_that_is_audited():
    assert {one.name for one in EVERY} == set(RULES)
    assert all(rule_of(name).is_audited for name in RULES)
    with pytest.raises(Refused, match=r"no version 9\. There are: 1, 2\."):
        rule_of("board", "9")


# ---------- F6


GROUPS = [
    ("everybody of 8", 8, 8, "all of 8"),
    ("nobody of 8", 0, 8, "none of 8"),
    ("everybody of 5", 5, 5, "all of 5"),
    ("nobody of 9", 0, 9, "none of 9"),
    ("everybody of 10", 10, 10, ""),
    ("nobody of 10", 0, 10, ""),
    ("most of 9", 5, 9, ""),
]


@pytest.mark.parametrize("is_row", [True, False])
@pytest.mark.parametrize(("top", "bottom", "flag"), [one[1:] for one in GROUPS], ids=[one[0] for one in GROUPS])
def test_f6_everybody_or_nobody_of_fewer_than_ten_is_flagged(top: int, bottom: int, flag: str, is_row: bool):
    made = protect(plain(decisions=SMALL)).release
    numbers = {"numerator": PublishedNumber(top), "denominator": PublishedNumber(bottom)}
    planted = (
        with_row(made, "concerns.by_decision", "no_enquiry", **numbers)
        if is_row
        else with_figure(made, "enquiries.outcomes_asked", **numbers)
    )
    title = "Concerns by what was decided, no_enquiry" if is_row else "Adults asked what they wanted to happen"

    found = [one for one in checking.flags(planted) if one.startswith(title)]

    assert len(found) == bool(flag)
    assert all(f": {flag}. Whoever knows one of them" in one for one in found)


@pytest.mark.parametrize(
    ("rows", "flag"),
    [
        ({"elft": 12}, "holds everybody"),
        ({"elft": 11, "trust": 1}, "nearly everybody"),
        ({"elft": 95, "trust": 3, "icb": 2}, "nearly everybody"),
        ({"elft": 7, "trust": 6}, ""),
        ({"elft": 0}, ""),
    ],
)
def test_f6_a_row_of_one_agency_that_holds_a_table_is_flagged(rows: dict[str, int], flag: str):
    """Whoever is the other agency knows its own, and so the first one's; a reader knows whose nearly all of them were."""
    figures = plain(decisions=SMALL)
    lines = tuple(Category(key, key.upper(), number) for key, number in rows.items())
    figures["enquiries.open_elsewhere"] = replace(figures["enquiries.open_elsewhere"], categories=lines)

    flags = [one for one in protect(figures).report["whole_groups"] if one.startswith("Enquiries open with other")]

    assert len(flags) == bool(flag)
    assert all(flag in one for one in flags)


def test_f6_flags_stand_in_the_report_of_the_audit():
    flags = protect(plain(decisions={"s42_duty_met": 8})).report["whole_groups"]

    assert any("all of 8" in one for one in flags)
    assert any("one row" in one for one in flags)
