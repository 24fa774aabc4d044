"""The Board's page of an answer's links: send one to somebody without an account, or stop one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.accounts import kept
from goldenthread.asks import links, reaching
from goldenthread.asks.link_models import LinkState
from goldenthread.asks.models import Answer
from goldenthread.asks.steps import AskState
from goldenthread.core.access import actor_of, allow, needs
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, NotPossibleNow
from goldenthread.core.forms import Plain
from goldenthread.core.shapes import Status
from goldenthread.workspace.asks import answers
from goldenthread.workspace.asks.finding import NO_SUCH_PAGE, boards_answer_of, show_answer, to


class LinkForm(Plain):
    """Who gets the link."""

    for_whom = forms.CharField(
        label="Who it is for", max_length=100, help_text="A name, or a post such as Safeguarding lead."
    )
    sent_to = forms.EmailField(
        label="E-mail address", help_text="Their own, at work. Whoever opens the link can answer."
    )


@needs("answers", get=Act.EDIT, post=Act.EDIT)
def page(request: Any, pk: UUID) -> HttpResponse:
    """Every link of this answer, and a form to send one."""
    answer = boards_answer_of(request, pk, Act.EDIT)
    data = request.POST if request.method == "POST" else kept.take(request, request.path)
    form = LinkForm(data, initial=_begins_with(answer))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            words = links.questions(answer)
            link = links.send(answer, to=said["sent_to"], for_whom=said["for_whom"], by=actor_of(request), first=words)
        except NotPossibleNow as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"The link is on its way to {link.sent_to}.")
            return HttpResponseRedirect(to(request, "answers-links", pk=answer.pk))
    context: dict[str, Any] = {
        "link_form": form,
        "links": [(one, Status(one.state().shape, one.state().words)) for one in answer.links.all()],
        "has_open": any(one.state() is LinkState.OPEN for one in answer.links.all()),
        "can_send": answer.is_open and answer.recipient.ask.stands is AskState.SENT,
    }
    return show_answer(request, "links", answer, status=422 if request.method == "POST" else 200, **context)


def _begins_with(answer: Answer) -> dict[str, str]:
    """Whom the last link went to; failing that, whom the Board knows at the agency."""
    last = answer.links.order_by("-made_at").first()
    if last is not None:
        return {"for_whom": last.for_whom, "sent_to": last.sent_to}
    known = reaching.known_people(answer)
    return {"for_whom": known[0].name[:100], "sent_to": known[0].email} if known else {}


@needs("answers", post=Act.EDIT)
def withdraw(request: Any, pk: UUID, link: UUID) -> HttpResponse:
    """Stop a link from working."""
    answer = boards_answer_of(request, pk, Act.EDIT)
    found = answer.links.filter(pk=link).first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    links.withdraw(found, by=actor_of(request))
    messages.success(request, "The link does not work any more. What was saved by it stays.")
    return HttpResponseRedirect(to(request, "answers-links", pk=answer.pk))


def _door(request: Any, answer: Answer) -> list[tuple[str, str]]:
    may = allow(request.standing, Act.EDIT, answer) and allow(request.standing, Act.EDIT, answer.recipient.ask)
    is_here = answer.is_open or answer.links.exists()
    return (
        [("A link for somebody without an account", to(request, "answers-links", pk=answer.pk))]
        if may and is_here
        else []
    )


answers.MORE_DOORS.append(_door)
