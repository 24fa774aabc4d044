"""The annual report says of reviews what the law asks for, under pseudonyms, and nothing else that is written in a case."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import models

from goldenthread.boards.themes import Theme
from goldenthread.cases.models import Case, Confidential, InCase
from goldenthread.core.actors import Actor
from goldenthread.core.periods import Period
from goldenthread.figures import disclosure, live
from goldenthread.figures.store import to_json
from goldenthread.learning.models import Action, Finding, Recommendation, Source
from goldenthread.reports import gather, operations, skeleton
from goldenthread.reports.chart_kinds import KINDS
from goldenthread.reports.operations import WrittenSection
from goldenthread.reports.records import blocks, names
from goldenthread.reviews.models import Gate, Review
from tests.factories import records
from tests.factories.reviewing import Room, room

pytestmark = pytest.mark.django_db
YEAR = Period(2023)
BIRD = "Kanarie"
BY = Actor("console", "tests")


def every(model: type[models.Model]) -> Iterator[type[models.Model]]:
    for one in model.__subclasses__():
        yield from every(one)
        if not one._meta.abstract:
            yield one


def written(model: type[models.Model]) -> list[models.Field]:
    """The fields of a kind of record in which somebody's own words can stand."""
    kinds = (models.CharField, models.TextField, models.JSONField)
    return [
        one
        for one in model._meta.concrete_fields
        if isinstance(one, kinds) and not one.choices and (one.max_length or 99) >= len(BIRD)
    ]


def bird_in(one: models.Field, number: int) -> object:
    words = f"{BIRD}{number}"[: one.max_length or 99]
    return [words] if isinstance(one, models.JSONField) else words


def every_word_is_a_bird(where: Room) -> int:
    """Make one of everything that is part of a case, and a bird of each word in it; how many there are."""
    planted = 0
    for model in sorted({*every(InCase), *every(Confidential)} - {Review}, key=lambda one: one._meta.label):
        made = records.make(model, where.board)
        if model._meta.label == "reviews.Gate":
            Gate.objects.update(asked_on=date(2023, 5, 1), settled_on=date(2023, 6, 1))
        for field in written(model):
            model._default_manager.filter(pk=made.pk).update(**{field.name: bird_in(field, planted)})
            planted += 1
    Case.objects.exclude(pk=where.review.pk).update(called=BIRD)
    return planted


@pytest.mark.capability("S64", "S67")
def test_nothing_that_is_written_in_a_case_is_in_the_report_or_its_figures():
    days = {"commissioned_on": date(2023, 4, 3), "signed_off_on": date(2024, 1, 9), "signed_off_precision": "day"}
    where = room(published_on=date(2024, 3, 3), published_precision="day", **days)
    Finding.objects.create(source=where.review.source, number=1, text="Nobody held the whole picture.")
    other = records.make(Review, where.board, commissioned_on=date(2023, 4, 3))
    Review.objects.filter(pk=other.pk).update(pseudonym="Adult R")
    planted = every_word_is_a_bird(where)
    blocks_and_charts = [f"{{{{records {name}}}}}" for name in names()]
    blocks_and_charts += [f"{{{{chart {name}}}}}" for name in KINDS if name.startswith("reviews.")]
    text = "\n\n".join([skeleton.filling("d"), *blocks_and_charts])
    report = operations.create(
        board=where.board,
        period=YEAR,
        sections=[WrittenSection("all", "Everything", 1, "All.", "Board manager", ("d",), text)],
        version="0.1",
        dated_on=date(2024, 9, 1),
        by=BY,
    )
    release = disclosure.release(live.dataset(where.board, YEAR), YEAR)

    said = str(gather.document(report, release)) + json.dumps(to_json(release))

    assert planted > 150
    for known in ("Adult Q", "Nobody held the whole picture.", "Adult R", "Another gate that the Board set"):
        assert known in said
    assert said.count(BIRD) == 0, said[max(0, said.find(BIRD) - 200) : said.find(BIRD) + 60]


