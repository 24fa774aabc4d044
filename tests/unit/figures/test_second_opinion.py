"""The slow, obvious version of the figures in plain Python gives the same answer on thousands of small worlds."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from statistics import median
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.core.periods import Period
from goldenthread.figures.engine import compute
from goldenthread.figures.figure import Figure
from tests.factories import worlds

YEAR = Period(2023)
EDGES = [date(2023, 3, 31), date(2023, 4, 1), date(2023, 9, 30), date(2024, 2, 29), date(2024, 3, 31), date(2024, 4, 1)]
DAYS = st.sampled_from(EDGES) | st.dates(date(2023, 1, 1), date(2024, 6, 30))
ADULTS = st.sampled_from(["A1", "A2", "A3", "A4", "A5"])
CONCERNS = st.lists(
    st.fixed_dictionaries(
        {
            "adult_id": ADULTS,
            "raised_on": DAYS,
            "source": st.sampled_from(["police", "hospital", "social_care_staff", "housing", None]),
            "area": st.sampled_from(["own", "own", "own", "820"]),
            "decision": st.sampled_from(["s42_duty_met", "no_enquiry", "duplicate", "other_enquiry", None]),
            "under_18": st.sampled_from([False, False, False, True, None]),
            "alleged_types": st.lists(st.sampled_from(["self_neglect", "physical"]), unique=True),
        }
    ),
    max_size=14,
)
ENQUIRIES = st.lists(
    st.fixed_dictionaries(
        {
            "adult_id": ADULTS,
            "started_on": DAYS,
            "open_for": st.none() | st.sampled_from([0, 55, 56, 57, 200]),
            "kind": st.sampled_from(["s42", "s42", "other"]),
            "made_by": st.sampled_from(["local_authority", "elft", "trust", None]),
            "area": st.sampled_from(["own", "own", "820"]),
            "under_18": st.sampled_from([False, False, True]),
            "primary_support_reason": st.sampled_from(["physical_support", "mental_health_support", None]),
            "outcomes_asked": st.sampled_from(["asked_and_expressed", "asked_none_expressed", "not_asked", None]),
            "outcomes_achieved": st.sampled_from(["fully", "partially", "not_achieved", None]),
            "risks": st.lists(
                st.tuples(
                    st.sampled_from(["physical", "domestic", "self_neglect"]),
                    st.sampled_from(["removed", "reduced", "remained", None]),
                ),
                max_size=3,
            ),
        }
    ),
    max_size=10,
)
ETHNICITIES = st.lists(
    st.sampled_from(["white_british", "asian_indian", "black_african", "arab", None]), min_size=5, max_size=5
)
World = tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]


def built(concerns: list[dict[str, Any]], enquiries: list[dict[str, Any]], groups: list[str | None]) -> World:
    concerns = [worlds.concern(number, **cells) for number, cells in enumerate(concerns)]
    made = []
    for number, cells in enumerate(enquiries):
        days = cells["open_for"]
        ended = None if days is None else cells["started_on"] + timedelta(days=days)
        made.append({**worlds.enquiry(number, **cells), "concluded_on": ended})
    adults = [{"adult_id": f"A{number + 1}", "ethnicity": group} for number, group in enumerate(groups)]
    return concerns, made, adults


def rows(figure: Figure) -> dict[str, tuple[float | None, float | None]]:
    return {row.key: (row.numerator, row.denominator) for row in figure.categories}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CONCERNS, ENQUIRIES, ETHNICITIES)
def test_the_obvious_way_gives_the_same(
    some: list[dict[str, Any]], others: list[dict[str, Any]], groups: list[str | None]
):
    concerns, enquiries, adults = built(some, others, groups)
    risks = [
        {"risk_id": f"K{e['enquiry_id']}{n}", "enquiry_id": e["enquiry_id"], "type": kind, "outcome": outcome}
        for e in enquiries
        for n, (kind, outcome) in enumerate(e["risks"])
    ]
    data = worlds.dataset(
        concerns=concerns, enquiries=enquiries, risks=risks, adults=adults, standards=worlds.STANDARDS
    )

    found = compute(data, YEAR)

    counted = [
        c for c in concerns
        if c["area"] == "own" and c["decision"] != "duplicate" and not c["under_18"] and c["raised_on"] in YEAR
    ]  # fmt: skip
    led = [c for c in counted if c["decision"] == "s42_duty_met"]
    ours = [e for e in enquiries if e["kind"] == "s42" and e["area"] == "own" and not e["under_18"]]
    started = [e for e in ours if e["started_on"] in YEAR]
    ended = [e for e in ours if e["concluded_on"] and e["concluded_on"] in YEAR]
    assert found["concerns.received"].numerator == len(counted)
    assert found["concerns.adults"].numerator == len({c["adult_id"] for c in counted})
    assert (found["concerns.led_to_enquiry"].numerator, found["concerns.led_to_enquiry"].denominator) == (
        len(led),
        len(counted),
    )
    assert found["concerns.self_neglect"].numerator == sum("self_neglect" in c["alleged_types"] for c in counted)
    assert found["enquiries.started"].numerator == len(started)
    assert found["enquiries.concluded"].numerator == len(ended)
    _sources(found, counted)
    _outcomes(found, ended)
    _timeliness(found, ended)
    _groups(found, started, {a["adult_id"]: a["ethnicity"] for a in adults})
    _open_elsewhere(found, ours)
    repeats = [a for a in {e["adult_id"] for e in started} if sum(e["adult_id"] == a for e in started) > 1]
    assert found["enquiries.repeat_adults"].numerator == len(repeats)


REVIEWS = st.lists(
    st.fixed_dictionaries(
        {
            "commissioned_on": st.none() | DAYS,
            "given": st.none() | st.integers(1, 4),
            "entered": st.sets(st.sampled_from(["person 1", "person 2", "person 3", "person 4"])),
            "gates": st.lists(
                st.tuples(st.sampled_from(["legal", "family"]), DAYS, st.none() | st.integers(0, 90)), max_size=3
            ),
            "step": st.tuples(st.sampled_from(["referral_to_decision", "sign_off_to_publication"]), DAYS, DAYS),
        }
    ),
    max_size=8,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(REVIEWS)
def test_the_obvious_way_of_counting_reviews_gives_the_same(made: list[dict[str, Any]]):
    for number, one in enumerate(made):
        one["review_id"], one["people"] = f"r{number}", max(one["given"] or 0, len(one["entered"])) or None
        one["gates"] = [(gate, on, None if days is None else on + timedelta(days)) for gate, on, days in one["gates"]]
    named = [{"review_id": one["review_id"], "person": person} for one in made for person in sorted(one["entered"])]
    gates = [
        {"review_id": one["review_id"], "gate": gate, "label": gate, "asked_on": asked, "settled_on": settled}
        for one in made
        for gate, asked, settled in one["gates"]
    ]
    steps = [
        {"about": one["review_id"], "step": s, "from_on": a, "to_on": b} for one in made for s, a, b in [one["step"]]
    ]
    reviews = [{name: one[name] for name in ("review_id", "commissioned_on", "people")} for one in made]

    found = compute(
        worlds.dataset(reviews=reviews, review_people=named, publication_gates=gates, review_steps=steps), YEAR
    )

    ours = [one for one in made if one["commissioned_on"] and one["commissioned_on"] in YEAR]
    different = len(set().union(*(one["entered"] for one in ours)))
    different += sum(one["people"] or 0 for one in ours if not one["entered"])
    assert found["reviews.different_people"].numerator == different
    assert different <= (found["reviews.commissioned_people"].numerator or 0)
    waited = [
        (g["gate"], (g["settled_on"] - g["asked_on"]).days)
        for g in gates
        if g["settled_on"] and g["settled_on"] in YEAR
    ]
    assert rows(found["reviews.days_at_gates"]) == _middle(waited)
    between = [(s["step"], (s["to_on"] - s["from_on"]).days) for s in steps if s["to_on"] in YEAR]
    assert rows(found["reviews.days_between_steps"]) == _middle(between)


def _middle(pairs: list[tuple[str, int]]) -> dict[str, tuple[float, int]]:
    return {key: (median(days for other, days in pairs if other == key), 1) for key, _ in pairs}


def _sources(found: dict[str, Figure], counted: list[dict[str, Any]]) -> None:
    named = {"police", "hospital", "social_care_staff"}
    expected: dict[str, tuple[int, int]] = {}
    for c in counted:
        key = c["source"] if c["source"] in named else "all_other"
        led, everything = expected.get(key, (0, 0))
        expected[key] = (led + (c["decision"] == "s42_duty_met"), everything + 1)
    assert rows(found["concerns.by_source"]) == expected


def _outcomes(found: dict[str, Figure], ended: list[dict[str, Any]]) -> None:
    worst = {"removed": 0, "reduced": 0, "remained": 0}
    for e in ended:
        said = {outcome for _, outcome in e["risks"] if outcome}
        if said:
            worst[next(o for o in ("remained", "reduced", "removed") if o in said)] += 1
    total = sum(worst.values())
    assert rows(found["enquiries.risk_outcomes"]) == {key: (count, total) for key, count in worst.items() if count}
    assert found["enquiries.with_outcome"].numerator == total
    domestic = sum(any(kind == "domestic" for kind, _ in e["risks"]) for e in ended)
    assert found["enquiries.domestic_abuse"].numerator == domestic


def _timeliness(found: dict[str, Figure], ended: list[dict[str, Any]]) -> None:
    days = [(e["concluded_on"] - e["started_on"]).days for e in ended]
    assert (found["enquiries.in_time"].numerator, found["enquiries.in_time"].denominator) == (
        sum(d <= 56 for d in days),
        len(days),
    )
    assert found["enquiries.median_days"].numerator == (median(days) if days else None)
    asked = sum(e["outcomes_asked"] in {"asked_and_expressed", "asked_none_expressed"} for e in ended)
    assert found["enquiries.outcomes_asked"].numerator == asked


def _open_elsewhere(found: dict[str, Figure], ours: list[dict[str, Any]]) -> None:
    """Who had what open on the last day of each month, looked up day by day."""
    ends = [date(2023 + (month < 4), month, monthrange(2023 + (month < 4), month)[1]) for month in range(1, 13)]
    by_month: dict[str, int] = {}
    at_the_end: dict[str, int] = {}
    for e in ours:
        for day in ends:
            is_open = e["started_on"] <= day and (e["concluded_on"] is None or e["concluded_on"] > day)
            if is_open and e.get("made_by") not in {None, "local_authority"}:
                key = f"{e['made_by']} {day:%Y-%m}"
                by_month[key] = by_month.get(key, 0) + 1
                if day == YEAR.end:
                    at_the_end[e["made_by"]] = at_the_end.get(e["made_by"], 0) + 1
    assert rows(found["enquiries.open_elsewhere_by_month"]) == {key: (count, None) for key, count in by_month.items()}
    assert rows(found["enquiries.open_elsewhere"]) == {key: (count, None) for key, count in at_the_end.items()}


def _groups(found: dict[str, Figure], started: list[dict[str, Any]], ethnicities: dict[str, str | None]) -> None:
    names = {
        "white_british": "white",
        "asian_indian": "asian",
        "black_african": "black",
        "arab": "other",
        None: "not_known",
    }
    expected: dict[str, int] = {}
    for e in started:
        key = names[ethnicities[e["adult_id"]]]
        expected[key] = expected.get(key, 0) + 1
    assert rows(found["enquiries.by_ethnic_group"]) == {key: (count, len(started)) for key, count in expected.items()}


def test_the_engine_can_reach_nothing_outside():
    import duckdb
    import pytest

    from goldenthread.figures import engine

    with engine._opened(worlds.dataset()) as connection, pytest.raises(duckdb.Error, match="disabled"):
        connection.execute("SELECT * FROM read_csv('/etc/passwd')")


def test_an_empty_world_has_every_figure_and_no_number_from_nowhere():
    found = compute(worlds.dataset(), YEAR)

    assert {figure.numerator for figure in found.values()} <= {0, None}
