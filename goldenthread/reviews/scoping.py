"""Asking agencies for information in a case under section 45 of the Care Act 2014, and what they answer.

An agency sees its own request and its own answer, and nothing of another's. Its answer is its own until its safeguarding lead
hands it in. A refusal gives its reason. Source: Care Act 2014, section 45(1) to (6).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from goldenthread.boards.models import Agency
from goldenthread.cases import naming
from goldenthread.cases.models import Case, Sort
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import AlreadyDone, NotPossibleNow, Refused
from goldenthread.reviews import clocks, referring, referring_forms, referring_steps
from goldenthread.reviews.models import Referral
from goldenthread.reviews.referral_models import begun_with
from goldenthread.reviews.referring_filling import looked_over
from goldenthread.reviews.scoping_models import InformationRequest, InformationResponse, InformationUse
from goldenthread.trail import operations as trail

ASKED_IN = (Sort.REFERRAL, Sort.REVIEW)
"""The sorts of case in which agencies are asked."""


def due_on(case: Case) -> date:
    """The day an answer is due, by the Board's own time."""
    return clocks.times_of(case.board_id)["scope"].after(clock.today())


@transaction.atomic
def ask(request: InformationRequest, agencies: Iterable[Agency], *, by: Actor) -> list[InformationRequest]:
    """Ask agencies the same, each in a request of its own. Their leads see it, and nothing else of the case.

    Raises:
        NotPermitted: they may not ask for information.
        NotPossibleNow: the referral is not being screened or scoped.
        AlreadyDone: one of the agencies has not answered yet.
        Refused: nobody is asked, or the day has passed.
    """
    case, asked = request.case, list(agencies)
    require(by, Act.CREATE, request)
    if not asked:
        raise Refused("Choose whom to ask.")
    if request.due_on < clock.today():
        raise Refused("Enter a day that is still to come.")
    _ready_to_ask(case, by)
    made = []
    for agency in asked:
        if InformationRequest.objects.filter(case=case, agency=agency, state=InformationRequest.State.SENT).exists():
            raise AlreadyDone(f"{agency} was asked, and has not answered yet.")
        one = InformationRequest(
            case=case,
            agency=agency,
            purpose=request.purpose,
            likely=request.likely,
            basis=request.basis,
            wanted=request.wanted,
            due_on=request.due_on,
            asked_by=by.name[:200],
        )
        trail.add(one, by=by)
        naming.is_asked(case, agency, by=by)
        InformationResponse.objects.create(
            case=case, request=one, agency=agency, **begun_with(referring_forms.scoping())
        )
        made.append(one)
    return made


def _ready_to_ask(case: Case, by: Actor) -> None:
    """A referral that is being screened goes on to scoping with the first request."""
    if case.sort not in ASKED_IN:
        raise NotPossibleNow("Information under section 45 is asked for in referrals and reviews.")
    if case.sort != Sort.REFERRAL:
        return
    referral = Referral.objects.get(pk=case.pk)
    if referral.state == referring_steps.SCREENING:
        referring.take(referring_steps.SCOPE, case, by=by)
    elif referral.state not in {referring_steps.SCOPING, referring_steps.RAPID_REVIEW}:
        raise NotPossibleNow("Agencies are asked once a referral is being screened, and until the group recommends.")


@transaction.atomic
def hand_in(response: InformationResponse, *, by: Actor) -> InformationResponse:
    """Hand an agency's answer in, complete. Its safeguarding lead stands by it.

    Raises:
        NotPermitted: they may not sign for the agency.
        NotPossibleNow: it was handed in or refused, or the Board withdrew the request.
        Refused: something is missing, or has to be put right.
    """
    now = _open(response, by)
    if not looked_over(now).is_complete:
        raise Refused("Something is missing or has to be put right. Look at the parts that are marked.")
    now.state, now.are_records_secured = InformationResponse.State.SENT, now.data.get("secured") == "yes"
    return _end(now, InformationRequest.State.ANSWERED, "hand in", by)


@transaction.atomic
def refuse(response: InformationResponse, *, why: str, by: Actor) -> InformationResponse:
    """Refuse a request, with the reason.

    Raises:
        NotPermitted, NotPossibleNow: as for handing in.
        Refused: no reason was given.
    """
    now = _open(response, by)
    if not why.strip():
        raise Refused("Say why, and what law or duty holds it back. Section 45 lets the Board require an answer.")
    now.state, now.refused_why = InformationResponse.State.REFUSED, why.strip()
    return _end(now, InformationRequest.State.REFUSED, "refuse a request", by)


def _open(response: InformationResponse, by: Actor) -> InformationResponse:
    found = InformationResponse.objects.select_for_update(of=("self",)).select_related("request", "agency", "case")
    now = found.get(pk=response.pk)
    require(by, Act.APPROVE, now)
    if now.state != InformationResponse.State.DRAFT or now.request.state != InformationRequest.State.SENT:
        raise NotPossibleNow("This request is closed: it was answered, refused or withdrawn.")
    return now


def _end(now: InformationResponse, state: InformationRequest.State, verb: str, by: Actor) -> InformationResponse:
    now.ended_at, now.ended_by = clock.now(), by.name[:200]
    now.full_clean(exclude=["form_data", "data"])
    now.save(update_fields=["state", "are_records_secured", "refused_why", "ended_at", "ended_by"])
    InformationRequest.objects.filter(pk=now.request_id).update(state=state)
    trail.record(verb, now, by=by, after={"state": str(now.state)})
    return now


@transaction.atomic
def withdraw(request: InformationRequest, *, why: str, by: Actor) -> InformationRequest:
    """Take a request back that was not answered.

    Raises:
        NotPermitted: they may not.
        NotPossibleNow: it was answered or refused.
        Refused: no reason was given.
    """
    now = InformationRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    require(by, Act.EDIT, now)
    require(by, Act.CREATE, now)
    if now.state != InformationRequest.State.SENT:
        raise NotPossibleNow("This request was answered, refused or withdrawn already.")
    if not why.strip():
        raise Refused("Say why it is withdrawn.")
    now.state, now.withdrawn_why = InformationRequest.State.WITHDRAWN, why.strip()
    now.save(update_fields=["state", "withdrawn_why"])
    trail.record("withdraw a request", now, by=by, after={"state": str(now.state)})
    return now


@transaction.atomic
def note_use(use: InformationUse, *, by: Actor) -> InformationUse:
    """Keep that an answer was used further, for whom and for what.

    Raises:
        NotPermitted: they may not.
        NotPossibleNow: the agency has not answered.
        Refused: the day is still to come.
    """
    if use.request.state != InformationRequest.State.ANSWERED:
        raise NotPossibleNow("The agency has not answered yet, so there is nothing to use.")
    if use.used_on > clock.today():
        raise Refused("Enter the day it was given: today, or one that has passed.")
    use.case_id = use.request.case_id
    return trail.add(use, by=by)
