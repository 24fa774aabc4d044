"""The pages of a year's training: what is missing, who is trained, whether it helped, and who may see what."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.boards.models import Board
from goldenthread.boards.themes import Theme
from goldenthread.core import clock
from goldenthread.training.evaluations import Evaluation, EvaluationQuestion, Stage
from goldenthread.training.models import Course, Level, Session
from goldenthread.training.needs import SupportPathway, TrainingNeed, TrainingReturn
from tests.factories import people
from tests.integration.training.conftest import booked

pytestmark = [pytest.mark.django_db, pytest.mark.records]
YEAR = "2023-24"


def page(client: Client, path: str) -> str:
    answer = client.get(f"/board/ours/{path}?year={YEAR}")
    assert answer.status_code == 200
    return answer.content.decode()


def need(on: Board, theme: str, agency: str, gap: str, **more: Any) -> TrainingNeed:
    about = Theme.objects.get_or_create(board=on, slug=theme, defaults={"name": theme.title()})[0]
    return TrainingNeed.objects.create(
        board=on, period=YEAR, theme=about, agency=people.agency(on, agency), gap=gap, **more
    )


@pytest.mark.capability("S85")
def test_needs_stand_theme_by_agency_with_the_plan_for_each_open_gap(manager: Client, ours: Board):
    need(ours, "trauma", "police", "large", plan="A course in June.")
    need(ours, "trauma", "fire", "none")
    need(ours, "capacity", "fire", "some", plan="Closed already.", closed_on=date(2024, 2, 1))

    shown = page(manager, "training/needs/")

    assert "1 gap is open, and 1 was closed." in shown
    assert "A course in June." in shown
    assert "Closed already." not in shown
    assert "Not said" in shown


@pytest.mark.capability("S88")
def test_support_for_staff_is_shown_by_agency(manager: Client, ours: Board):
    SupportPathway.objects.create(board=ours, agency=people.agency(ours, "fire"), what="debrief", has="part")
    need(ours, "trauma", "police", "none")

    shown = page(manager, "training/needs/")

    assert "Partly in place" in shown
    assert "Clinical supervision" in shown


@pytest.mark.capability("S106")
def test_returns_show_the_latest_of_each_agency_and_level_and_no_percentage_of_a_few(manager: Client, ours: Board):
    level = Level.objects.create(board=ours, code="L1", name="Awareness")
    for slug, trained, needed, day in (
        ("police", 100, 420, date(2023, 9, 30)),
        ("police", 315, 420, date(2024, 3, 31)),
        ("fire", 7, 19, date(2024, 3, 31)),
    ):
        TrainingReturn.objects.create(
            board=ours,
            agency=people.agency(ours, slug),
            period=YEAR,
            level=level,
            in_scope=needed,
            compliant=trained,
            as_of_on=day,
        )

    shown = page(manager, "training/levels/")

    assert "315 of 420 (75%)" in shown
    assert "100 of 420" not in shown
    assert "7 of 19<" in shown


def test_what_delegates_wrote_is_for_those_who_run_training(client: Client, ours: Board, course: Course):
    question = EvaluationQuestion.objects.create(board=ours, stage="end", text="What will you do?", takes="text")
    session = Session.objects.create(course=course, held_on=date(2024, 1, 9), held_precision="day")
    Evaluation.objects.create(
        booking=booked(session, "Ada", "attended"),
        stage=Stage.END,
        asked_at=clock.now(),
        answered_at=clock.now(),
        answers={str(question.pk): "Ask twice."},
    )
    officer, member = (
        people.signed_in(Client(), people.person(f"{role}@ours.example", board=ours, role=role))
        for role in ("board_officer", "member")
    )

    assert "Ask twice." in page(officer, "training/evaluation/")
    assert "Ask twice." not in page(member, "training/evaluation/")
    assert "1 of 1 answered" in page(member, "training/evaluation/")


def test_what_somebody_needs_to_take_part_is_for_those_who_run_it(client: Client, ours: Board, ahead: Session):
    agency = people.agency(ours, "care")
    one = booked(ahead, "Ada", agency=agency, adjustments="A quiet room")
    officer = people.signed_in(Client(), people.person("officer@ours.example", board=ours, role="board_officer"))
    lead = people.signed_in(Client(), people.person("lead@care.example", board=ours, role="agency_lead", agency=agency))

    assert "A quiet room" in officer.get(f"/board/ours/sessions/{ahead.pk}/register/").content.decode()
    for path in (f"sessions/{ahead.pk}/register/", f"bookings/{one.pk}/"):
        shown = lead.get(f"/board/ours/{path}").content.decode()
        assert "Ada" in shown
        assert "A quiet room" not in shown


def test_pages_of_training_cost_the_same_however_much_there_is(manager: Client, ours: Board, ahead: Session):
    paths = (
        "training/",
        "training/needs/",
        "training/levels/",
        f"sessions/{ahead.pk}/register/",
        "bookings/",
        "courses/",
    )

    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert manager.get(f"/board/ours/{path}").status_code == 200
        return len(asked)

    level = Level.objects.create(board=ours, code="L1", name="Awareness")
    need(ours, "trauma", "police", "large")
    booked(ahead, "First", agency=people.agency(ours, "police"))
    few = [cost(path) for path in paths]
    for n in range(20):
        agency = people.agency(ours, f"a{n}")
        need(ours, f"theme {n}", f"a{n}", "some")
        booked(ahead, f"Person{n}", agency=agency, level=level)
        new = Course.objects.create(board=ours, slug=f"c{n}", title=f"Course {n}", level=level)
        Session.objects.create(course=new, held_on=ahead.held_on, held_precision="day")

    assert [cost(path) for path in paths] == few
    assert max(few) <= 25


def test_a_session_whose_register_is_not_taken_is_not_one_to_which_nobody_came(
    manager: Client, ours: Board, course: Course
):
    held = Session.objects.create(course=course, held_on=clock.today(), held_precision="day")

    before = manager.get("/board/ours/training/").content.decode()
    Session.objects.create(course=course, held_on=clock.today(), held_precision="day", delegates=1)
    between = manager.get("/board/ours/training/").content.decode()
    Session.objects.filter(pk=held.pk).update(delegates=12)
    after = manager.get("/board/ours/training/").content.decode()

    assert "One session was held; its register is not taken yet." in before
    assert "0 delegates" not in before
    assert "1 delegate came to 1 session. One more session was held; its register is not taken yet." in between
    assert "13 delegates came to 2 sessions." in after


def test_a_year_that_never_was_is_not_found(manager: Client, ours: Board):
    assert manager.get("/board/ours/training/?year=1066-67").status_code == 404
    assert manager.get("/board/ours/training/?year=nonsense").status_code == 404
