"""The indicator catalogue: every indicator is counted, and each year by the rule of that year."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.boards.beginning import shipped_themes
from goldenthread.core.periods import Period
from goldenthread.figures.datasets import Dataset
from goldenthread.figures.definitions import BadDefinition
from goldenthread.figures.engine import ask_each
from goldenthread.figures.figure import worth
from goldenthread.scorecard import by_adult, catalogue, reading, slots
from goldenthread.scorecard.catalogue import Indicator, shipped
from goldenthread.scorecard.reading import Told
from goldenthread.scorecard.series import Point, Series, compute, covers
from tests.factories import worlds

LAST = date(2024, 3, 31)
QUARTERS = slots.between("quarter", date(2022, 4, 1), LAST)
MONTHS = slots.between("month", date(2022, 4, 1), LAST)


def concern(name: str, day: date, adult: str = "", **cells: Any) -> dict[str, Any]:
    given_ = {"concern_id": name, "adult_id": adult or name, "raised_on": day, "area": "own", "decision": "no_enquiry"}
    return {**given_, **cells}


def data(*, spans: tuple[tuple[date, date], ...] | None = None, **rows: list[dict[str, Any]]) -> Dataset:
    return dataclasses.replace(worlds.dataset(**rows), spans=spans)


def in_each(counts: list[int], spans_of: tuple[slots.Slot, ...] = MONTHS, **cells: Any) -> list[dict[str, Any]]:
    """So many concerns in each slot, each about an adult of its own."""
    return [
        concern(f"C{place}-{number}", slot.start, **cells)
        for place, (slot, count) in enumerate(zip(spans_of, counts, strict=False))
        for number in range(count)
    ]


def read(name: str, dataset: Dataset, told: tuple[Told, ...] = ()) -> reading.Reading:
    one = shipped().indicators[name]
    return reading.read(one, compute(dataset, [one], until=LAST)[name], slots.quarter(Period(2023), 4), told)


class TestTheCatalogue:
    def test_each_indicator_says_what_it_counts_whose_it_is_and_what_it_costs(self):
        for one in shipped().indicators.values():
            assert one.asks.endswith("?"), one.id
            assert one.owner, one.id
            assert one.source, one.id
            assert one.definition.numerator, one.id
            assert one.definition.caveat, one.id
            assert one.better in {"higher", "lower", "context"}, one.id

    @pytest.mark.capability("S36")
    def test_every_theme_that_agencies_report_on_has_an_indicator_or_says_what_it_waits_for(self):
        themes = {one["slug"] for one in shipped_themes() if one.get("scorecard")}
        told = {one.theme for one in shipped().indicators.values()} | {one.theme for one in shipped().waiting}

        assert len(themes) == 11
        assert told - {""} == themes

    def test_every_indicator_of_the_published_list_is_counted_told_elsewhere_or_waits(self):
        known = shipped()
        told = [*known.indicators.values(), *known.elsewhere, *known.waiting]

        assert {f"I{number}" for number in range(1, 56)} <= {one.catalogue for one in told}

    def test_the_share_of_concerns_that_led_to_an_enquiry_is_never_good_or_bad(self):
        assert shipped().indicators["concerns-led-to-enquiry"].better == "context"

    def test_no_question_that_only_the_scorecard_asks_is_called_as_a_figure_is(self):
        own = [one for one in shipped().indicators.values() if not one.figure_id]

        assert own
        assert {one.rules[-1].figure.split(".")[0] for one in own} == {"scorecard"}


def write(folder: Path, rules: list[dict[str, Any]], **more: Any) -> Path:
    """A catalogue of one indicator, with a question in two versions."""
    row = {"id": "late", "catalogue": "X", "heading": "all", "title": "Late", "asks": "How many?", "every": "quarter"}
    row |= {"better": "lower", "owner": "us", "source": "own", "rules": rules, **more}
    said = {"headings": {"all": "All"}, "owners": {"us": "Us"}, "sources": {"own": "Ours"}, "waiting": []}
    (folder / "catalogue.yaml").write_text(yaml.safe_dump({**said, "indicators": [row]}))
    (folder / "questions" / "past").mkdir(parents=True)
    for place, version, condition in (("past/late@1.sql", "1", "TRUE"), ("late.sql", "2", "decision <> 'no_enquiry'")):
        head = {
            "id": "late", "title": "Late", "unit": "count", "grain": "concern", "numerator": "concerns",
            "denominator": "none", "period": "by day", "breakdown": "", "datasets": "concerns", "disclosure": "people",
            "caveat": "none", "version": version, "valid_from": "2021-22",
        }  # fmt: skip
        sql = f"SELECT count(*) AS numerator FROM concerns_counted WHERE {condition} AND raised_on BETWEEN $period_start AND $period_end"  # noqa: E501, S608
        lines = [f"-- {name}: {words}" for name, words in head.items()]
        (folder / "questions" / place).write_text("\n".join([*lines, sql]))
    return folder


def rule(version: int, year: str, figure: str = "late", **more: Any) -> dict[str, Any]:
    return {"version": version, "from": year, "figure": figure, "figure_version": version, **more}


class TestRules:
    def test_each_year_is_counted_by_the_rule_of_that_year(self, tmp_path: Path):
        known = catalogue.read(write(tmp_path, [rule(1, "2021-22"), rule(2, "2023-24")])).indicators["late"]
        rows = [concern("C1", date(2023, 3, 31)), concern("C2", date(2023, 4, 1)), concern("C3", date(2023, 4, 1))]
        rows.append(concern("C4", date(2023, 4, 2), decision="s42_duty_met"))

        points = compute(data(concerns=rows), [known], until=LAST)["late"].quarters

        found = {point.slot.short: (point.value, point.version) for point in points}
        assert found["Q4 2022-23"] == (1, "1")
        assert found["Q1 2023-24"] == (1, "2")

    def test_a_year_before_the_first_rule_has_no_value(self, tmp_path: Path):
        known = catalogue.read(write(tmp_path, [rule(2, "2023-24")])).indicators["late"]

        points = compute(data(concerns=[concern("C1", date(2022, 5, 1))]), [known], until=LAST)["late"].quarters

        assert [point.value for point in points] == [None] * 4 + [0] * 4

    @pytest.mark.parametrize(
        ("rules", "words"),
        [
            ([], "must stand in the order"),
            ([rule(2, "2023-24"), rule(1, "2021-22")], "must stand in the order"),
            ([rule(3, "2023-24")], "which is not there"),
            ([rule(1, "2021-22", figure="gone")], "which is not there"),
            ([rule(1, "2021-22", figure="concerns.by_source")], "must name a row"),
            ([rule(1, "2021-22", row="police")], "must name a row"),
        ],
    )
    def test_a_catalogue_that_cannot_be_counted_is_refused(self, tmp_path: Path, rules: Any, words: str):
        with pytest.raises(BadDefinition, match=words):
            catalogue.read(write(tmp_path, rules))

    def test_a_heading_that_is_not_there_is_refused(self, tmp_path: Path):
        with pytest.raises(BadDefinition, match="needs a heading"):
            catalogue.read(write(tmp_path, [rule(2, "2023-24")], heading="other"))


class TestSlots:
    @pytest.mark.parametrize(
        ("day", "short"),
        [
            (date(2023, 3, 31), "Q4 2022-23"),
            (date(2023, 4, 1), "Q1 2023-24"),
            (date(2023, 6, 30), "Q1 2023-24"),
            (date(2023, 7, 1), "Q2 2023-24"),
            (date(2024, 2, 29), "Q4 2023-24"),
        ],
    )
    def test_a_day_lies_in_its_quarter(self, day: date, short: str):
        assert [slot.short for slot in QUARTERS if slot.start <= day <= slot.end] == [short]

    @settings(deadline=None)
    @given(
        st.dates(date(2016, 1, 1), date(2030, 1, 1)),
        st.integers(0, 2000),
        st.sampled_from(["month", "quarter", "year"]),
    )
    def test_slots_follow_each_other_without_gaps_and_are_over(self, first: date, days: int, every: Any):
        last = first + timedelta(days=days)

        found = slots.between(every, first, last)

        assert all(one.end + timedelta(days=1) == other.start for one, other in pairwise(found))
        assert all(one.every == every and slots.previous(other) == one for one, other in pairwise(found))
        assert not found or (found[0].start <= first <= found[0].end and found[-1].end <= last)

    @pytest.mark.parametrize(
        ("spans", "is_whole"),
        [
            ([(date(2023, 4, 1), date(2023, 6, 30))], True),
            ([(date(2023, 4, 2), date(2023, 6, 30))], False),
            ([(date(2023, 4, 1), date(2023, 6, 29))], False),
            ([(date(2023, 5, 1), date(2023, 7, 1)), (date(2023, 3, 1), date(2023, 4, 30))], True),
            ([(date(2023, 5, 2), date(2023, 7, 1)), (date(2023, 3, 1), date(2023, 4, 30))], False),
            ([], False),
        ],
    )
    def test_a_quarter_is_covered_by_all_of_its_days_or_not(self, spans: Any, is_whole: bool):
        assert covers(spans, date(2023, 4, 1), date(2023, 6, 30)) is is_whole


days = st.dates(date(2022, 3, 1), date(2024, 4, 30))


@st.composite
def rows(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """Concerns and enquiries about few adults, so that some come up again."""
    adult = st.sampled_from([f"A{number}" for number in range(4)])
    decisions = st.sampled_from(["s42_duty_met", "no_enquiry", "duplicate", None])
    raised = draw(st.lists(st.tuples(days, adult, decisions, st.sampled_from(["advice", None])), max_size=12))
    concerns = [
        concern(
            f"C{place}",
            day,
            who,
            decision=decision,
            disposal=disposal,
            decided_on=day + timedelta(place % 6),
            age=20 + place,
        )
        for place, (day, who, decision, disposal) in enumerate(raised)
    ]
    begun = draw(st.lists(st.tuples(days, adult, st.integers(0, 90) | st.none()), max_size=10))
    enquiries = [
        {
            "enquiry_id": f"E{place}", "adult_id": who, "kind": "s42", "area": "own", "started_on": day,
            "concluded_on": None if took is None else day + timedelta(took), "capacity": "lacked",
            "supported_by": "advocate" if place % 2 else "none", "outcomes_asked": "asked_and_expressed",
            "outcomes_achieved": "fully" if place % 3 else "not_achieved",
        }
        for place, (day, who, took) in enumerate(begun)
    ]  # fmt: skip
    risks = [
        {"risk_id": f"R{one['enquiry_id']}", "enquiry_id": one["enquiry_id"], "type": kind, "source_of_risk": source,
         "outcome": "reduced"}
        for one, kind, source in zip(enquiries, ["domestic", "self_neglect", "modern_slavery"] * 4,
                                     ["service_provider", "known"] * 5, strict=False)
    ]  # fmt: skip
    standards = [{"name": "enquiry_days", "value": 28}]
    return {"concerns": concerns, "enquiries": enquiries, "risks": risks, "standards": standards}


def asked_alone(one: Indicator, slot: slots.Slot) -> str:
    """The obvious version: the rule's own question, of a single period."""
    first = slot.before(one.over) if one.over else slot.start
    sql = one.definition.sql.replace("$period_start", f"DATE '{first}'")
    return sql.replace("$period_end", f"DATE '{slot.end}'")


