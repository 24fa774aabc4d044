"""What a meeting decided and challenged; the key documents that members sign off."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.core.access import actor_of, allow, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.learning.models import Action
from goldenthread.meetings import operations
from goldenthread.meetings.kinds_of_business import challenge_state, given_to, reports_back, signed
from goldenthread.meetings.models import Challenge, Decision, KeyDocument, SignOff
from goldenthread.workspace.meetings.finding import at, meeting_of, of_meeting, page, record
from goldenthread.workspace.meetings.forms import SignForm
from goldenthread.workspace.records import address_of


@needs("meetings", get=Act.READ)
def of_a_meeting(request: Any, pk: UUID) -> HttpResponse:
    """Decisions, challenges and actions of a meeting, as far as they may be seen."""
    meeting = meeting_of(request, pk)
    standing, slug = request.standing, request.board.slug
    decisions = visible_to(standing, Act.READ, Decision.objects.filter(meeting=meeting)).order_by("number")
    decisions = decisions.select_related("delegated_to", "proposed_by").prefetch_related(
        "dissents__agency", "delegated_to__names", "followed_by"
    )
    challenges = visible_to(standing, Act.READ, Challenge.objects.filter(meeting=meeting))
    actions = visible_to(standing, Act.READ, Action.objects.filter(meeting=meeting)).select_related("agency")
    context: dict[str, Any] = {
        "decisions": [
            (one, address_of(one, slug), given_to(one), reports_back(one) if one.report_back_on else "")
            for one in decisions
        ],
        "challenges": [(one.title, address_of(one, slug), challenge_state(one), one.question) for one in challenges],
        "sees_challenges": standing.may("challenges", Act.READ, request.board.pk),
        "actions": [(one, address_of(one, slug)) for one in actions],
        "may_challenge": standing.may("challenges", Act.CREATE, request.board.pk),
        "may_act": standing.may("actions", Act.CREATE, request.board.pk),
    }
    return of_meeting(request, "decisions", meeting, "meetings-decisions", **context)


@needs("sign_offs", get=Act.READ)
def document(request: Any, pk: UUID) -> HttpResponse:
    """A key document, and who has signed it."""
    return _show(request, record(request, KeyDocument, pk), SignForm())


def _show(request: Any, found: KeyDocument, form: SignForm, signing: SignOff | None = None) -> HttpResponse:
    every = visible_to(request.standing, Act.READ, SignOff.objects.filter(key_document=found)).select_related("agency")
    rows = [
        (one, at(request, "sign-offs-sign", pk=one.pk) if _may_sign(request, one) else "", signing == one)
        for one in every
    ]
    context: dict[str, Any] = {"one": found, "rows": rows, "state": signed(found), "form": form}
    context |= {"may_change": allow(request.standing, Act.EDIT, found)}
    return page(request, "key_document", "key-documents", status=422 if form.errors else 200, **context)


def _may_sign(request: Any, one: SignOff) -> bool:
    return one.signed_on is None and allow(request.standing, Act.APPROVE, one)


@needs("sign_offs", post=Act.APPROVE)
def sign(request: Any, pk: UUID) -> HttpResponse:
    found = record(request, SignOff, pk, Act.APPROVE, with_them=("key_document", "agency"))
    form = SignForm(request.POST)
    if not form.is_valid():
        return _show(request, found.key_document, form, found)
    operations.sign(found, signed_by=form.cleaned_data["signed_by"], by=actor_of(request))
    messages.success(request, f"Signed off for {found.agency.name}.")
    return HttpResponseRedirect(at(request, "key-documents-record", pk=found.key_document_id))
