"""Who works in the demonstration, and the work that lies before them on the day it was made."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from goldenthread.accounts.models import User
from goldenthread.boards import operations
from goldenthread.boards.models import Agency, Board, Group, Person
from goldenthread.boards.standing import AgencyMembership, GroupMembership, RoleHeld, RoleProposal
from goldenthread.cases import naming
from goldenthread.cases.models import CaseMembership, Sort
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.demo.records import content
from goldenthread.demo.rooms import chronology, learning, money, referrals, training
from goldenthread.demo.rooms import reviews as reviews_played
from goldenthread.learning.models import Action, Finding, Recommendation, Source
from goldenthread.meetings.models import Meeting
from goldenthread.plans.models import BoardRisk
from goldenthread.reviews.models import Review
from goldenthread.trail import operations as trail

SINCE = date(2023, 4, 1)
Data = dict[str, Any]


def load(board: Board, *, by: Actor) -> None:
    """Add the people who sign in, and today's actions, meetings and risks. Call it once the past is frozen."""
    today = clock.today()
    agencies = {one.slug: one for one in board.agencies.all()}
    groups = {one.slug: one for one in board.groups.all()}
    said = content("people")
    reviews = {one["slug"]: _review(board, one, said["learning"].get(one["slug"], {}), by) for one in said["reviews"]}
    personas(board, reviews)
    for case in board.cases.exclude(sort=Sort.PANEL):
        naming.enrol(case, by=by)
    for one in said["proposals"]:
        _proposal(board, one, agencies)
    for one in said["meetings"]:
        _add(Meeting(group=groups[one["group"]], held_on=today + timedelta(one["in"]), is_synthetic=True), by)
    for one in said["actions"]:
        _action(board, one, agencies, today, by)
    for one in said["risks"]:
        words = {name: value for name, value in one.items() if name != "review"}
        review_on = today + timedelta(one["review"])
        _add(BoardRisk(board=board, review_on=review_on, is_synthetic=True, **words), by)
    learning.adult_q(board, by=by)
    reviews_played.adult_q(board, by=by)
    chronology.adult_q(board, by=by)
    training.today(board, by=by)
    money.today(board, by=by)
    referrals.today(board)


def personas(board: Board, reviews: dict[str, Review]) -> None:
    """Add the people one can be with one click. Who is named on a review that is not there is named on none."""
    agencies = {one.slug: one for one in board.agencies.all()}
    groups = {one.slug: one for one in board.groups.all()}
    for one in content("people")["personas"]:
        named = {slug: part for slug, part in one.get("reviews", {}).items() if slug in reviews}
        _persona(board, {**one, "reviews": named}, agencies, groups, reviews)


def _add(record: Any, by: Actor) -> Any:
    return trail.add(record, by=by)


def _review(board: Board, said: Data, learned: Data, by: Actor) -> Review:
    source = _add(Source(board=board, slug=said["slug"], kind="review", title=said["pseudonym"]), by)
    for number, text in enumerate(learned.get("findings", []), start=1):
        _add(Finding(source=source, number=number, text=text), by)
    for order, one in enumerate(learned.get("recommendations", [])):
        _add(Recommendation(source=source, order=order, **one), by)
    words = {name: value for name, value in said.items() if name != "slug"}
    review: Review = _add(Review(board=board, source=source, is_fictional=True, **words), by)
    return review


def _persona(
    board: Board, said: Data, agencies: dict[str, Agency], groups: dict[str, Group], reviews: dict[str, Review]
) -> None:
    user = User.objects.create_user(said["email"], None, name=said["name"])
    agency = agencies.get(said.get("agency", ""))
    person, _ = Person.objects.get_or_create(
        board=board, name=said["name"], defaults={"post": said["post"], "agency": agency, "is_invented": True}
    )
    Person.objects.filter(pk=person.pk).update(email=said["email"])
    for role in said["roles"]:
        RoleHeld.objects.create(board=board, user=user, role=role, from_on=SINCE)
    if agency:
        AgencyMembership.objects.create(agency=agency, user=user, from_on=SINCE)
    for slug in said.get("groups", ()):
        GroupMembership.objects.create(group=groups[slug], user=user, from_on=SINCE)
    for slug, part in said.get("reviews", {}).items():
        CaseMembership.objects.create(case_id=reviews[slug].pk, user=user, part=part, from_on=SINCE)


def _proposal(board: Board, said: Data, agencies: dict[str, Agency]) -> None:
    """Somebody who waits for a role, so that the second of two people has something to decide."""
    user = User.objects.create_user(said["email"], None, name=said["name"])
    proposed = User.objects.get(email=said["by"])
    proposal = RoleProposal(board=board, user=user, role=said["role"], agency=agencies[said["agency"]], why=said["why"])
    operations.propose_role(proposal, by=Actor.person(proposed.name, proposed.pk))


def _action(board: Board, said: Data, agencies: dict[str, Agency], today: date, by: Actor) -> None:
    done = said.get("done")
    source, _, number = said.get("recommendation", "").partition("/")
    answers = Recommendation.objects.filter(source__board=board, source__slug=source, number=number).first()
    action = Action(
        board=board,
        text=said["text"],
        agency=agencies.get(said.get("agency", "")),
        owner=said["owner"],
        due_on=today + timedelta(said["due"]),
        status=Action.Status.DONE if done else Action.Status.NOT_STARTED,
        done_on=today + timedelta(done) if done else None,
        recommendation=answers,
        is_synthetic=True,
    )
    _add(action, by)