def answered(one: Indicator, row: dict[str, Any]) -> tuple[Any, Any]:
    top = row["numerator"]
    top = 0 if top is None and one.definition.unit == "count" else top
    return (None if top is None else float(top)), worth(one.definition.unit, top, row.get("denominator"))


class TestSeries:
    @settings(max_examples=6, deadline=None)
    @given(rows())
    def test_all_periods_at_once_come_to_what_each_comes_to_alone(self, given_: dict[str, list[dict[str, Any]]]):
        dataset = data(**given_)
        wanted = [one for one in shipped().indicators.values() if one.heading not in {"reviews", "work"}]

        found = compute(dataset, wanted, until=LAST)

        points = [(one, point) for one in wanted for point in found[one.id].quarters]
        alone = ask_each(dataset, [asked_alone(one, point.slot) for one, point in points])
        for (one, point), (row,) in zip(points, alone, strict=True):
            assert (point.numerator, point.value) == pytest.approx(answered(one, row)), one.id

    @settings(max_examples=8, deadline=None)
    @given(rows())
    def test_what_is_spread_over_adults_adds_up_to_the_number(self, given_: dict[str, list[dict[str, Any]]]):
        dataset = data(**given_)
        wanted = [one for one in shipped().indicators.values() if by_adult.spread(one.definition.sql)]

        found = compute(dataset, wanted, until=LAST)

        assert len(wanted) > 10
        for one in wanted:
            for point in found[one.id].quarters:
                yes = sum(yes * adults for yes, _, adults in point.spread)
                total = sum(total * adults for _, total, adults in point.spread)
                assert yes == point.numerator, one.id
                assert point.denominator is None or total == point.denominator, one.id

    def test_a_period_that_no_extract_covers_is_unknown_and_not_nought(self):
        spans = ((date(2023, 4, 1), date(2024, 3, 31)),)
        one = shipped().indicators["concerns-received"]
        repeat = shipped().indicators["repeat-concerns"]

        found = compute(data(spans=spans, concerns=in_each([5] * 24)), [one, repeat], until=LAST)

        assert [point.value for point in found[one.id].quarters] == [15, 15, 15, 15]
        assert [point.value for point in found[repeat.id].quarters] == [None, None, None, 0]

    def test_the_board_s_own_work_is_known_from_the_year_of_its_first_record(self):
        one = shipped().indicators["training-delegates"]
        sessions = [{"session_id": "S", "held_on": date(2022, 9, 1), "delegates": 7, "is_webinar": False}]

        found = compute(data(training_sessions=sessions), [one], until=LAST)[one.id]

        assert [(point.slot.short, point.value) for point in found.years] == [("2022-23", 7), ("2023-24", 0)]


