"""Publishing: two people, exactly what was proposed, and a way back."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client, override_settings
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.boards.models import Board, Person, Seat
from goldenthread.boards.standing import RoleHeld
from goldenthread.core.access import Act, Role, needs_second, standing_of
from goldenthread.core.errors import NotPermitted, NotPossibleNow
from goldenthread.figures.store import save_release
from goldenthread.publishing import published
from goldenthread.reports import publication, writing
from goldenthread.reports.models import Draft, Proposal, Report, Section
from goldenthread.trail.models import Entry
from tests.factories import people, releases
from tests.factories.report_writing import SYSTEM, SignIn, actor

ONE = "/board/example/reports/2023-24/"


def page(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def proposed(report: Report, by: User) -> Proposal:
    return publication.propose(report=report, by=actor(by))


def test_everybody_who_may_approve_a_report_needs_a_second(report: Report, manager: User, chair: User):
    assert needs_second(standing_of(manager), Act.APPROVE, report)
    assert needs_second(standing_of(chair), Act.APPROVE, report)


def test_two_people_publish_a_report(finished: Report, manager: User, chair: User, sign_in: SignIn):
    first = sign_in(manager).post(f"{ONE}publish/")
    proposal = Proposal.objects.get()
    waiting = page(sign_in(chair).get(f"{ONE}publish/"))
    second = sign_in(chair).post(f"{ONE}publish/{proposal.pk}/agree/")

    finished.refresh_from_db()
    entry = Entry.objects.get(verb="publish a report")
    assert (first.status_code, second.status_code) == (302, 302)
    assert "Agree, and publish it" in waiting
    assert (finished.status, finished.version) == ("published", "1.0")
    assert (entry.by_name, entry.second_name) == (manager.name, chair.name)
    assert published.latest_report() == finished
    assert [name for name, _, _ in published.files("2023-24")] == [
        "annual-report.html",
        "annual-report.pdf",
        "annual-report.docx",
    ]
    assert "Draft, not for publication" not in published.files("2023-24")[0][2].read_text()


def test_nobody_agrees_to_their_own_proposal(finished: Report, manager: User, sign_in: SignIn):
    here = sign_in(manager)
    here.post(f"{ONE}publish/")
    proposal = Proposal.objects.get()

    answer = here.post(f"{ONE}publish/{proposal.pk}/agree/")

    finished.refresh_from_db()
    assert answer.status_code == 403
    assert "Agree, and publish it" not in page(here.get(f"{ONE}publish/"))
    assert finished.status == "draft"


def test_the_database_refuses_ones_own_agreement_too(finished: Report, manager: User):
    proposal = proposed(finished, manager)
    proposal.outcome, proposal.settled_by_id, proposal.settled_at = "agreed", manager.pk, timezone.now()

    with pytest.raises(IntegrityError), transaction.atomic():
        proposal.save()


def test_only_those_who_approve_propose(finished: Report, officer: User, member: User, sign_in: SignIn):
    assert [sign_in(one).post(f"{ONE}publish/").status_code for one in (officer, member)] == [403, 403]
    assert Proposal.objects.count() == 0


def test_a_report_that_is_not_ready_is_not_proposed(report: Report, manager: User, sign_in: SignIn):
    answer = sign_in(manager).post(f"{ONE}publish/")

    assert answer.status_code == 409
    assert "This report is not ready to be published. Summary: being written." in page(answer)
    assert (Proposal.objects.count(), Draft.objects.count()) == (0, 0)


def test_an_edit_after_the_proposal_ends_it(finished: Report, manager: User, chair: User, sign_in: SignIn):
    proposal = proposed(finished, manager)
    one = finished.sections.get(slug="money")
    writing.write(section=one, values={"text": "More."}, by=actor(manager))

    answer = sign_in(chair).post(f"{ONE}publish/{proposal.pk}/agree/")

    proposal.refresh_from_db()
    finished.refresh_from_db()
    assert answer.status_code == 409
    assert (proposal.outcome, finished.status) == ("overtaken", "draft")


def test_a_change_by_another_way_is_found_when_somebody_agrees(finished: Report, manager: User, chair: User):
    proposal = proposed(finished, manager)
    Section.objects.filter(report=finished, slug="money").update(text="Slipped in.")

    with pytest.raises(NotPossibleNow, match="changed after it was proposed"):
        publication.agree(proposal=proposal, by=actor(chair))

    proposal.refresh_from_db()
    finished.refresh_from_db()
    assert (proposal.outcome, finished.status) == ("overtaken", "draft")


def test_figures_released_anew_end_the_proposal(finished: Report, manager: User, chair: User):
    proposal = proposed(finished, manager)
    release = releases.small()
    figures = {one: figure for one, figure in release.figures.items() if one != "concerns.received"}
    save_release(
        type(release)(release.board, release.period, release.rule, release.snapshot, figures),
        board=finished.board,
        by=SYSTEM,
    )

    with pytest.raises(NotPossibleNow, match="changed after it was proposed"):
        publication.agree(proposal=proposal, by=actor(chair))


def test_a_change_between_looking_and_locking_is_found(
    finished: Report, manager: User, chair: User, monkeypatch: pytest.MonkeyPatch
):
    """The files are built before the report is locked; whatever is changed meanwhile stops the publication."""
    proposal = proposed(finished, manager)
    build = publication.operations.build

    def slow(**given: Any) -> Any:
        made = build(**given)
        Section.objects.filter(report=finished, slug="money").update(text="Slipped in.")
        return made

    monkeypatch.setattr(publication.operations, "build", slow)

    with pytest.raises(NotPossibleNow, match="changed after it was proposed"):
        publication.agree(proposal=proposal, by=actor(chair))

    finished.refresh_from_db()
    assert finished.status == "draft"
    assert Entry.objects.filter(verb="publish a report").count() == 0


def test_two_who_agree_at_once_publish_once(
    finished: Report, manager: User, chair: User, monkeypatch: pytest.MonkeyPatch
):
    proposal = proposed(finished, manager)
    early = Proposal.objects.get(pk=proposal.pk)
    publication.agree(proposal=proposal, by=actor(chair))

    with pytest.raises(NotPossibleNow):
        publication.agree(proposal=early, by=actor(chair))

    assert Entry.objects.filter(verb="publish a report").count() == 1


def test_a_report_is_proposed_once_at_a_time(finished: Report, manager: User, chair: User):
    proposed(finished, manager)

    with pytest.raises(NotPossibleNow, match="proposed already"):
        proposed(finished, chair)


def test_whoever_lost_their_role_meanwhile_proposed_nothing(finished: Report, manager: User, chair: User):
    proposal = proposed(finished, manager)
    RoleHeld.objects.filter(user=manager).delete()

    with pytest.raises(NotPossibleNow, match="may not approve reports any more"):
        publication.agree(proposal=proposal, by=actor(chair))


def test_the_program_itself_proposes_nothing(finished: Report, manager: User):
    with pytest.raises(NotPermitted):
        publication.propose(report=finished, by=SYSTEM)
    proposal = proposed(finished, manager)
    with pytest.raises(NotPermitted):
        publication.agree(proposal=proposal, by=SYSTEM)


def test_a_proposal_is_taken_back_with_a_reason(finished: Report, manager: User, chair: User, sign_in: SignIn):
    proposal = proposed(finished, manager)
    here = sign_in(chair)
    address = f"{ONE}publish/{proposal.pk}/take-back/"

    without = here.post(address, {"why": ""})
    here.post(address, {"why": "The money is not final."})

    proposal.refresh_from_db()
    assert without.status_code == 422
    assert (proposal.outcome, proposal.settled_by, proposal.why) == (
        "taken_back",
        chair.name,
        "The money is not final.",
    )
    assert "The money is not final." in page(here.get(f"{ONE}publish/"))


def test_a_published_report_is_withdrawn_with_a_reason(
    finished: Report, manager: User, chair: User, sign_in: SignIn, django_capture_on_commit_callbacks: Any
):
    publication.agree(proposal=proposed(finished, manager), by=actor(chair))
    here = sign_in(manager)

    without = here.post(f"{ONE}withdraw/", {"why": ""})
    with django_capture_on_commit_callbacks(execute=True):
        here.post(f"{ONE}withdraw/", {"why": "A table was wrong."})

    finished.refresh_from_db()
    assert without.status_code == 422
    assert finished.status == "draft"
    assert published.latest_report() is None
    assert published.files("2023-24") == []
    assert Entry.objects.get(verb="withdraw a report").why == "A table was wrong."


@pytest.mark.capability("S183")
def test_published_again_it_is_the_next_version(finished: Report, manager: User, chair: User):
    publication.agree(proposal=proposed(finished, manager), by=actor(chair))
    publication.withdraw(report=finished, why="A table was wrong.", by=actor(manager))
    finished.refresh_from_db()

    publication.agree(proposal=proposed(finished, chair), by=actor(manager))

    finished.refresh_from_db()
    assert finished.version == "2.0"


def test_an_analyst_may_not_withdraw(finished: Report, manager: User, chair: User, sign_in: SignIn):
    from tests.factories import people

    analyst = people.person("ana@people.example", board=finished.board, role=Role.ANALYST)
    publication.agree(proposal=proposed(finished, manager), by=actor(chair))

    assert sign_in(analyst).post(f"{ONE}withdraw/", {"why": "Because."}).status_code == 403


def test_withdrawing_a_report_leaves_the_files_of_another_board_of_the_same_year(
    finished: Report, manager: User, chair: User
):
    publication.agree(proposal=proposed(finished, manager), by=actor(chair))
    other = people.board("zealous")
    theirs = Report.objects.create(
        board=other, period=finished.period, dated_on=finished.dated_on, status=Report.Status.PUBLISHED
    )
    their_manager = people.person("their.manager@people.example", board=other, role=Role.BOARD_MANAGER)

    publication.withdraw(report=theirs, why="A table was wrong.", by=actor(their_manager))

    assert published.board() == finished.board
    assert len(published.files("2023-24")) == 3


def test_a_published_report_keeps_the_numbers_it_was_agreed_with(finished: Report, manager: User, chair: User):
    publication.agree(proposal=proposed(finished, manager), by=actor(chair))
    agreed = published.document("2023-24").release.figures.keys()
    release = releases.small()
    fewer = {one: figure for one, figure in release.figures.items() if one != "concerns.received"}
    later = replace(release.snapshot, sha256="f" * 64)

    save_release(
        type(release)(release.board, release.period, release.rule, later, fewer), board=finished.board, by=SYSTEM
    )

    assert published.document("2023-24").release.figures.keys() == agreed


def test_a_report_published_again_shows_its_new_words(finished: Report, manager: User, chair: User):
    publication.agree(proposal=proposed(finished, manager), by=actor(chair))
    before = published.document("2023-24").sections[0].title
    report = publication.withdraw(report=finished, why="A word was wrong.", by=actor(manager))
    Section.objects.filter(report=report, slug="summary").update(title="In short")
    for one in Section.objects.filter(report=report).exclude(state="signed_off"):
        for name in ("hand-in", "sign-off"):
            writing.take(name=name, section=one, by=SYSTEM)

    publication.agree(proposal=proposed(report, manager), by=actor(chair))

    assert (before, published.document("2023-24").sections[0].title) == ("Summary", "In short")


def test_the_public_page_names_the_chair_and_nobody_else_of_the_directory(
    finished: Report, manager: User, chair: User, client: Client
):
    publication.agree(proposal=proposed(finished, manager), by=actor(chair))
    board: Board = finished.board
    leads = Person.objects.create(board=board, name="Robin Fell", post="Independent chair")
    Person.objects.create(board=board, name="Sasha Thorn", post="Safeguarding lead", email="sasha@police.example")
    Seat.objects.create(board=board, title="Independent chair", is_chair=True, held_by=leads)

    with override_settings(ROOT_URLCONF="goldenthread.config.urls_public"):
        shown = client.get("/about/").content.decode()

    assert "Robin Fell" in shown
    assert "Sasha" not in shown
