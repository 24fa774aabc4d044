"""A meeting's own page: its agenda and papers; putting items on it; cancelling it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, HttpResponse, HttpResponseBase, HttpResponseRedirect

from goldenthread.accounts import kept
from goldenthread.boards import documents
from goldenthread.boards.themes import Theme
from goldenthread.core import business
from goldenthread.core.access import actor_of, allow, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, NotPossibleNow, Refused
from goldenthread.meetings import operations, queries, quorum
from goldenthread.meetings.kinds import stands
from goldenthread.meetings.models import AgendaItem, ConfidentialPart, Meeting, Paper, RestrictedPaper
from goldenthread.trail import operations as trail
from goldenthread.trail import queries as trails
from goldenthread.workspace.errors import NO_SUCH_PAGE
from goldenthread.workspace.forms import WhyForm
from goldenthread.workspace.meetings import markdown
from goldenthread.workspace.meetings.finding import at, meeting_of, of_meeting, record
from goldenthread.workspace.meetings.forms import ChooseBusinessForm, ConfidentialForm, ItemForm, NewItemForm, PaperForm


@needs("meetings", get=Act.READ)
def page(request: Any, pk: UUID) -> HttpResponse:
    """The meeting with its agenda; each paper for those who may read it."""
    meeting = meeting_of(request, pk)
    items = list(meeting.items.select_related("theme"))
    terms = queries.terms_on(meeting.group, meeting.held_on)
    entries = [(entry, trails.changes(entry, request.standing)) for entry in trails.history_of(meeting)[:3]]
    context: dict[str, Any] = {
        "stands": stands(meeting),
        "lines": _lines(request, meeting, items),
        "minutes": sum(one.minutes_allotted or 0 for one in items),
        "quorum": quorum.sentence(terms.quorum_rule if terms else [], queries.agency_names(request.board)),
        "entries": entries,
    }
    return of_meeting(request, "agenda", meeting, "meetings-record", **context)


def _lines(request: Any, meeting: Meeting, items: list[AgendaItem]) -> list[dict[str, Any]]:
    """Each item with its papers and its confidential part, as far as they may be seen."""
    standing = request.standing
    papers = visible_to(standing, Act.READ, Paper.objects.filter(item__meeting=meeting)).select_related("document")
    restricted = RestrictedPaper.objects.filter(item__meeting=meeting)
    parts = visible_to(standing, Act.READ, ConfidentialPart.objects.filter(item__meeting=meeting))
    told = {one.item_id: one for one in parts}
    under: dict[UUID, list[tuple[Any, str, bool]]] = {}
    for paper in papers:
        under.setdefault(paper.item_id, []).append((paper, at(request, "papers-one", pk=paper.pk), False))
    for hidden in visible_to(standing, Act.READ, restricted).select_related("document"):
        address = at(request, "restricted-papers-one", pk=hidden.pk)
        under.setdefault(hidden.item_id, []).append((hidden, address, True))
    found = []
    for one in items:
        part = told.get(one.pk)
        address = at(request, "confidential-parts-one", pk=part.pk) if part else at(request, "items-one", pk=one.pk)
        words = f"{part.title} (confidential)" if part else one.title
        is_open = part is not None or not one.is_confidential
        found.append(
            {"item": one, "words": words, "address": address if is_open else "", "papers": under.get(one.pk, [])}
        )
    return found


def _themes(request: Any) -> Any:
    return visible_to(request.standing, Act.READ, Theme.objects.filter(board=request.board))


@needs("meetings", get=Act.CREATE, post=Act.CREATE)
def new_item(request: Any, pk: UUID) -> HttpResponse:
    meeting = meeting_of(request, pk, Act.CREATE)
    data = request.POST if request.method == "POST" else kept.take(request, request.path)
    form = NewItemForm(data or None, themes=_themes(request), initial={"purpose": "discussion"})
    if request.method == "POST" and form.is_valid():
        _put(request, meeting, form.cleaned_data)
        messages.success(request, "The item is on the agenda.")
        return HttpResponseRedirect(at(request, "meetings-record", pk=meeting.pk))
    return of_meeting(
        request, "form", meeting, "", heading="Add an item", form=form, status=422 if form.errors else 200
    )


def _put(request: Any, meeting: Meeting, said: dict[str, Any]) -> None:
    confidential = {"title": said["title"], "background": said["background"]} if said.pop("is_confidential") else None
    operations.put_item(AgendaItem(meeting=meeting, **said), confidential=confidential, by=actor_of(request))


@needs("meetings", get=Act.CREATE, post=Act.CREATE)
def draft(request: Any, pk: UUID) -> HttpResponse:
    """Put outstanding business on the agenda."""
    meeting = meeting_of(request, pk, Act.CREATE)
    there = set(meeting.items.values_list("business", flat=True))
    sitting = business.Sitting(request.standing, request.board, meeting.group, meeting.held_on)
    waiting = [one for one in business.waiting(sitting) if one.key not in there]
    form = ChooseBusinessForm(request.POST if request.method == "POST" else None, waiting=waiting)
    if request.method == "POST" and form.is_valid():
        chosen = [one for one in waiting if one.key in form.cleaned_data["chosen"]]
        made = operations.draft_agenda(meeting, chosen, by=actor_of(request))
        messages.success(request, f"{len(made)} {'item is' if len(made) == 1 else 'items are'} on the agenda.")
        return HttpResponseRedirect(at(request, "meetings-record", pk=meeting.pk))
    sorts = [(sort.words, [one for one in waiting if one.sort is sort]) for sort in business.Sort]
    context: dict[str, Any] = {"form": form, "sorts": [(words, some) for words, some in sorts if some]}
    return of_meeting(request, "draft", meeting, "", status=422 if form.errors else 200, **context)


@needs("meetings", get=Act.READ, post=Act.EDIT)
def item(request: Any, pk: UUID) -> HttpResponse:
    """One item: what it is for and, once it was taken, what was said."""
    post = request.method == "POST"
    found = record(
        request, AgendaItem, pk, Act.EDIT if post else Act.READ, with_them=("meeting__group__board", "theme")
    )
    may_change = allow(request.standing, Act.EDIT, found) and not found.is_confidential
    names = ("title", "purpose", "presenter", "minutes_allotted", "theme", "background", "said")
    data = request.POST if post else kept.take(request, request.path)
    form = ItemForm(data or None, themes=_themes(request), initial={name: getattr(found, name) for name in names})
    if post and may_change and form.is_valid():
        trail.change(found, form.cleaned_data, by=actor_of(request))
        messages.success(request, "The item was saved.")
        return HttpResponseRedirect(at(request, "meetings-record", pk=found.meeting_id))
    if post and not may_change:
        raise NotPossibleNow("What a confidential item is about stands in its confidential part. Change it there.")
    context: dict[str, Any] = {
        "item": found,
        "form": form,
        "may_change": may_change,
        "line": _lines(request, found.meeting, [found])[0],
    }
    return of_meeting(request, "item", found.meeting, "", status=422 if post else 200, **context)


@needs("meetings", post=Act.EDIT)
def move(request: Any, pk: UUID, way: str) -> HttpResponse:
    found = record(request, AgendaItem, pk, Act.EDIT, with_them=("meeting",))
    if way not in {"up", "down"}:
        raise NotFound(NO_SUCH_PAGE)
    operations.move_item(found, up=way == "up", by=actor_of(request))
    return HttpResponseRedirect(at(request, "meetings-record", pk=found.meeting_id))


@needs("restricted_papers", get=Act.READ, post=Act.EDIT)
def confidential(request: Any, pk: UUID) -> HttpResponse:
    """What a confidential item is about."""
    post = request.method == "POST"
    found = record(
        request, ConfidentialPart, pk, Act.EDIT if post else Act.READ, with_them=("item__meeting__group__board",)
    )
    names = ("title", "background", "said", "decided")
    data = request.POST if post else kept.take(request, request.path)
    form = ConfidentialForm(data or None, initial={name: getattr(found, name) for name in names})
    meeting = found.item.meeting
    if post and form.is_valid():
        trail.change(found, form.cleaned_data, by=actor_of(request))
        messages.success(request, "The confidential part was saved.")
        return HttpResponseRedirect(at(request, "meetings-record", pk=meeting.pk))
    context: dict[str, Any] = {"part": found, "form": form, "may_change": allow(request.standing, Act.EDIT, found)}
    return of_meeting(request, "confidential", meeting, "", status=422 if post else 200, **context)


@needs("meetings", get=Act.CREATE, post=Act.CREATE)
def new_paper(request: Any, pk: UUID) -> HttpResponse:
    found = record(request, AgendaItem, pk, Act.CREATE, with_them=("meeting__group__board",))
    post = request.method == "POST"
    data = request.POST if post else kept.take(request, request.path)
    initial = {"is_restricted": found.is_confidential}
    form = PaperForm(data or None, request.FILES if post else None, initial=initial)
    if post and form.is_valid():
        try:
            _keep_paper(request, found, form.cleaned_data)
        except Refused as error:
            form.add_error("sent", str(error))
        else:
            messages.success(request, "The paper was added.")
            return HttpResponseRedirect(at(request, "meetings-record", pk=found.meeting_id))
    context: dict[str, Any] = {"heading": "Add a paper", "about": found.title, "form": form, "has_file": True}
    return of_meeting(request, "form", found.meeting, "", status=422 if form.errors else 200, **context)


@transaction.atomic
def _keep_paper(request: Any, found: AgendaItem, said: dict[str, Any]) -> None:
    by = actor_of(request)
    is_restricted = said["is_restricted"] or found.is_confidential
    document = documents.keep(said["sent"], board=request.board, by=by) if said["sent"] else None
    model: Any = RestrictedPaper if is_restricted else Paper
    order = model.objects.filter(item=found).count() + 1
    trail.add(model(item=found, title=said["title"], text=said["text"], document=document, order=order), by=by)


@needs("meetings", get=Act.READ)
def paper(request: Any, pk: UUID) -> HttpResponseBase:
    return _read(request, record(request, Paper, pk, with_them=("item__meeting__group__board", "document__board")))


@needs("restricted_papers", get=Act.READ)
def restricted_paper(request: Any, pk: UUID) -> HttpResponseBase:
    found = record(request, RestrictedPaper, pk, with_them=("item__meeting__group__board", "document__board"))
    return _read(request, found)


def _read(request: Any, found: Any) -> HttpResponseBase:
    """A paper's text as a page; a file is saved."""
    if found.document:
        return _file(found.document)
    return of_meeting(request, "paper", found.item.meeting, "", paper=found, html=markdown.html(found.text, level=2))


def _file(document: documents.Document) -> FileResponse:
    if not document.path.is_file():
        raise NotFound("This file is not here any more. Ask the Board’s manager for it.")
    return documents.answer(document)


@needs("meetings", get=Act.EDIT, post=Act.EDIT)
def cancel(request: Any, pk: UUID) -> HttpResponse:
    meeting = meeting_of(request, pk, Act.EDIT)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.cancel(meeting, why=form.cleaned_data["why"], by=actor_of(request))
        messages.success(request, "The meeting is cancelled. Calendars that follow it will say so.")
        return HttpResponseRedirect(at(request, "meetings-record", pk=meeting.pk))
    status = 422 if request.method == "POST" else 200
    return of_meeting(request, "form", meeting, "", heading="Cancel this meeting", form=form, status=status,
                      button="Cancel the meeting")  # fmt: skip
