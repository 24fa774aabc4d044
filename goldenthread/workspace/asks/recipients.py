"""Giving an agency longer, and saying that it need not answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.accounts import kept
from goldenthread.asks import deciding, queries, reaching
from goldenthread.asks.models import ExtensionRequest, Recipient
from goldenthread.core.access import actor_of, needs
from goldenthread.core.access.acts import Act
from goldenthread.core.days import said
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.core.forms import Plain
from goldenthread.workspace.asks.finding import recipient_of, show, to
from goldenthread.workspace.asks.forms import DecideForm, ExemptForm, LongerForm


def _deed(request: Any, recipient: Recipient, form: Plain, **context: Any) -> HttpResponse:
    back = to(request, "asks-record", pk=recipient.ask_id)
    around = {"form": form, "kicker": recipient.agency.name, "back": back, "crumbs": (recipient.ask.title, back)}
    status = 422 if request.method == "POST" else 200
    return show(request, "deed", status=status, **{**around, **context})


def _done(request: Any, recipient: Recipient, words: str) -> HttpResponse:
    messages.success(request, words)
    return HttpResponseRedirect(to(request, "asks-record", pk=recipient.ask_id))


def _data(request: Any) -> Any:
    return request.POST if request.method == "POST" else kept.take(request, request.path)


@needs("asks", get=Act.EDIT, post=Act.EDIT)
def longer(request: Any, pk: UUID) -> HttpResponse:
    """Decide what an agency asked for; where it asked for nothing, give it longer anyway."""
    recipient = recipient_of(request, pk, Act.EDIT)
    answer = queries.answer_to(recipient)
    waiting = answer.extension_requests.filter(outcome=ExtensionRequest.Outcome.OPEN).first() if answer else None
    return _decide(request, recipient, waiting) if waiting else _give(request, recipient)


def _give(request: Any, recipient: Recipient) -> HttpResponse:
    form = LongerForm(_data(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            deciding.give_longer(recipient, until=given["until"], why=given["why"], by=actor_of(request))
        except (NotPossibleNow, Refused) as error:
            form.add_error(None, str(error))
        else:
            return _done(request, recipient, _has_until(recipient))
    lead = f"Its answer is due on {said(recipient.due_on)}."
    return _deed(request, recipient, form, heading="Give longer", lead=lead, button="Give longer")


def _has_until(recipient: Recipient) -> str:
    """The new day, and who was written to."""
    found = Recipient.objects.select_related("ask", "agency", "answer").get(pk=recipient.pk)
    answer = queries.answer_to(found)
    link = reaching.last_link(answer) if answer else None
    if link is None or link.used_at is not None:
        return f"{found.agency} has until {said(found.due_on)}."
    until = said(link.expires_at.date())
    return (
        f"{found.agency} has until {said(found.due_on)}. {link.sent_to} was told; the link there works until {until}."
    )


def _decide(request: Any, recipient: Recipient, waiting: ExtensionRequest) -> HttpResponse:
    form = DecideForm(_data(request), initial={"until": waiting.wanted_on})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        is_agreed = given["decision"] == "agree"
        try:
            deciding.decide(
                waiting, is_agreed=is_agreed, until=given["until"], words=given["words"], by=actor_of(request)
            )
        except (NotPossibleNow, Refused) as error:
            form.add_error(None, str(error))
        else:
            words = f"{recipient.agency} is told what you decided."
            return _done(request, recipient, _has_until(recipient) if is_agreed else words)
    lead = f"Its answer is due on {said(recipient.due_on)}. It asks for {said(waiting.wanted_on)}."
    quote = (waiting.why, f"{waiting.asked_by}, {said(waiting.asked_at.date())}")
    return _deed(
        request, recipient, form, heading="It asks for longer", lead=lead, quote=quote, button="Save your decision"
    )


@needs("asks", get=Act.EDIT, post=Act.EDIT)
def exempt(request: Any, pk: UUID) -> HttpResponse:
    """Say that an agency need not answer; or, where it was said, ask it after all."""
    recipient = recipient_of(request, pk, Act.EDIT)
    if recipient.is_exempt:
        return _after_all(request, recipient)
    form = ExemptForm(_data(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            deciding.exempt(recipient, kind=given["kind"], why=given["why"], by=actor_of(request))
        except (NotPossibleNow, Refused) as error:
            form.add_error(None, str(error))
        else:
            return _done(request, recipient, f"{recipient.agency} need not answer.")
    lead = "It does not count as late. The reason is shown wherever its answer is missing."
    return _deed(request, recipient, form, heading="It need not answer", lead=lead, button="Save")


def _after_all(request: Any, recipient: Recipient) -> HttpResponse:
    form = Plain(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        deciding.ask_after_all(recipient, by=actor_of(request))
        return _done(request, recipient, f"{recipient.agency} is asked to answer after all.")
    words = f"{recipient.exempt_by} said that it need not answer: {recipient.get_exempt_kind_display().lower()}."
    quote = (recipient.exempt_why, recipient.exempt_by)
    return _deed(
        request, recipient, form, heading="Ask it after all", lead=words, quote=quote, button="Ask it after all"
    )