class TestReading:
    @pytest.mark.capability("S39")
    def test_small_counts_are_flagged_and_nothing_is_said_of_a_trend(self):
        found = read("concerns-received", data(concerns=in_each([3] * 23 + [9])))

        assert (
            found.care
            == "24 of 24 points are below 10, so no trend can be read here. Look at longer periods than a month."
        )
        assert (found.state, found.chart) == ("Too few to say", None)

    @pytest.mark.capability("S124")
    def test_a_month_far_beyond_the_others_is_more_than_chance_and_neither_good_nor_bad(self):
        found = read("concerns-received", data(concerns=in_each([40, 42] * 11 + [41, 80])))

        assert (found.shape, found.state) == ("info", "More than chance")
        assert found.sentence.startswith("Mar 2024: 80, above the upper limit of 52")
        assert found.leaves_limits

    @pytest.mark.parametrize("top", range(15, 19))
    def test_a_limit_never_reads_as_the_value_that_it_is_compared_with(self, top: int):
        found = read("concerns-received", data(concerns=in_each([12, 13] * 11 + [12, top])))

        assert found.sentence.startswith(f"Mar 2024: {top}, ")
        assert f"limit of {top}:" not in found.sentence

    def test_everyday_ups_and_downs_are_no_change(self):
        found = read("concerns-received", data(concerns=in_each([40, 44] * 12)))

        assert (found.shape, found.state) == ("ring", "No clear change")
        assert not found.leaves_limits

    def test_a_known_change_begins_limits_anew(self):
        counts = [40, 44] * 6 + [80, 84] * 6
        told = (Told(date(2023, 4, 1), "A new front door"),)

        without = read("concerns-received", data(concerns=in_each(counts)))
        with_it = read("concerns-received", data(concerns=in_each(counts)), told)

        assert without.leaves_limits
        assert not with_it.leaves_limits
        assert with_it.chart is not None
        assert [phase.name for phase in with_it.chart.phases] == ["", "A new front door"]

    def test_points_that_overlap_get_no_limits(self):
        found = read("repeat-concerns", data(concerns=in_each([30] * 24)))

        assert found.chart is None
        assert found.sentence.startswith("Each point covers 12 months")

    def test_repeat_concerns_about_one_adult_make_a_number_less_sure(self):
        day = date(2024, 1, 5)
        alone = [concern(f"C{n}", day) for n in range(60)]
        again = [concern(f"C{n}", day, f"A{n % 12}") for n in range(60)]

        one, other = (read("concerns-received", data(concerns=rows_)).likely for rows_ in (alone, again))

        assert one is not None
        assert other is not None
        assert other.high - other.low > 1.9 * (one.high - one.low)

    def test_what_the_board_does_itself_is_counted_in_full_and_has_no_likely_range(self):
        one = shipped().indicators["board-attendance"]
        slot = slots.quarter(Period(2023), 4)
        series = Series(quarters=(Point(slot, 3, 4, 75, "1"),))

        assert reading.read(one, series, slot).likely is None

    def test_a_period_without_a_value_says_so(self):
        found = read(
            "concerns-received", data(spans=((date(2023, 4, 1), date(2023, 12, 31)),), concerns=in_each([20] * 24))
        )

        assert (found.value, found.sentence) == ("[x]", reading.NO_VALUE)


@pytest.mark.parametrize("module", ["catalogue", "groups", "reading", "series", "slots"])
def test_rules_are_free_of_the_framework(module: str):
    code = f"import sys, goldenthread.scorecard.{module}; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
