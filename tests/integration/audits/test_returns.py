"""An agency and its returns: its own and no other's, half-done, handed in, or not possible."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from goldenthread.audits import queries, returning, steps
from goldenthread.audits.models import AgencyReturn, Conclusion, GivenGrade, SafetyFlag
from goldenthread.core import clock
from goldenthread.core.access import Act, Role, standing_of, visible_to
from goldenthread.core.errors import NotPermitted, NotPossibleNow, Refused
from goldenthread.core.todo import Asked, things
from goldenthread.trail import operations as trail
from tests.factories import people

pytestmark = [pytest.mark.django_db, pytest.mark.records]


def part_of(world, agency):
    return world.audit.participations.get(agency=agency)


def address(world, view, **more):
    return reverse(f"workspace:{view}", kwargs={"board": world.board.slug, **more})


def case_page(world, agency, number=1):
    said = world.said(agency, number)
    return address(world, "audit-returns-case", pk=said.participation_id, said=said.pk)


def hidden(page):
    return re.search(r'name="seen" value="([^"]*)"', page.content.decode())[1]


def grades(world, *given):
    return {f"grade-{one.pk.hex}": grade for one, grade in zip(world.audit.questions.all(), given, strict=True)}


def test_a_return_is_saved_half_done_and_handed_in_later(world):
    client = world.out().client(world.lead)
    page = case_page(world, world.police)

    saved = client.post(
        page, {**grades(world, "good", ""), "seen": hidden(client.get(page)), "do": "save"}, follow=True
    )

    assert "Saved. 1 question has no grade yet." in saved.content.decode()
    assert [one.grade for one in world.said(world.police).given.all()] == ["good"]
    graded, ungraded = world.audit.questions.all()
    assert f'href="#id_grade-{ungraded.pk.hex}">{ungraded.words}' in saved.content.decode()
    assert f'href="#id_grade-{graded.pk.hex}"' not in saved.content.decode()
    early = client.post(page, {**grades(world, "good", ""), "seen": hidden(saved), "do": "hand-in"})
    assert (early.status_code, "1 question has no grade yet" in early.content.decode()) == (409, True)
    assert f'href="#id_grade-{ungraded.pk.hex}">{ungraded.words}: choose a grade' in early.content.decode()
    assert world.said(world.police).status == "open"
    client.post(page, {**grades(world, "good", "improve"), "seen": hidden(early), "do": "hand-in"})
    assert world.said(world.police).status == "handed_in"
    assert "own grades" in client.get(page).content.decode()


def test_a_colleague_who_was_quicker_is_not_overwritten(world):
    client = world.out().client(world.lead)
    page = case_page(world, world.police)
    opened = client.get(page)
    returning.save(
        world.said(world.police),
        returning.Said(grades={world.audit.questions.first().pk: "improve"}),
        by=world.by(world.lead),
        seen=None,
    )

    answer = client.post(page, {**grades(world, "good", "good"), "comment": "Mine.", "seen": hidden(opened)})

    words = answer.content.decode()
    assert answer.status_code == 409
    assert "saved this return while you were writing" in words
    assert "Mine." in words
    assert [one.grade for one in world.said(world.police).given.all()] == ["improve"]
    client.post(page, {**grades(world, "good", "good"), "comment": "Mine.", "seen": hidden(answer)})
    assert world.said(world.police).comment == "Mine."


@pytest.mark.parametrize("number", [1, 2])
def test_no_agency_sees_anothers_return(world, number):
    world.out()
    world.fill(world.health, number, "inadequate", "inadequate", texts={"comment": "Only ours."})
    client, standing = world.client(world.lead), standing_of(world.lead)

    answers = {
        view: client.get(page).status_code
        for view, page in {
            "return": case_page(world, world.health, number),
            "part": address(world, "audit-returns-one", pk=part_of(world, world.health).pk),
            "together": address(world, "audit-returns-together", pk=part_of(world, world.health).pk),
            "audit": address(world, "practice-audits-record", pk=world.audit.pk),
            "grades": address(world, "practice-audits-grades", pk=world.audit.pk, case=world.audit.cases.first().pk),
        }.items()
    }

    assert answers == {"return": 404, "part": 404, "together": 404, "audit": 404, "grades": 403}
    assert {one.participation.agency for one in visible_to(standing, Act.READ, AgencyReturn.objects.all())} == {
        world.police
    }
    assert list(visible_to(standing, Act.READ, GivenGrade.objects.all())) == []
    own = client.get(address(world, "audit-returns")).content.decode()
    assert ("Health" in own, "Police" in own) == (False, True)


@pytest.mark.parametrize("deed", ["save", "hand_in", "cannot"])
def test_no_agency_changes_anothers_return(world, deed):
    world.out()
    said, by = world.said(world.health), world.by(world.lead)
    deeds = {
        "save": lambda: returning.save(said, returning.Said(), by=by, seen=None),
        "hand_in": lambda: returning.hand_in(said, by=by),
        "cannot": lambda: returning.cannot(said, "Because.", by=by),
    }

    with pytest.raises(NotPermitted):
        deeds[deed]()


@pytest.mark.capability("S138")
def test_what_all_agreed_is_shown_to_who_took_part_once_it_is_reported(world):
    world.agreed()
    part = part_of(world, world.police)
    page = address(world, "audit-returns-together", pk=part.pk)
    client, standing = world.client(world.lead), standing_of(world.lead)
    assert (client.get(page).status_code, queries.together(part, standing)) == (409, None)
    trail.add(Conclusion(audit=world.audit, kind="recommendation", text="Name a lead."), by=world.by())
    world.go(steps.REPORT)
    part.refresh_from_db()

    shown = client.get(page).content.decode()

    assert ("3 of 8 grades" in shown, "Name a lead." in shown) == (True, True)
    stranger = people.person(
        "lead@fire.example", board=world.board, role=Role.AGENCY_LEAD, agency=people.agency(world.board, "fire")
    )
    assert queries.together(part, standing_of(stranger)) is None
    assert world.client(stranger).get(page).status_code == 404


def test_the_chair_reads_the_agreed_grades_and_no_return(world):
    world.agreed()
    chair = people.person("chair@audits.example", board=world.board, role=Role.CHAIR)
    client = world.client(chair)

    page = client.get(address(world, "practice-audits-record", pk=world.audit.pk)).content.decode()

    assert ("Agreed grades" in page, "handed in" in page, "Put forward by" in page) == (True, False, False)
    assert client.get(case_page(world, world.police)).status_code == 403


@pytest.mark.capability("S145")
def test_without_a_reason_one_return_is_shown_again_and_goes_where_it_should(world):
    client = world.out().client(world.lead)
    said = world.said(world.police)
    to = {"pk": said.participation_id, "said": said.pk}

    empty = client.post(address(world, "audit-returns-cannot", **to), {"why": ""})

    page = empty.content.decode()
    assert empty.status_code == 422
    assert f'action="{address(world, "audit-returns-cannot", **to)}"' in page
    assert f'action="{address(world, "audit-returns-case", **to)}"' in page
    assert 'href="#cannot-why"' in page


def test_an_agency_that_cannot_return_says_why(world):
    client = world.out().client(world.lead)
    part = part_of(world, world.police)

    empty = client.post(address(world, "audit-returns-cannot-any", pk=part.pk), {"why": ""})
    client.post(address(world, "audit-returns-cannot-any", pk=part.pk), {"why": "We are under inspection."})

    assert empty.status_code == 422
    assert {(one.status, one.could_not_why) for one in part.returns.all()} == {
        ("could_not", "We are under inspection.")
    }
    office = (
        world.client(world.manager).get(address(world, "practice-audits-record", pk=world.audit.pk)).content.decode()
    )
    assert "0 of 2 handed in, 2 could not be" in office


def test_the_office_gives_a_return_back_with_a_reason(world):
    world.out()
    said = world.fill(world.police, 1, "good", "good")
    page = address(world, "audit-returns-open", pk=said.participation_id, said=said.pk)

    assert world.client(world.lead).post(page, {"why": "Please."}).status_code == 403
    world.client(world.manager).post(page, {"why": "Question two was misread."})

    said.refresh_from_db()
    assert (said.status, said.handed_in_at, said.handed_in_by) == ("open", None, "")


def test_what_is_handed_in_is_not_changed(world):
    world.out()
    said = world.fill(world.police, 1, "good", "good")

    with pytest.raises(NotPossibleNow, match="handed in"):
        returning.save(said, returning.Said(), by=world.by(world.lead), seen=said.saved_at)


def test_a_grade_off_the_scale_is_refused(world):
    world.out()
    asked = {world.audit.questions.first().pk: "stars"}

    with pytest.raises(Refused):
        returning.save(world.said(world.police), returning.Said(grades=asked), by=world.by(world.lead), seen=None)


@pytest.mark.capability("S142")
def test_an_adult_who_may_not_be_safe_is_told_of_at_once(world):
    client = world.out().client(world.other)
    page = case_page(world, world.health)

    said = {**grades(world, "", ""), "urgent_why": "No heating since Monday.", "seen": hidden(client.get(page))}
    answer = client.post(page, said, follow=True)
    client.post(page, {**said, "seen": hidden(answer)})  # saved again, it is not raised twice

    flag = SafetyFlag.objects.get()
    assert (flag.case, flag.agency_return) == (world.said(world.health).case, world.said(world.health))
    todo = {one.what for one in things(Asked(world.manager.pk, standing_of(world.manager), world.board, clock.today()))}
    assert "Look at Case 1 at once: Self-neglect" in todo
    office = (
        world.client(world.manager).get(address(world, "practice-audits-record", pk=world.audit.pk)).content.decode()
    )
    assert "No heating since Monday." in office
    theirs = (
        world.client(world.lead)
        .get(address(world, "audit-returns-one", pk=part_of(world, world.police).pk))
        .content.decode()
    )
    assert ("has to be looked at now" in theirs, "No heating" in theirs) == (True, False)


def test_the_agency_is_told_what_there_is_to_do(world):
    world.out()
    world.fill(world.police, 1, "good", "good")

    def todo(user):
        found = things(Asked(user.pk, standing_of(user), world.board, clock.today()))
        return [one.what for one in found if "Self-neglect" in one.what]

    assert todo(world.lead) == ["Grade your part in one case: Self-neglect"]
    assert todo(world.other) == ["Grade your part in two cases: Self-neglect"]
    world.fill(world.police, 2, "good", "good")
    for number in (1, 2):
        world.fill(world.health, number, "good", "good")
    assert (todo(world.lead), todo(world.manager)) == ([], ["Begin to agree the grades: Self-neglect"])
