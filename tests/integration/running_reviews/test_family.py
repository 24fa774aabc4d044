"""The family and the adult in a review."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail

from goldenthread.cases.models import CasePerson
from goldenthread.core import clock
from goldenthread.core.access import Role
from goldenthread.core.models import OutgoingMail
from goldenthread.reviews.models import FamilyContact, FamilyQuestion, Involvement
from goldenthread.trail.models import Entry
from tests.factories.reviewing import room, sent

CONTACT = {"how": "met", "told": "What the review is for.", "by_whom": "Board officer"}


def person(where, **fields):
    return CasePerson.objects.create(**{"case": where.case, "pseudonym": "Gilda", "sort": "adult", **fields})


@pytest.mark.django_db
@pytest.mark.capability("S82", "S87")
@pytest.mark.parametrize(
    ("sort", "alive", "advocacy", "day", "status"),
    [
        ("adult", "alive", "not_assessed", None, 422),
        ("adult", "alive", "has_advocate", 1, 422),
        ("adult", "alive", "has_advocate", 0, 302),
        ("adult", "not_known", "not_assessed", None, 422),
        ("adult", "died", "not_assessed", None, 302),
        ("relative", "alive", "not_assessed", None, 302),
    ],
)
def test_advocacy_is_looked_at_before_the_first_conversation_with_a_living_adult(sort, alive, advocacy, day, status):
    where = room()
    manager = where.who("manager", Role.BOARD_MANAGER)
    one = Involvement.objects.create(
        case=where.case,
        person=person(where, sort=sort, alive=alive),
        advocacy=advocacy,
        supported_by="Advocate" if advocacy == "has_advocate" else "",
        advocacy_on=None if day is None else clock.today() + timedelta(days=day),
    )

    answer = where.add(manager, "family-contacts", involvement=str(one.pk), on=clock.today(), **CONTACT)

    assert answer.status_code == status
    assert FamilyContact.objects.count() == (1 if status == 302 else 0)


@pytest.mark.django_db
@pytest.mark.parametrize("limb", ["understanding", "retaining", "weighing", "communicating"])
def test_difficulty_in_any_of_the_four_asks_for_an_advocate(limb):
    where = room()
    manager = where.who("manager", Role.BOARD_MANAGER)
    values = {"person": str(person(where).pk), "state": "planned", limb: "on", "advocacy_on": clock.today()}

    without = where.add(manager, "family", advocacy="not_needed", **values)
    with_one = where.add(manager, "family", advocacy="referred", **values)

    assert (without.status_code, with_one.status_code) == (422, 302)


@pytest.mark.django_db
def test_no_contact_needs_a_reason_and_somebody_who_approved_it_and_nobody_is_then_reached():
    where = room()
    manager = where.who("manager", Role.BOARD_MANAGER)
    values = {"person": str(person(where, sort="relative").pk), "state": "no_contact", "advocacy": "not_assessed"}

    bare = where.add(manager, "family", **values, no_contact_why="Police advice.")
    kept = where.add(
        manager, "family", **values, no_contact_why="Police advice.", no_contact_approved_by="Independent chair"
    )
    reached = where.add(
        manager, "family-contacts", involvement=str(Involvement.objects.get().pk), on=clock.today(), **CONTACT
    )

    assert (bare.status_code, kept.status_code, reached.status_code) == (422, 302, 422)
    assert "Say why there is no contact, and who approved that." in bare.content.decode()


@pytest.mark.django_db
@pytest.mark.capability("S22")
def test_questions_are_answered_somewhere_and_nothing_of_it_is_sent_or_told_by_the_trail():
    where = room()
    manager = where.who("manager", Role.BOARD_MANAGER)
    one = Involvement.objects.create(case=where.case, person=person(where, sort="relative"))
    asked = where.add(manager, "family-questions", involvement=str(one.pk), question="Why did nobody come?")
    question = FamilyQuestion.objects.get()
    there = f"{where.below}family-questions/{question.pk}/change/"
    read = manager.get(there).context["form"].initial["read"]
    said = {"involvement": str(one.pk), "question": question.question, "answered_where": "Part 3"}
    where.add(manager, "family-contacts", involvement=str(one.pk), on=clock.today(), **CONTACT)

    answered = manager.post(there, sent(read=read, **said))

    assert (asked.status_code, answered.status_code) == (302, 302)
    assert FamilyQuestion.objects.get().is_answered
    assert not OutgoingMail.objects.exists()
    assert mail.outbox == []
    told = " ".join(str((one.before, one.after, one.why)) for one in Entry.objects.all())
    assert "Why did nobody come?" not in told
    assert "Gilda" not in told


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "status"), [(Role.AGENCY_CONTRIBUTOR, 403), (Role.PANEL_MEMBER, 200)])
def test_agencies_outside_the_panel_see_nothing_of_the_family(role, status):
    where = room()

    assert where.who("somebody", role, "agency").get(f"{where.below}family/").status_code == status
