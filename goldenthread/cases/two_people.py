"""Deeds in a case that take two people: one asks, another agrees, and only then it is done.

A room registers each deed with `deed`; what it does happens in the same transaction as the agreement. What is agreed to is
what was asked for: where the subject changed meanwhile (`seal`), it has to be asked for again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from goldenthread.accounts.models import User
from goldenthread.boards import steps
from goldenthread.boards.models import Agency
from goldenthread.boards.proposals import who_may_agree
from goldenthread.boards.steps import State, Step
from goldenthread.cases import naming, telling
from goldenthread.cases.models import Case, CaseAgency, CaseMembership, Part, TwoPersonAct
from goldenthread.core import clock
from goldenthread.core.access import Act, Standing, require, visible_to
from goldenthread.core.access.asking import standing_of_actor
from goldenthread.core.access.rule import is_recused
from goldenthread.core.actors import Actor
from goldenthread.core.errors import AlreadyDone, GoldenThreadError, NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.trail import operations as trail


class UnknownDeed(GoldenThreadError):
    """No room registered such a deed."""


@dataclass(frozen=True)
class Deed:
    """A deed that takes two people.

    Args:
        key: stored; never renamed.
        words: what the page calls it, as in “Name somebody on this case”.
        guarded: the record that both must be allowed `act` on, made from what was asked.
        does: does it, given who asked and who agreed.
        seal: a digest of what is agreed to, as it stands now; empty where nothing can change in between.
        says: what is asked for, in words, for whoever may read it.
        was_asked, was_decided: tell people of it.
    """

    key: str
    words: str
    act: Act
    guarded: Callable[[TwoPersonAct], Model]
    does: Callable[[TwoPersonAct, Actor, Actor], object]
    seal: Callable[[TwoPersonAct], str] = lambda _: ""
    says: Callable[[TwoPersonAct], str] = lambda act: act.why
    was_asked: Callable[[TwoPersonAct], object] = lambda _: None
    was_decided: Callable[[TwoPersonAct], object] = lambda _: None


_deeds: dict[str, Deed] = {}


def deed(declared: Deed) -> Deed:
    """Register a deed."""
    _deeds[declared.key] = declared
    return declared


def deeds() -> Mapping[str, Deed]:
    return dict(_deeds)


def deed_of(act: TwoPersonAct) -> Deed:
    """The deed that is asked for.

    Raises:
        UnknownDeed: no room knows it.
    """
    if act.deed not in _deeds:
        raise UnknownDeed(f"No room knows the deed “{act.deed}”.")
    return _deeds[act.deed]


def _person(by: Actor) -> User:
    if by.user_id is None:
        raise NotPermitted("Only somebody with an account can ask for this, or agree to it.")
    return User.objects.get(pk=by.user_id)


@transaction.atomic
def ask(
    declared: Deed,
    case: Case,
    *,
    why: str,
    by: Actor,
    subject_id: UUID | None = None,
    details: Mapping[str, Any] | None = None,
) -> TwoPersonAct:
    """Ask for a deed; it waits for a second person.

    Raises:
        NotPermitted: they may not do this, even with a second person.
        Refused: no reason was given.
        AlreadyDone: the same waits already.
    """
    Case.objects.select_for_update().get(pk=case.pk)
    act = TwoPersonAct(case=case, deed=declared.key, subject_id=subject_id, details=dict(details or {}), why=why)
    act.proposed_by, act.proposed_at = _person(by), clock.now()
    _may(declared, act, by)
    if not why.strip():
        raise Refused("Say why.")
    same = TwoPersonAct.objects.filter(case=case, deed=declared.key, subject_id=subject_id, state=State.PROPOSED)
    if any(one.details == act.details for one in same):
        raise AlreadyDone("This waits for a second person already.")
    act.seal = declared.seal(act)
    act.full_clean()
    act.save(force_insert=True)
    trail.record(f"ask: {declared.words.lower()}", act, by=by, after={"deed": declared.key}, why=why)
    declared.was_asked(act)
    return act


def _may(declared: Deed, act: TwoPersonAct, by: Actor) -> None:
    if is_recused(standing_of_actor(by), act.case):
        raise NotFound("There is no such page, or it is not open to you.")
    require(by, declared.act, declared.guarded(act))


@transaction.atomic
def decide(act: TwoPersonAct, step: Step, *, by: Actor, why: str = "") -> TwoPersonAct:
    """Agree, refuse, or take back one’s own. Agreed, it is done at once.

    Raises:
        NotPermitted: they may not do this, even with a second person; or whoever asked may not any more.
        NotPossibleNow: it was decided meanwhile, they asked for it themselves, or what it is about changed since.
        Refused: it is refused without a reason.
    """
    now = TwoPersonAct.objects.select_for_update(of=("self",)).select_related("case", "proposed_by").get(pk=act.pk)
    declared = deed_of(now)
    _may(declared, now, by)
    steps.check(step, State(now.state))
    is_own = now.proposed_by_id == by.user_id
    if step.takes_another and is_own:
        raise NotPossibleNow("It takes a second person: you asked for this yourself.")
    if not step.takes_another and not is_own:
        raise NotPossibleNow("Only the one who asked for this can take it back. You can refuse it.")
    if step is steps.REFUSE and not why.strip():
        raise Refused("Say why you refuse it.")
    if step is steps.AGREE:
        first = Actor.person(now.proposed_by.name or now.proposed_by.email, now.proposed_by_id)
        _may(declared, now, first)
        if now.seal != declared.seal(now):
            raise NotPossibleNow("What this is about was changed since it was asked for. Refuse it, and ask again.")
        declared.does(now, first, by)
    now.state, now.decided_by, now.decided_at, now.decided_why = step.target, _person(by), clock.now(), why[:300]
    now.save(update_fields=["state", "decided_by", "decided_at", "decided_why"])
    trail.record(f"{step.verb}: {declared.words.lower()}", now, by=by, why=why)
    declared.was_decided(now)
    return now


def _membership(act: TwoPersonAct) -> CaseMembership:
    said = act.details
    return CaseMembership(
        case=act.case,
        user_id=UUID(said["user"]),
        part=Part(said["part"]),
        agency_id=UUID(said["agency"]) if said.get("agency") else None,
        from_on=clock.today(),
    )


def _named(act: TwoPersonAct) -> str:
    membership = _membership(act)
    agency = f", for {membership.agency}" if membership.agency else ""
    return f"{membership.user.name}: {membership.get_part_display().lower()}{agency}"


AT_THE_DOOR = ("name", "agencies", "end-recusal")
"""Deeds about who may come near a case: whoever gives access decides on them, whether or not the case is open to them."""


def tell_of(act: TwoPersonAct) -> None:
    """Tell whoever may agree, but for who asked and whom it is about."""
    about = {UUID(one) for one in (act.details.get("user"),) if one}
    telling.waits_to_be_named(act, set(who_may_agree(act.case.board)) - {act.proposed_by_id} - about)


def waiting_to_be_named(standing: Standing, board_id: UUID) -> list[TwoPersonAct]:
    """What waits at the doors of the Board’s cases, namings and letting back, for whoever may give access; of none they stand
    aside from."""
    there = TwoPersonAct.objects.filter(case__board=board_id, deed__in=AT_THE_DOOR, state=State.PROPOSED)
    return list(visible_to(standing, Act.GRANT, there).select_related("case__board", "proposed_by"))


def named_by(acts: Iterable[TwoPersonAct]) -> dict[UUID, str]:
    """Who each of these would name and as what, or let back, in words; a question for all of them together."""
    listed = list(acts)
    people = User.objects.in_bulk([UUID(one.details["user"]) for one in listed if one.details.get("user")])
    told = [key for one in listed for key in (one.details.get("agency"), *one.details.get("agencies", ())) if key]
    agencies = Agency.objects.in_bulk([UUID(key) for key in told])
    found = {}
    for one in listed:
        if one.deed == LET_IN.key:
            found[one.pk] = _let_in_words(agencies[UUID(key)] for key in one.details["agencies"])
            continue
        if one.deed != NAME.key:
            found[one.pk] = f"{people[UUID(one.details['user'])].name}: no longer stands aside"
            continue
        agency = agencies.get(UUID(one.details["agency"])) if one.details.get("agency") else None
        part = Part(one.details["part"]).label.lower()
        found[one.pk] = f"{people[UUID(one.details['user'])].name}: {part}{f', for {agency}' if agency else ''}"
    return found


NAME = deed(
    Deed(
        key="name",
        words="Name somebody on this case",
        act=Act.GRANT,
        guarded=_membership,
        does=lambda act, first, second: naming.name(_membership(act), by=first, second=second),
        says=_named,
        was_asked=tell_of,
        was_decided=telling.was_decided,
    )
)


def _agencies(act: TwoPersonAct) -> list[Agency]:
    return list(Agency.objects.filter(pk__in=act.details["agencies"], board=act.case.board_id).order_by("name"))


def _let_in_words(agencies: Iterable[Agency]) -> str:
    return f"{', '.join(sorted(one.name for one in agencies))}: to take part"


def ask_to_let_in(case: Case, agencies: Iterable[Agency], *, why: str, by: Actor) -> TwoPersonAct:
    """Ask that agencies take part in a case; it waits for a second person, who agrees to all of them or none.

    Raises:
        NotPermitted: they may not say who is named on cases.
        NotPossibleNow: the case is sealed as a whole.
        Refused: no agency was chosen, or no reason was given.
        AlreadyDone: all of them take part already, or the same waits.
    """
    naming.check_names_by_hand(case)
    chosen = sorted({str(one.pk) for one in agencies})
    if not chosen:
        raise Refused("Choose which agencies are to take part.")
    there = naming.taking_part(case).filter(is_only_asked=False, agency__in=[UUID(one) for one in chosen]).count()
    if there == len(chosen):
        raise AlreadyDone("These agencies take part already." if there > 1 else "This agency takes part already.")
    return ask(LET_IN, case, why=why, by=by, details={"agencies": chosen})


LET_IN = deed(
    Deed(
        key="agencies",
        words="Let agencies take part in this case",
        act=Act.GRANT,
        guarded=lambda act: CaseAgency(case=act.case),
        does=lambda act, first, second: naming.let_take_part(act.case, _agencies(act), by=first, second=second),
        says=lambda act: _let_in_words(_agencies(act)),
        was_asked=tell_of,
        was_decided=telling.was_decided,
    )
)
