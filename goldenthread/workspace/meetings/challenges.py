"""A challenge's own page, with its steps; and the page on which an agency replies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.accounts import kept
from goldenthread.core import clock
from goldenthread.core.access import actor_of, allow, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.core.forms import Plain
from goldenthread.core.periods import Period
from goldenthread.meetings import challenging, steps, telling
from goldenthread.meetings.kinds_of_business import challenge_state, put_to, reply_state
from goldenthread.meetings.models import Challenge, ChallengeReply
from goldenthread.meetings.steps import Level, Outcome, State
from goldenthread.trail import queries as trails
from goldenthread.workspace.forms import WhyForm
from goldenthread.workspace.meetings.finding import at, page, record
from goldenthread.workspace.meetings.forms import CloseForm, ReplyForm

WITH_IT = ("board", "raised_by", "theme", "meeting__group")
VIEWS = {"ask-again": "challenges-again", "escalate": "challenges-higher", "close": "challenges-close",
         "reopen": "challenges-reopen"}  # fmt: skip


@needs("challenges", get=Act.READ)
def one(request: Any, pk: UUID) -> HttpResponse:
    """A challenge: what was asked, of whom, what each answered, how high it went, and what came of it."""
    found = record(request, Challenge, pk, with_them=WITH_IT)
    replies = visible_to(request.standing, Act.READ, found.replies.all()).select_related("agency", "challenge")
    context: dict[str, Any] = {
        **_about(request, found),
        "replies": [(each, at(request, "challenge-replies-record", pk=each.pk), reply_state(each)) for each in replies],
        "escalations": list(found.escalations.all()),
        "may_change": allow(request.standing, Act.EDIT, found) and found.state != State.CLOSED,
        "open_steps": [
            (step.button, at(request, VIEWS[name], pk=found.pk))
            for name, step in steps.open_from(State(found.state)).items()
            if allow(request.standing, step.act, found)
        ],
        "entries": [(entry, trails.changes(entry, request.standing)) for entry in trails.history_of(found)[:5]],
    }
    return page(request, "challenge", "challenges", **context)


def _about(request: Any, found: Challenge) -> dict[str, Any]:
    return {
        "one": found,
        "state": challenge_state(found),
        "put_to": put_to(found),
        "address": at(request, "challenges-record", pk=found.pk),
        "list_address": at(request, "challenges"),
    }


def _step(
    request: Any, pk: UUID, name: str, form: Plain, do: Callable[[Challenge, dict[str, Any]], Any], **more: Any
) -> HttpResponse:
    """A step with its form: shown, refused with what to put right, or taken."""
    step = steps.STEPS[name]
    found = record(request, Challenge, pk, step.act, with_them=WITH_IT)
    steps.check(step, State(found.state))
    if request.method == "POST" and form.is_valid():
        try:
            do(found, form.cleaned_data)
        except (Refused, NotPossibleNow) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Done. It is now: {Challenge.objects.get(pk=pk).get_state_display().lower()}.")
            return HttpResponseRedirect(at(request, "challenges-record", pk=pk))
    context: dict[str, Any] = {**_about(request, found), "form": form, "step": step, **more}
    return page(request, "challenge_step", "challenges", status=422 if form.errors else 200, **context)


def _data(request: Any) -> Any:
    return request.POST if request.method == "POST" else kept.take(request, request.path)


@needs("challenges", get=Act.EDIT, post=Act.EDIT)
def again(request: Any, pk: UUID) -> HttpResponse:
    by = actor_of(request)
    return _step(request, pk, "ask-again", WhyForm(_data(request) or None),
                 lambda found, said: challenging.ask_again(found, why=said["why"], by=by))  # fmt: skip


@needs("challenges", get=Act.EDIT, post=Act.EDIT)
def higher(request: Any, pk: UUID) -> HttpResponse:
    """Take it a level higher. The page says to whom that is, and who is told of it here."""
    by = actor_of(request)
    found = record(request, Challenge, pk, Act.EDIT)
    return _step(request, pk, "escalate", WhyForm(_data(request) or None),
                 lambda found, said: challenging.escalate(found, why=said["why"], by=by), told=_goes_to(found))  # fmt: skip


def _goes_to(found: Challenge) -> str:
    """To whom it goes, of those who have not answered; and who is told of it in the workspace."""
    if found.level == Level.PARTNERS:
        return ""
    level, waiting = Level(found.level + 1), [one.agency.name for one in telling.waiting(found)]
    parts = [steps.goes_to(level, [*waiting, *([found.to_board] if found.to_board else [])])]
    told = [f"whoever works for {steps.listed(waiting)}"] if waiting else []
    told += ["the independent chair"] if level == Level.CHAIR else []
    if told:
        parts.append(f"Told of it here: {steps.listed(told)}.")
    if level != Level.CHAIR:
        parts.append("Not all of them sign in here: write to them yourself.")
    return " ".join(parts)


@needs("challenges", get=Act.APPROVE, post=Act.APPROVE)
def close(request: Any, pk: UUID) -> HttpResponse:
    by = actor_of(request)
    found = record(request, Challenge, pk, Act.APPROVE)
    year = Period.containing(clock.today())
    near = {year.previous().label, year.label, year.next().label}
    years = sorted({*near, *([found.carried_to] if found.carried_to else [])})
    begun = {"public_summary": found.public_summary, "carried_to": found.carried_to}
    form = CloseForm(_data(request) or None, years=years, initial=begun)

    def do(one: Challenge, said: dict[str, Any]) -> None:
        challenging.close(one, outcome=Outcome(said.pop("outcome")), by=by, **said)

    return _step(request, pk, "close", form, do)


@needs("challenges", get=Act.APPROVE, post=Act.APPROVE)
def reopen(request: Any, pk: UUID) -> HttpResponse:
    by = actor_of(request)
    return _step(request, pk, "reopen", WhyForm(_data(request) or None),
                 lambda found, said: challenging.reopen(found, why=said["why"], by=by))  # fmt: skip


@needs("challenges", get=Act.READ, post=Act.EDIT)
def reply(request: Any, pk: UUID) -> HttpResponse:
    """What an agency was asked, and where it answers. It may be left half-done only on paper: sending is answering."""
    post = request.method == "POST"
    with_them = ("agency", *(f"challenge__{one}" for one in WITH_IT))
    found = record(request, ChallengeReply, pk, Act.EDIT if post else Act.READ, with_them=with_them)
    data = _data(request)
    form = ReplyForm(data or None, initial={"text": found.text, "evidence": found.evidence})
    is_open = found.challenge.state != State.CLOSED
    if post and form.is_valid():
        challenging.reply(found, by=actor_of(request), **form.cleaned_data)
        messages.success(request, "The reply was sent.")
        return HttpResponseRedirect(at(request, "challenge-replies-record", pk=found.pk))
    context: dict[str, Any] = {
        "reply": found,
        "one": found.challenge,
        "state": reply_state(found),
        "form": form,
        "may_reply": is_open and allow(request.standing, Act.EDIT, found),
        "challenge_address": _whole(request, found.challenge),
        "list_address": at(request, "challenge-replies"),
    }
    return page(request, "reply", "challenge-replies", status=422 if post else 200, **context)


def _whole(request: Any, challenge: Challenge) -> str:
    """The whole challenge, for those who may read it."""
    is_open = allow(request.standing, Act.READ, challenge)
    return at(request, "challenges-record", pk=challenge.pk) if is_open else ""
