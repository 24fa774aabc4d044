"""Minutes: drafted from the record, written, sent round, approved at a later meeting, corrected."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.accounts import kept
from goldenthread.core import clock
from goldenthread.core.access import actor_of, allow, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.days import said
from goldenthread.core.errors import NotPossibleNow
from goldenthread.core.forms import READ_SALT, signed
from goldenthread.learning.models import Action
from goldenthread.meetings import minuting, queries, steps
from goldenthread.meetings.models import ApprovedMinutes, DraftMinutes, Meeting
from goldenthread.meetings.steps import MinutesState
from goldenthread.trail import operations as trail
from goldenthread.trail import queries as trails
from goldenthread.trail.stale import Stale, fingerprints
from goldenthread.workspace.meetings import markdown
from goldenthread.workspace.meetings.finding import at, meeting_of, of_meeting, record
from goldenthread.workspace.meetings.forms import ApproveForm, MinutesForm, SendBackForm


@needs("minutes", get=Act.READ)
def page(request: Any, pk: UUID) -> HttpResponse:
    """The minutes of a meeting as approved, every version; and the draft, for those who may read drafts."""
    meeting = meeting_of(request, pk)
    approved = list(visible_to(request.standing, Act.READ, ApprovedMinutes.objects.filter(meeting=meeting)))
    drafts = DraftMinutes.objects.filter(meeting=meeting).exclude(state=MinutesState.APPROVED.value)
    draft = visible_to(request.standing, Act.READ, drafts).first()
    context: dict[str, Any] = {
        "approved": [(one, at(request, "minutes-approved", pk=one.pk)) for one in approved[1:]],
        "last": approved[0] if approved else None,
        "html": markdown.html(approved[0].text, level=3) if approved else "",
        "draft": draft,
        "draft_address": at(request, "minutes-draft", pk=draft.pk) if draft else "",
        "may_begin": allow(request.standing, Act.CREATE, DraftMinutes(meeting=meeting)) and draft is None,
    }
    return of_meeting(request, "minutes", meeting, "meetings-minutes", **context)


@needs("draft_minutes", post=Act.CREATE)
def begin(request: Any, pk: UUID) -> HttpResponse:
    """Draft them from what was written down; or begin a correction of what was approved."""
    meeting = meeting_of(request, pk, Act.CREATE)
    last = meeting.approved_minutes.first()
    text = last.text if last else minuting.words_of(meeting, _actions(request, meeting))
    why = str(request.POST.get("why", "")).replace("\0", "").strip()
    draft = minuting.begin(meeting, text=text, corrects_why=why, by=actor_of(request))
    messages.success(
        request, "The minutes are begun from what was written down. Read them over." if last is None else "Begun."
    )
    return HttpResponseRedirect(at(request, "minutes-draft", pk=draft.pk))


def _actions(request: Any, meeting: Meeting) -> list[str]:
    """Actions agreed at the meeting, in words, as far as they may be seen."""
    agreed = visible_to(request.standing, Act.READ, Action.objects.filter(meeting=meeting)).select_related("agency")
    return [
        f"{one.text} {one.agency.name if one.agency else one.owner}{f', by {said(one.due_on)}' if one.due_on else ''}."
        for one in agreed
    ]


@needs("draft_minutes", get=Act.READ, post=Act.EDIT)
def draft(request: Any, pk: UUID) -> HttpResponse:
    """Write in a draft; for those who may only read, the draft as it reads."""
    post = request.method == "POST"
    found = record(request, DraftMinutes, pk, Act.EDIT if post else Act.READ, with_them=("meeting__group__board",))
    data = request.POST if post else kept.take(request, request.path)
    form = MinutesForm(data or None, initial={"text": found.text, "read": signed(fingerprints(found, ["text"]))})
    theirs = ""
    if post and form.is_valid():
        if found.state != MinutesState.DRAFT:
            raise NotPossibleNow("These minutes were sent round. Take them back first, to write on in them.")
        try:
            trail.change(found, {"text": form.cleaned_data["text"]}, by=actor_of(request), seen=_seen(form))
        except Stale as stale:
            theirs = str(getattr(stale.record, "text", ""))
            form.data = {**form.data.dict(), "read": signed(fingerprints(stale.record, ["text"]))}  # type: ignore[attr-defined]  # as sent
        else:
            messages.success(request, "The minutes were saved.")
            return HttpResponseRedirect(at(request, "minutes-draft", pk=found.pk))
    context: dict[str, Any] = {
        "form": form,
        "theirs": theirs,
        "may_write": found.state == MinutesState.DRAFT and allow(request.standing, Act.EDIT, found),
    }
    status = 409 if theirs else 422 if post else 200
    return _page(request, found, status=status, **context)


def _page(request: Any, found: DraftMinutes, *, status: int = 200, **more: Any) -> HttpResponse:
    """A draft as it reads, and beneath it what this person can do with it."""
    later = _later(request, found)
    context: dict[str, Any] = {
        "draft": found,
        "html": markdown.html(found.text, level=3),
        "may_edit": allow(request.standing, Act.EDIT, found),
        "may_approve": found.state == MinutesState.CIRCULATED and allow(request.standing, Act.APPROVE, found),
        "approve": ApproveForm(meetings=later),
        "has_later": later.exists(),
        "back": SendBackForm(),
        "came_back": _note(found),
        "draft_address": at(request, "minutes-draft", pk=found.pk),
        **more,
    }
    return of_meeting(request, "draft_minutes", found.meeting, "meetings-minutes", status=status, **context)


def _note(found: DraftMinutes) -> Any:
    """The note with which they came back, until they are sent round again."""
    if found.state != MinutesState.DRAFT:
        return None
    moved = trails.history_of(found).filter(verb__in=[step.verb for step in steps.MINUTES_STEPS.values()]).first()
    return moved if moved is not None and moved.verb == steps.SEND_BACK.verb else None


def _seen(form: MinutesForm) -> dict[str, str]:
    try:
        return dict(signing.loads(form.cleaned_data["read"], salt=READ_SALT))
    except signing.BadSignature:
        return {"text": ""}


def _later(request: Any, found: DraftMinutes) -> Any:
    """Meetings of the group at which these can have been approved: later ones that have been held."""
    return queries.meetings_of(request.board, request.standing).filter(
        group=found.meeting.group_id, held_on__gt=found.meeting.held_on, held_on__lte=clock.today(), cancelled_on=None
    )


@needs("draft_minutes", post=Act.EDIT)
def send_round(request: Any, pk: UUID) -> HttpResponse:
    return _take(request, steps.CIRCULATE, pk, "The minutes were sent round. They wait to be approved.")


@needs("draft_minutes", post=Act.EDIT)
def take_back(request: Any, pk: UUID) -> HttpResponse:
    return _take(request, steps.TAKE_BACK, pk, "You can write on in them.")


def _take(request: Any, step: steps.MinutesStep, pk: UUID, words: str) -> HttpResponse:
    found = record(request, DraftMinutes, pk, step.act)
    minuting.take(step, found, by=actor_of(request))
    messages.success(request, words)
    return HttpResponseRedirect(at(request, "minutes-draft", pk=found.pk))


@needs("draft_minutes", post=Act.APPROVE)
def send_back(request: Any, pk: UUID) -> HttpResponse:
    """Something in them is wrong: back to be written in, with a note to whoever wrote them."""
    found = record(request, DraftMinutes, pk, Act.APPROVE, with_them=("meeting__group__board",))
    form = SendBackForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=422, back=form, form=form)
    minuting.send_back(found, note=form.cleaned_data["note"], by=actor_of(request))
    messages.success(request, "The minutes went back with your note. Whoever wrote them is told.")
    return HttpResponseRedirect(at(request, "minutes-draft", pk=found.pk))


@needs("draft_minutes", post=Act.APPROVE)
def approve(request: Any, pk: UUID) -> HttpResponse:
    """Approve them, at the later meeting that did."""
    found = record(request, DraftMinutes, pk, Act.APPROVE, with_them=("meeting__group",))
    form = ApproveForm(request.POST, meetings=_later(request, found))
    if not form.is_valid():
        raise NotPossibleNow("Choose a later meeting that has been held, and that approved them.")
    minuting.take(steps.APPROVE, found, at_meeting=form.cleaned_data["at_meeting"], by=actor_of(request))
    messages.success(request, "The minutes are approved, and are not changed any more.")
    return HttpResponseRedirect(at(request, "meetings-minutes", pk=found.meeting_id))


@needs("minutes", get=Act.READ)
def approved(request: Any, pk: UUID) -> HttpResponse:
    """One approved version."""
    found = record(request, ApprovedMinutes, pk, with_them=("meeting__group__board", "approved_at_meeting__group"))
    context: dict[str, Any] = {"one": found, "html": markdown.html(found.text, level=2)}
    return of_meeting(request, "approved_minutes", found.meeting, "meetings-minutes", **context)
