"""What everybody reads of a review: only what two people cleared, in the register and on its page."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from goldenthread.boards.themes import Theme
from goldenthread.cases.models import Case, CasePerson
from goldenthread.core import clock
from goldenthread.core.access import Role
from goldenthread.publishing import published, reviews_register
from goldenthread.reviews import models, pseudonyms
from goldenthread.reviews.briefing_headings import HEADINGS
from goldenthread.reviews.models import PublicText, Review, ReviewTheme
from tests.factories import people, records
from tests.factories.reviewing import Room, room
from tests.factories.rooms.vault import keys_are_there
from tests.integration.running_reviews.test_from_beginning_to_end import (
    ask_to_publish,
    decide,
    settle_gates,
    signed_off,
)
from tests.integration.running_reviews.test_versions import send, word_file

pytestmark = [pytest.mark.django_db, pytest.mark.records]
CANARY = "Quetzalcoatlus"
HIDDEN = (models.ReviewDelay, models.PanelNote, models.PractitionerEvent, models.ParallelProcess, models.FamilyQuestion,
          models.Gate, models.FactCheck, models.AppointedReviewer, models.TermsOfReference)  # fmt: skip
"""What a case of this room is made of, that is never for everybody."""


@pytest.fixture
def ready() -> Room:
    where = room()
    signed_off(where)
    settle_gates(where)
    return where


class Site:
    """The public site of a Board, as anybody reads it."""

    def get(self, path: str) -> Any:
        with override_settings(ROOT_URLCONF="goldenthread.config.urls_public", GOLDENTHREAD_PUBLIC_BOARD="ours"):
            return Client().get(path)


@pytest.fixture
def site() -> Site:
    return Site()


def publish(where: Room, outcome: str = "published", **more: object) -> None:
    manager, chair = where.who("manager", Role.BOARD_MANAGER), where.who("chair", Role.CHAIR, "decider")
    asked = ask_to_publish(where, manager, outcome=outcome, **more)
    assert asked.status_code == 302, asked.content.decode()
    assert decide(where, chair).status_code == 302


def words(where: Room, **values: str) -> None:
    manager = where.who("manager", Role.BOARD_MANAGER)
    given = {"title": "Adult Q", "summary": "", "reasons": "", **values}
    assert where.add(manager, "public-words", **given).status_code == 302


def brief(where: Room) -> None:
    manager = where.who("manager", Role.BOARD_MANAGER)
    parts = {f"part-{place}": f"Words on {heading.lower()}." for place, (heading, _) in enumerate(HEADINGS)}
    manager.post(f"{where.below}briefing/write/", {"title": "Who holds the plan?", **parts})


def publish_briefing(where: Room) -> None:
    manager, chair = where.who("manager", Role.BOARD_MANAGER), where.who("chair", Role.CHAIR, "decider")
    manager.post(f"{where.below}briefing/ask/", {"read_by": "The officer.", "why": "Look at it."})
    assert decide(where, chair).status_code == 302


@pytest.mark.capability("S70")
def test_a_published_report_is_read_by_everybody_and_listed_with_its_themes(ready: Room, site: Site):
    theme = Theme.objects.create(board=ready.board, slug="voice", name="The adult’s voice")
    ready.review.source.themes.add(theme)

    publish(ready)

    register = site.get("/reviews/")
    page = site.get("/reviews/adult-q/").content.decode()
    assert [(one.title, one.themes, one.state) for one in register.context["reviews"]] == [
        ("Adult Q", ("The adult’s voice",), "Published")
    ]
    assert "What we found" in page
    assert [len(site.get(f"/reviews/?theme={one}").context["reviews"]) for one in ("The adult’s voice", "Other")] == [
        1,
        1,
    ]


def test_nothing_is_public_before_the_second_person_agreed(ready: Room, site: Site):
    manager = ready.who("manager", Role.BOARD_MANAGER)
    words(ready, summary="Nobody held the plan.")
    ask_to_publish(ready, manager)

    assert site.get("/reviews/").context["reviews"] == []
    assert site.get("/reviews/adult-q/").status_code == 404


def test_a_summary_is_published_without_the_report(ready: Room, site: Site):
    words(ready, summary="## In short\n\nNobody held the plan.", reasons="The family asked for it.")
    publish(ready, "summary_only", reasons=f"{CANARY} would be known.")

    page = site.get("/reviews/adult-q/").content.decode()

    assert "Nobody held the plan." in page
    assert "The family asked for it." in page
    assert "The police came" not in page
    assert CANARY not in page


def test_a_summary_needs_words(ready: Room):
    answer = ask_to_publish(
        ready, ready.who("manager", Role.BOARD_MANAGER), outcome="summary_only", reasons="The family asks for it."
    )

    assert "Write the summary first, under “What the public reads”." in answer.content.decode()


@pytest.mark.parametrize(("told", "listed"), [("A trial is near.", ["Not published"]), ("", [])])
def test_a_review_that_is_not_published_is_listed_only_with_reasons_that_may_be_told(
    ready: Room, site: Site, told: str, listed: list[str]
):
    words(ready, summary="Nobody held the plan.", reasons=told)
    publish(ready, "not_published", reasons="A brother is in danger.")

    register = site.get("/reviews/").context["reviews"]
    page = site.get("/reviews/adult-q/").content.decode()

    assert [one.state for one in register] == listed
    assert "Nobody held the plan." not in page
    assert "A brother is in danger." not in page


@pytest.mark.capability("S20", "S80")
def test_the_briefing_goes_first_and_stays_beside_the_report(ready: Room, site: Site):
    brief(ready)
    publish_briefing(ready)
    first = site.get("/reviews/adult-q/").content.decode()

    publish(ready)
    then = site.get("/reviews/adult-q/").content.decode()

    assert ("What was learned could not wait for it" in first, "The police came" in first) == (True, False)
    assert ("Words on " in first, "Words on " in then, "The police came" in then) == (True, True, True)


def test_words_that_change_after_they_were_published_stay_as_two_people_cleared_them(ready: Room, site: Site):
    words(ready, summary="Nobody held the plan.")
    publish(ready, "summary_only", reasons="The family asks for it.")
    ready.case.reviews_publicwordss.update(title=CANARY, summary=CANARY)
    Review.objects.filter(pk=ready.review.pk).update(pseudonym=CANARY)
    Case.objects.filter(pk=ready.case.pk).update(called=CANARY)

    pages = [site.get(path).content.decode() for path in ("/reviews/", "/reviews/adult-q/")]

    assert ["Nobody held the plan." in pages[1], CANARY in pages[0], CANARY in pages[1]] == [True, False, False]


@pytest.mark.parametrize("field", ["title", "summary", "reasons"])
def test_words_that_change_while_the_second_person_looks_have_to_be_asked_for_again(ready: Room, field: str):
    words(ready, summary="Nobody held the plan.")
    ask_to_publish(
        ready, ready.who("manager", Role.BOARD_MANAGER), outcome="summary_only", reasons="The family asks for it."
    )
    ready.case.reviews_publicwordss.update(**{field: "Other words."})

    answer = decide(ready, ready.who("chair", Role.CHAIR, "decider"))

    assert answer.status_code == 409
    assert not PublicText.objects.exists()


def test_words_that_were_not_searched_are_not_published(ready: Room, monkeypatch: pytest.MonkeyPatch):
    words(ready, summary="Nobody held the plan.")
    manager = ready.who("manager", Role.BOARD_MANAGER)
    report = ready.case.reviews_reportversions.first()
    assert report is not None
    monkeypatch.setattr(pseudonyms, "_checks", [lambda _, digest: digest == pseudonyms.digest(report.text)])

    answer = ask_to_publish(ready, manager)

    assert "What the public would read was not searched for names" in answer.content.decode()


def test_what_is_taken_down_is_gone_and_nothing_older_comes_back(ready: Room, site: Site):
    words(ready, summary="Nobody held the plan.")
    publish(ready, "summary_only", reasons="The family asks for it.")
    publish(ready)
    newest = PublicText.objects.get(sort="report")
    manager = ready.clients["manager"]

    bare = manager.post(f"{ready.below}publication/down/{newest.pk}/", {"why": ""})
    manager.post(f"{ready.below}publication/down/{newest.pk}/", {"why": "Somebody was recognised."})

    assert bare.status_code == 422
    assert site.get("/reviews/adult-q/").status_code == 404
    assert site.get("/reviews/").context["reviews"] == []


def test_what_is_published_until_a_day_is_gone_on_the_next(ready: Room, site: Site):
    last = clock.today() + timedelta(days=30)
    publish(ready, until_on=last)

    shown = []
    for day in (last, last + timedelta(days=1)):
        with clock.on(day):
            shown.append(site.get("/reviews/adult-q/").status_code)

    assert shown == [200, 404]


def test_the_file_of_the_report_can_be_taken_away_as_it_was_cleaned(site: Site):
    keys_are_there()
    where = room()
    signed_off(where)
    settle_gates(where)
    send(where, word_file(("Normal", "They were visited twice."), author=CANARY), text="They were visited twice.")
    publish(where)

    answer = site.get("/reviews/adult-q/report.docx")

    assert answer["Content-Disposition"] == 'attachment; filename="adult-q.docx"'
    assert answer.content.startswith(b"PK")
    assert CANARY.encode() not in answer.content
    assert site.get("/reviews/adult-q/report.pdf").status_code == 404


def test_nothing_of_a_case_that_is_not_for_everybody_is_on_any_public_page(ready: Room, site: Site):
    """A word is put wherever a case of this room keeps words; the public pages hold it nowhere, and ask no such table."""
    words(ready, summary="Nobody held the plan.")
    publish(ready, "summary_only", reasons=CANARY)
    CasePerson.objects.create(case=ready.case, pseudonym=CANARY, relation=CANARY)
    for model in HIDDEN:
        made = records.make(model, ready.board, case=ready.case)
        texts = [one.name for one in model._meta.fields if one.get_internal_type() == "TextField"]
        assert texts, model
        model._default_manager.filter(pk=made.pk).update(**dict.fromkeys(texts, CANARY))
    Case.objects.filter(pk=ready.case.pk).update(called=CANARY)
    with CaptureQueriesContext(connection) as asked:
        pages = [site.get(path) for path in ("/reviews/", "/reviews/adult-q/", "/reviews/adult-q/report.docx", "/")]

    rooms = [one for one in connection.introspection.table_names() if one.startswith(("reviews_", "cases_", "vault_"))]
    read = {table for table in rooms for one in asked if f'"{table}"' in one["sql"]}
    assert [CANARY in one.content.decode() for one in pages] == [False] * 4
    assert "reviews_publictext" in read
    assert read <= {"reviews_publictext", "reviews_review", "reviews_reviewtheme", "reviews_publication", "cases_case"}


def earlier(where: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str) -> Review:
    """A review from before this program, and a published annual report that says this."""
    review = records.make(Review, where.board, published_on=clock.today())
    Review.objects.filter(pk=review.pk).update(pseudonym="Adult Z")
    ReviewTheme.objects.create(review=review, theme="Fire")
    report = tmp_path / "annual-report.html"
    report.write_text(f"<p>{says}</p>", encoding="utf-8")
    monkeypatch.setattr(published, "latest_report", lambda: type("Report", (), {"period": "2023-24"}))
    monkeypatch.setattr(published, "files", lambda _: [("annual-report.html", "", report)])
    return review  # type: ignore[return-value]  # as made


@pytest.mark.parametrize(("says", "listed"), [("Fire: <b>Adult Z</b>", ["Adult Z"]), ("Fire: Adult C", [])])
def test_an_earlier_review_is_listed_where_the_published_report_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: Site, says: str, listed: list[str]
):
    where = room()
    earlier(where, tmp_path, monkeypatch, says)

    found = reviews_register.listed(where.board, clock.today())

    assert [one.title for one in found] == listed
    assert [(one.themes, one.slug) for one in found] == [(("Fire",), "")] * len(listed)


def test_another_boards_reviews_are_not_on_this_site(site: Site):
    theirs = room("theirs")
    signed_off(theirs)
    settle_gates(theirs)
    people.board("ours")
    publish(theirs)

    assert PublicText.objects.exists()
    assert site.get("/reviews/adult-q/").status_code == 404


def test_two_people_look_at_what_everybody_would_read(ready: Room):
    words(ready, title="A man in his seventies", summary="Nobody held the plan.")
    chair = ready.who("chair", Role.CHAIR, "decider")

    shown = {
        what: chair.get(f"{ready.below}publication/public/{what}/").content.decode()
        for what in ("summary_only", "published", "not_published")
    }

    assert "A man in his seventies" in shown["summary_only"]
    assert ("The police came" in shown["published"], "The police came" in shown["summary_only"]) == (True, False)
    assert "Nothing would be told in public" in shown["not_published"]
    assert chair.get(f"{ready.below}publication/public/elsewhere/").status_code == 404


def test_a_summary_that_nobody_wrote_is_not_shown_as_if_it_could_be_published(ready: Room):
    chair = ready.who("chair", Role.CHAIR, "decider")
    page = chair.get(f"{ready.below}publication/public/summary_only/").content.decode()

    assert "No summary is written yet" in page
    assert "The Board publishes a summary of this review" not in page
