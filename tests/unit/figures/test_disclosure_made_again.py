"""A release is made again byte for byte, refused unless its audit is finished, and rounded so that tables add up."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.figures import disclosure, rounding, store
from goldenthread.figures.disclosure_audit import facts, solving
from goldenthread.figures.disclosure_audit.facts import Count, Share
from goldenthread.figures.disclosure_audit.solving import Effort
from goldenthread.figures.disclosure_rules import EVERY
from goldenthread.figures.figure import Category
from goldenthread.figures.published import PublishedFigure, PublishedNumber, Release
from goldenthread.figures.relations import N
from tests.factories import disclosure_worlds, worlds
from tests.factories.disclosing import (
    BEFORE,
    BOARD,
    DATA,
    SMALL,
    YEAR,
    C,
    Figures,
    plain,
    protect,
    row,
    with_figure,
    world,
)

# ---------- F11: the same bytes again


@pytest.mark.parametrize("rule", EVERY, ids=lambda one: f"{one.name} {one.version}")
def test_f11_a_release_is_made_again_byte_for_byte(rule: disclosure.Rule):
    data = worlds.dataset(concerns=[worlds.concern(n, decision="s42_duty_met" if n < 20 else None) for n in range(43)])
    also = [("2023-24", "concerns.by_decision", "undecided", N)] if rule.is_audited and rule.name == "board" else []
    made = disclosure.rebuilt(data, YEAR, rule.name, rule.version, also=also)
    kept = json.loads(json.dumps(store.to_json(made)))

    again = disclosure.rebuilt(
        data,
        YEAR,
        kept["rule"],
        kept["version"],
        also=store.from_json(kept).also,
        definitions=store.definitions_in(kept),
    )

    assert store.canonical(store.to_json(again)) == store.canonical(kept)
    assert store.hash_of(store.to_json(store.from_json(kept))) == store.hash_of(kept)


def test_a_release_kept_before_rules_had_versions_is_of_the_first():
    kept = store.to_json(disclosure.rebuilt(DATA, YEAR, "board", "1"))
    del kept["version"], kept["also"]

    assert (store.from_json(kept).version, store.from_json(kept).also) == ("1", ())


def test_what_was_withheld_for_the_audit_is_withheld_again():
    figures, before = plain(decisions=SMALL), dict(disclosure_worlds.empty(BEFORE))
    place = ("2023-24", ("concerns.by_month", "m1", N))

    made = disclosure._made(figures, before, DATA, BOARD, [place])

    assert made.also == (("2023-24", "concerns.by_month", "m1", N),)
    assert row(made, "concerns.by_month", "m1").numerator == C


# ---------- F12: refused unless it is finished


SPOILED = {
    "a figure is missing": lambda it: it.pop("concerns.by_source"),
    "another is missing": lambda it: it.pop("enquiries.started"),
    "a count is no whole number": lambda it: _put(it, "concerns.self_neglect", 2.5),
    "a count is below 0": lambda it: _put(it, "concerns.self_neglect", -1),
    "a count is no number": lambda it: _put(it, "concerns.self_neglect", math.nan),
    "a count is endless": lambda it: _put(it, "concerns.self_neglect", math.inf),
    "one count has two values": lambda it: _put(it, "concerns.received", 84),
    "a whole is not its parts": lambda it: it.update(
        {"concerns.by_month": replace(it["concerns.by_month"], categories=(Category("m1", "m1", 7),))}
    ),
    "rows are there twice": lambda it: it.update(
        {"concerns.by_month": replace(it["concerns.by_month"], categories=it["concerns.by_month"].categories * 2)}
    ),
    "rows are missing": lambda it: it.update(
        {
            "concerns.by_decision": replace(
                it["concerns.by_decision"], categories=it["concerns.by_decision"].categories[1:]
            )
        }
    ),
    "a part is larger than its whole": lambda it: _put(it, "concerns.repeat_adults", 900),
}


def _put(figures: Figures, name: str, value: float) -> None:
    figures[name] = replace(figures[name], numerator=value)


@pytest.mark.parametrize("rule", ["board", "rounded"])
@pytest.mark.parametrize("spoil", list(SPOILED))
def test_f12_figures_that_are_not_whole_are_refused(spoil: str, rule: str):
    figures = plain(decisions=SMALL)
    SPOILED[spoil](figures)

    with pytest.raises(NotPossibleNow):
        protect(figures, rule=rule)


@pytest.mark.parametrize("effort", [Effort(nodes=10, seconds=0), Effort(nodes=0, seconds=0)], ids=str)
def test_f12_an_audit_that_cannot_finish_publishes_nothing(effort: Effort):
    figures, before = world(5)

    with pytest.raises(NotPossibleNow, match=r"could not be worked out in time.*Merge some of the categories"):
        protect(figures, before, effort=effort)


ANSWERS = {
    "time or branches ran out": lambda real: replace_answer(real, status=1, x=None),
    "they ran out beside some answer": lambda real: replace_answer(real, status=1),
    "the question is unbounded": lambda real: replace_answer(real, status=3, x=None),
    "the solver failed": lambda real: replace_answer(real, status=4, x=None),
    "no numbers came with the answer": lambda real: replace_answer(real, x=None),
    "the answer does not add up": lambda real: real if real.x is None else replace_answer(real, x=real.x + 1_000_000),
}


def replace_answer(real: Any, **fields: Any) -> Any:
    return SimpleNamespace(**{"status": real.status, "x": real.x, **fields})


@pytest.mark.parametrize("answer", list(ANSWERS))
def test_f12_a_solver_that_does_not_settle_a_question_publishes_nothing(answer: str, monkeypatch: pytest.MonkeyPatch):
    asks = solving.milp
    monkeypatch.setattr(solving, "milp", lambda *given, **named: ANSWERS[answer](asks(*given, **named)))

    with pytest.raises(NotPossibleNow, match="could not be worked out in time"):
        protect(plain(decisions=SMALL))


@pytest.mark.parametrize("status", [1, 2, 3, 4])
def test_f12_rounding_that_is_not_settled_publishes_nothing(status: int, monkeypatch: pytest.MonkeyPatch):
    asks = rounding.milp
    monkeypatch.setattr(rounding, "milp", lambda *given, **named: replace_answer(asks(*given, **named), status=status))

    with pytest.raises(NotPossibleNow, match="cannot be rounded"):
        protect(plain(decisions=SMALL), rule="rounded")


@pytest.mark.parametrize("error", [LookupError, ValueError, OSError, UnicodeDecodeError("utf-8", b"", 0, 1, "gone")])
def test_f12_a_room_that_cannot_tell_what_it_let_out_stops_the_release(error: Any, monkeypatch: pytest.MonkeyPatch):
    def broken(_board: Any, _years: Any) -> list[Count]:
        raise error

    monkeypatch.setattr(facts, "_tellers", [broken])

    with pytest.raises(NotPossibleNow, match="could not be read"):
        facts.told(uuid4(), frozenset({"2023-24"}))


def _with_figure(made: Release, number: float) -> Release:
    rows = made.figures["concerns.by_month"].rows
    said = PublishedNumber(number)
    return with_figure(made, "concerns.by_month", rows=tuple(replace(one, numerator=said, value=said) for one in rows))


EARLIER = {
    "it has no figures": lambda made: replace(made, figures={}),
    "nobody knows of which data it is": lambda made: replace(made, snapshot=replace(made.snapshot, sha256="")),
    "it does not fit together": lambda made: _with_figure(made, 7),
    "it is of no year": lambda made: replace(made, period="some year"),
    "it is of no quarter": lambda made: replace(made, period="2023-24 Q5"),
    "its rule is not known": lambda made: replace(made, rule="of old"),
    "its version is not known": lambda made: replace(made, version="99"),
}


@pytest.mark.parametrize("spoil", list(EARLIER))
def test_f12_an_earlier_release_that_cannot_be_understood_stops_the_next(spoil: str):
    made = protect(plain(decisions=SMALL)).release

    with pytest.raises((NotPossibleNow, Refused)):
        protect(plain(decisions=SMALL), earlier=[EARLIER[spoil](made)])


OTHER_FACTS = {
    "more than there were": Count("2023-24", "concerns.received", "", 86, 90, "a page"),
    "two numbers of one count": Count("2023-24", "concerns.by_decision", "no_enquiry", 41, 41, "a page"),
    "a quarter of more than the year": Count("2023-24 Q1", "concerns.received", "", 99, 99, "a page"),
    "a share that cannot be": Share("2023-24", "concerns.by_decision", "no_enquiry", 99.0, 1, "a page"),
    "a period that nobody knows": Count("last spring", "concerns.received", "", 3, 3, "a page"),
}


@pytest.mark.parametrize("said", list(OTHER_FACTS))
def test_f12_a_fact_that_does_not_fit_stops_the_release(said: str):
    with pytest.raises((NotPossibleNow, Refused)):
        protect(plain(decisions=SMALL), facts=[OTHER_FACTS[said]])


def test_what_no_rounding_lets_add_up_is_refused_in_words():
    figures = plain(decisions=SMALL)
    figures["concerns.by_source"] = replace(
        figures["concerns.by_source"], categories=(Category("police", "Police", 30, 84), Category("self", "Self", 0, 1))
    )
    figures["concerns.share_by_source"] = replace(
        figures["concerns.share_by_source"],
        categories=(Category("police", "Police", 84, 85), Category("self", "Self", 1, 85)),
    )

    rounded = protect(figures, rule="rounded").release

    said = [row(rounded, "concerns.share_by_source", key).numerator.value for key in ("police", "self")]
    assert sum(number or 0 for number in said) == rounded.figures["concerns.received"].numerator.value
    assert all((number or 0) % 5 == 0 for number in said)


# ---------- controlled rounding


@pytest.mark.parametrize("seed", range(6))
def test_rounded_tables_add_up_and_no_count_moves_by_five(seed: int):
    figures, before = world(seed)
    made = protect(figures, before, rule="rounded").release
    whole = made.figures["concerns.received"].numerator.value
    rows = made.figures["concerns.by_decision"].rows

    assert sum(one.numerator.value or 0 for one in rows) == whole
    for figure_id in ("concerns.by_decision", "enquiries.by_ethnic_group", "concerns.by_month"):
        for one in made.figures[figure_id].rows:
            true = figures[figure_id].category(one.key)
            assert true is not None
            assert true.numerator is not None
            assert one.numerator.value is not None
            assert abs(one.numerator.value - true.numerator) < 5
            assert one.numerator.value % 5 == 0


def test_a_median_is_withheld_with_the_few_it_stands_on():
    figures = plain(decisions=SMALL)
    for name, top, bottom in (
        ("enquiries.concluded", 3, None),
        ("enquiries.in_time", 2, 3),
        ("enquiries.outcomes_asked", 2, 3),
        ("enquiries.median_days", 41.0, 1),
    ):
        figures[name] = replace(figures[name], numerator=top, denominator=bottom)

    median: PublishedFigure = protect(figures).release.figures["enquiries.median_days"]

    assert (median.numerator, median.value) == (C, C)