def told(where: Room, name: str, period: Period = YEAR) -> str:
    return str(blocks(where.board, period, name))


@pytest.mark.parametrize(
    ("signed_off", "is_told"),
    [
        (date(2023, 3, 31), False),
        (date(2023, 4, 1), True),
        (date(2024, 3, 31), True),
        (date(2024, 4, 1), False),
        (None, False),
    ],
)
def test_findings_are_told_in_the_year_in_which_a_review_ended_whenever_it_began(
    signed_off: date | None, is_told: bool
):
    where = room(commissioned_on=date(2019, 5, 1), signed_off_on=signed_off)
    Finding.objects.create(source=where.review.source, number=1, text="Nobody held the whole picture.")
    Finding.objects.create(source=where.review.source, number=2, text="The nurse came again.", is_strength=True)

    said = told(where, "review_findings")

    assert ("Nobody held the whole picture." in said, "The nurse came again." in said) == (is_told, is_told)
    assert ("no findings to tell" in said) is not is_told


def test_a_review_without_findings_says_so_and_one_that_is_made_up_too():
    where = room(signed_off_on=date(2023, 9, 1), is_fictional=True)

    assert "have not been written down yet" in told(where, "review_findings")
    assert "made up for this demonstration" in told(where, "review_findings")
    assert "made up for this demonstration" in told(where, "reviews_ended")
    assert "made up" not in told(room("theirs", signed_off_on=date(2023, 9, 1)), "reviews_ended")


@pytest.mark.parametrize(
    ("kind", "action", "is_told"),
    [
        ("review", {"status": "done", "done_on": date(2023, 4, 1)}, True),
        ("review", {"status": "evidenced", "done_on": date(2024, 3, 31)}, True),
        ("rapid_review", {"status": "done", "done_on": date(2024, 3, 31)}, True),
        ("review", {"status": "done", "done_on": date(2024, 4, 1)}, False),
        ("review", {"status": "done", "done_on": date(2023, 3, 31)}, False),
        ("review", {"status": "superseded", "done_on": date(2023, 9, 1)}, False),
        ("review", {"status": "in_progress"}, False),
        ("review", {"status": "done", "done_on": date(2023, 9, 1), "is_synthetic": True}, False),
        ("audit", {"status": "done", "done_on": date(2023, 9, 1)}, False),
    ],
)
def test_what_was_done_about_a_finding_is_told_without_anybody_naming_the_year(kind: str, action: dict, is_told: bool):
    where = room()
    source = records.make(Source, where.board, kind=kind, title="Adult Z")
    asked = Recommendation.objects.create(source=source, number="1", text="Hold one plan.")
    records.make(Action, where.board, recommendation=asked, **action)

    assert ("Hold one plan." in told(where, "review_recommendations")) is is_told


def test_a_recommendation_not_acted_on_is_told_with_its_reasons_unless_it_is_made_up():
    where = room()
    real = records.make(Source, where.board, kind="review", title="Adult Z")
    made_up = records.make(Source, where.board, kind="review", title="Adult Y", is_synthetic=True)
    given = {"number": "1", "status": "not_implementing", "decided_in": "2023-24"}
    Recommendation.objects.create(source=real, text="Hold one plan.", reasons="The panel holds it.", **given)
    Recommendation.objects.create(source=made_up, text="Buy a system.", reasons="It is bought.", **given)

    said = told(where, "not_implementing")

    assert ("The panel holds it." in said, "It is bought." in said) == (True, False)
    assert "The panel holds it." not in told(where, "not_implementing", Period(2022))


def test_a_review_that_ends_here_counts_under_the_year_it_ended_in():
    where = room(commissioned_on=date(2022, 5, 1), signed_off_on=date(2023, 9, 1))
    theme = records.make(Theme, where.board, name="Self-neglect")
    other = records.make(Source, where.board, kind="audit", title="An audit", ended_on=date(2023, 5, 1))
    for source in (where.review.source, other):
        source.themes.add(theme)

    said = told(where, "theme_recurrence")

    assert "Under way" not in said
    assert "2023-24" in said
