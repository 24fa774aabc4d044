"""What is told of reviews: in the annual report, on the first page of those who have something to do, and where one stands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.core import clock
from goldenthread.core.access import Role
from goldenthread.core.periods import Period
from goldenthread.reports.records import _reviews_ended, _reviews_published, _reviews_under_way
from goldenthread.reviews import clocks, clocks_rules, models
from goldenthread.reviews.clocks_rules import Time, Unit
from goldenthread.reviews.running_clocks import due_on
from tests.factories import people, records
from tests.factories.reviewing import CONSOLE, room
from tests.integration.running_reviews.test_from_beginning_to_end import (
    begun,
    checked,
    drafted,
    settle_gates,
    signed_off,
    step,
)
from tests.integration.running_reviews.test_publication import ask_to_publish, decide

YEAR = Period.parse("2023-24")


def told(blocks) -> str:
    return " ".join(str(block) for block in blocks)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("commissioned", "signed_off", "ended", "under_way"),
    [
        (date(2019, 5, 1), date(2024, 3, 31), True, False),
        (date(2019, 5, 1), date(2024, 4, 1), False, True),
        (date(2024, 3, 31), None, False, True),
        (date(2024, 4, 1), None, False, False),
        (date(2023, 4, 1), date(2023, 4, 1), True, False),
        (date(2023, 3, 1), date(2023, 3, 31), False, False),
    ],
)
def test_a_review_is_told_in_the_year_it_ended_in_and_as_ongoing_until_then(commissioned, signed_off, ended, under_way):
    where = room(commissioned_on=commissioned, signed_off_on=signed_off, commissioned_precision="day")

    assert ("Adult Q" in told(_reviews_ended(where.board, YEAR))) is ended
    assert ("Adult Q" in told(_reviews_under_way(where.board, YEAR))) is under_way


@pytest.mark.django_db
@pytest.mark.capability("S71", "S21")
def test_the_report_follows_the_steps_of_a_review_that_is_run_here():
    where, other = room(), room("theirs")
    year = Period.containing(clock.today())
    begun(other)
    before = told(_reviews_under_way(other.board, year))
    assert "Adult Q" not in told(_reviews_ended(other.board, year))

    signed_off(where)
    settle_gates(where)
    ended = told(_reviews_ended(where.board, year))
    assert "Adult Q" not in told(_reviews_published(where.board, year))
    ask_to_publish(where, where.who("manager", Role.BOARD_MANAGER))
    decide(where, where.who("chair", Role.CHAIR, "decider"))

    assert "Adult Q" in before
    assert "Signed off, and not yet published." in ended
    assert "Adult Q" not in told(_reviews_under_way(where.board, year))
    assert "Published on" in told(_reviews_published(where.board, year))


@pytest.mark.django_db
def test_each_is_told_what_there_is_to_do_and_by_whom_it_is_named_stays_unsaid():
    where = room()
    drafted(where)
    manager = where.who("manager", Role.BOARD_MANAGER)
    days = {"asked_on": clock.today(), "due_on": clock.today()}
    where.add(manager, "fact-checks", agency=str(where.police.pk), part="What happened", **days)
    where.add(manager, "review-pauses", reason="inquest", why="W.", from_on=clock.today(), expected_on=clock.today())
    lead, home = where.of_agency("lead", where.police), f"/board/{where.board.slug}/to-do/"
    other = people.person(
        "fire@ours.example", board=where.board, role=Role.AGENCY_LEAD, agency=people.agency(where.board, "fire")
    )

    theirs, ours = lead.get(home).content.decode(), manager.get(home).content.decode()
    others = people.signed_in(Client(), other).get(home).content.decode()

    assert f"Check a part of a draft report: {where.case.reference}" in theirs
    assert f"Look again at why a review stands still: {where.case.reference}" in ours
    assert where.case.reference not in others
    for page in (theirs, ours):
        assert "Adult Q" not in page.split("<main")[1]


@pytest.mark.django_db
def test_a_second_person_is_told_that_something_waits_and_the_first_is_not():
    where = room()
    signed_off(where)
    settle_gates(where)
    manager, chair = where.who("manager", Role.BOARD_MANAGER), where.who("chair", Role.CHAIR, "decider")
    ask_to_publish(where, manager)
    home, words = f"/board/{where.board.slug}/to-do/", "Agree to what is to be published of"

    assert words in chair.get(home).content.decode()
    assert words not in manager.get(home).content.decode()


@pytest.mark.django_db
def test_where_a_review_stands_says_what_is_late():
    where = room()
    checked(where)
    manager = where.who("manager", Role.BOARD_MANAGER)
    today = clock.today()
    models.Review.objects.filter(pk=where.review.pk).update(commissioned_on=today - timedelta(days=400))
    models.ParallelProcess.objects.create(case=where.case, sort="Inquest", due_on=today - timedelta(days=3))
    models.ParallelProcess.objects.create(
        case=where.case, sort="Complaint", due_on=today - timedelta(days=9), status="ended"
    )

    page = manager.get(f"{where.below}review/stands/").content.decode()

    assert "The review as a whole" in page
    assert "3 days late" in page
    assert "Complaint" not in page.split('id="late"')[1].split("</section>")[0]


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["review/stands/", "publication/", "quality/"])
def test_queries_do_not_grow_with_what_a_review_holds(page):
    where = room()
    begun(where)
    manager = where.who("manager", Role.BOARD_MANAGER)
    manager.get(f"{where.below}{page}")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert manager.get(f"{where.below}{page}").status_code == 200
        counts.append(len(found))
        for model in (models.Gate, models.ReviewStep, models.ParallelProcess, models.QualityAnswer, models.Involvement):
            for _ in range(8):
                records.make(model, where.board, case=where.case)

    assert counts[1] == counts[0]
    assert counts[0] <= 60


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "own", "paused", "due"),
    [
        ("single", None, None, date(2024, 7, 31)),
        ("rapid_time", None, None, date(2024, 4, 24)),
        ("single", 8, None, date(2024, 9, 30)),
        ("single", None, (date(2024, 3, 1), date(2024, 3, 11)), date(2024, 8, 10)),
        ("single", None, (date(2024, 9, 1), date(2024, 9, 11)), date(2024, 7, 31)),
    ],
)
def test_by_when_a_review_is_expected_follows_the_boards_own_time_and_its_pauses(kind, own, paused, due):
    where = room(kind=kind, commissioned_on=date(2024, 1, 31), commissioned_precision="day")
    if own:
        time = Time(own, Unit.MONTHS)
        clocks.set_time(where.board, clocks_rules.WHOLE, time, by=CONSOLE)
    pauses = []
    if paused:
        pause = {
            "reason": "inquest",
            "why": "W.",
            "from_on": paused[0],
            "expected_on": paused[1],
            "ended_on": paused[1],
        }
        pauses.append(models.ReviewPause.objects.create(case=where.case, **pause))

    assert due_on(where.review, pauses) == due


@pytest.mark.django_db
@pytest.mark.parametrize(("on", "precision"), [(None, "day"), (date(2024, 1, 1), "month"), (date(2023, 4, 1), "year")])
def test_nothing_is_expected_of_a_review_whose_first_day_is_not_known(on, precision):
    assert due_on(room(commissioned_on=on, commissioned_precision=precision).review, []) is None


@pytest.mark.django_db
def test_whoever_decides_is_reminded_of_what_waits_for_them_and_of_nothing_else():
    where = room()
    checked(where)
    manager, chair = where.who("manager", Role.BOARD_MANAGER), where.who("chair", Role.CHAIR, "decider")
    leads = where.who("leads", Role.PANEL_CHAIR, "chair")
    home = f"/board/{where.board.slug}/to-do/"
    words = ("The panel agrees it, or say", "The Board signs it off, or say", "Decide on publication:")

    def told() -> dict[str, list[bool]]:
        pages = {"manager": manager, "chair": chair, "leads": leads}
        shown = {who: client.get(home).content.decode() for who, client in pages.items()}
        return {who: [one in page for one in words] for who, page in shown.items()}

    without_meeting = told()
    where.add(leads, "review-meetings", held_on=clock.today(), is_quorate="on")
    with_meeting = told()
    step(where, leads, "agree-in-the-panel", "agree")
    step(where, manager, "put-to-the-board")
    before_sign_off = told()
    step(where, chair, "sign-off", "agree", note="Board of May")
    with_open_gates = told()
    settle_gates(where)
    settled = told()
    ask_to_publish(where, manager)

    nothing = [False, False, False]
    assert without_meeting == {"manager": nothing, "chair": nothing, "leads": nothing}
    assert with_meeting == {"manager": nothing, "chair": nothing, "leads": [True, False, False]}
    assert before_sign_off == {"manager": nothing, "chair": [False, True, False], "leads": nothing}
    assert with_open_gates == {"manager": nothing, "chair": nothing, "leads": nothing}
    assert settled == {"manager": [False, False, True], "chair": [False, False, True], "leads": nothing}
    assert told() == {"manager": nothing, "chair": nothing, "leads": nothing}


@pytest.mark.django_db
def test_nobody_is_reminded_of_a_review_that_stands_still_or_that_they_stand_aside_from():
    where = room()
    signed_off(where)
    where.review.refresh_from_db()
    models.Review.objects.filter(pk=where.review.pk).update(stage="board_sign_off")
    chair, home = where.who("chair", Role.CHAIR, "decider"), f"/board/{where.board.slug}/to-do/"
    words = "The Board signs it off, or say"

    before = words in chair.get(home).content.decode()
    still = models.ReviewPause.objects.create(
        case=where.case, reason="inquest", why="W.", from_on=clock.today(), expected_on=clock.today()
    )
    paused = words in chair.get(home).content.decode()
    still.delete()
    people.stands_aside(where.users["chair"], where.review)
    aside = words in chair.get(home).content.decode()

    assert (before, paused, aside) == (True, False, False)
