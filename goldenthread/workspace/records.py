"""The pages of every kind of record: list, export, record, form, history and taking away, made from what a room declares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.text import slugify

from goldenthread.accounts import kept
from goldenthread.core import clock
from goldenthread.core.access import actor_of, allow, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.core.exports import as_csv, as_workbook
from goldenthread.core.forms import Plain, RecordForm, signed
from goldenthread.core.kinds import Kind, kinds, named, of_model
from goldenthread.core.listing import Listing
from goldenthread.trail import operations as trail
from goldenthread.trail import queries as trails
from goldenthread.trail.stale import fingerprints
from goldenthread.workspace import saving
from goldenthread.workspace.cases import leaving, places
from goldenthread.workspace.cases.door import needs_case
from goldenthread.workspace.forms import WhyForm
from goldenthread.workspace.navigation import siblings

View = Callable[..., HttpResponseBase]
NO_SUCH_RECORD = "There is no such page, or it is not open to you."
FILES = {
    "csv": ("text/csv; charset=utf-8", "CSV"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel"),
}


def addresses() -> list[URLPattern]:
    """The addresses of every kind, under a Board's own."""
    found = []
    for kind in kinds().values():
        found += _of(kind)
    return found


def _of(kind: Kind) -> list[URLPattern]:
    slug = f"cases/<uuid:case>/{kind.slug}" if kind.in_cases else kind.slug
    one = f"{slug}/<uuid:pk>/"
    found = [
        path(f"{slug}/", listing(kind), name=kind.slug),
        path(f"{slug}/export.<str:form>", export(kind), name=f"{kind.slug}-export"),
        *([] if kind.has_own_page else [path(one, record(kind), name=f"{kind.slug}-record")]),
        path(f"{one}history/", history(kind), name=f"{kind.slug}-history"),
    ]
    if kind.form is not None:
        found.insert(1, path(f"{slug}/new/", new(kind), name=f"{kind.slug}-new"))
    if (kind.form is not None or kind.changing_form is not None) and not kind.is_never_changed:
        found.append(path(f"{one}change/", change(kind), name=f"{kind.slug}-change"))
    if kind.can_be_taken_away:
        found.append(path(f"{one}take-away/", take_away(kind), name=f"{kind.slug}-take-away"))
    return found


def address_of(record: Model, board_slug: str) -> str:
    """The page of a record, where its kind has pages; else ""."""
    from goldenthread.core.kinds import of_model

    kind = of_model(type(record))
    if kind is None:
        return ""
    within = {"case": record.case_id} if kind.in_cases else {}  # type: ignore[attr-defined]  # it is part of a case
    return at(kind, "record", board_slug, pk=record.pk, **within)


def _at(request: Any, kind: Kind, page: str, **more: Any) -> str:
    """The address of a page of a kind on this Board; of what is part of a case, in this case."""
    return at(kind, page, request.board.slug, **(case_of(request) if kind.in_cases else {}), **more)


def case_of(request: Any) -> dict[str, UUID]:
    """The case a page is in, as addresses name it; nothing outside of one."""
    case = getattr(request, "case", None)
    return {"case": case.pk} if case is not None else {}


def asks(kind: Kind, *, get: Act | None = None, post: Act | None = None) -> Callable[[View], View]:
    """What a page of a kind asks of whoever comes; of what is part of a case, at the door of a case that has such pages."""
    if kind.in_cases:
        return needs_case(kind.row, get=get, post=post, sorts=kind.in_cases)
    return needs(kind.row, get=get, post=post)


def at(kind: Kind, page: str, board: str, **more: Any) -> str:
    """The address of a page of a kind; `page` is "list", "new", "record" …"""
    name = kind.slug if page == "list" else f"{kind.slug}-{page}"
    return reverse(f"workspace:{name}", kwargs={"board": board, **more})


def one_of(request: Any, kind: Kind, pk: UUID, act: Act = Act.READ) -> Model:
    """The record, if this person may do this to it.

    Raises:
        NotFound: there is none, or they may not know of it: the words are the same.
        NotPermitted: they may read it, and not do this.
    """
    within = {"case_id": request.case.pk} if kind.in_cases else {}
    here = kind.model._default_manager.filter(**{kind.guard.board: request.board.pk}, **within)
    found = visible_to(request.standing, Act.READ, here).select_related(*kind.with_them).filter(pk=pk).first()
    if found is None:
        raise NotFound(NO_SUCH_RECORD)
    if act is not Act.READ and not allow(request.standing, act, found):
        raise NotPermitted(f"You can read this {kind.one}, and not {act} it. If you should, ask the Board’s manager.")
    return found


def _page(request: Any, template: str, kind: Kind, *, status: int = 200, **context: Any) -> HttpResponse:
    standing = request.standing
    beside = places.beside(request, kind.slug) if kind.in_cases else siblings(kind.slug, standing, request.board)
    shown = {
        "kind": kind,
        "list_address": _at(request, kind, "list"),
        "may_add": kind.form is not None and standing.may(kind.row, Act.CREATE, request.board.pk),
        "begun_as": _begun_as(request, kind),
        "may_export": standing.may(kind.row, Act.EXPORT, request.board.pk),
        "siblings": beside,
    }
    return render(request, f"workspace/{template}.html", {**shown, **context}, status=status)


def _begun_as(request: Any, kind: Kind) -> tuple[str, str] | None:
    """The words and the address by which a record of this kind is begun where it is made as one of another kind."""
    first = next((one for one in kinds().values() if one.becomes == kind.slug), None)
    if first is None or not request.standing.may(first.row, Act.CREATE, request.board.pk):
        return None
    return first.new_words, at(first, "new", request.board.slug)


def _listing(request: Any, kind: Kind, asked: Mapping[str, Any], act: Act = Act.READ) -> Listing:
    within = {"case_id": request.case.pk} if kind.in_cases else {}
    return Listing(kind, board_id=request.board.pk, standing=request.standing, asked=asked, act=act, **within)


def listing(kind: Kind) -> View:
    @asks(kind, get=Act.READ)
    def page(request: Any) -> HttpResponse:
        found = _listing(request, kind, request.GET.dict())
        lines = [(_at(request, kind, "record", pk=one.pk), one, cells) for one, cells in found.lines()]
        pages = found.page.paginator.get_elided_page_range(found.page.number, on_each_side=1, on_ends=1)
        return _page(request, "list", kind, listing=found, lines=lines, pages=list(pages))

    return page


def export(kind: Kind) -> View:
    @asks(kind, get=Act.EXPORT)
    def file(request: Any, form: str) -> HttpResponse:
        if form not in FILES:
            raise NotFound(NO_SUCH_RECORD)
        asked = {name: value for name, value in request.GET.dict().items() if name != "page"}
        found = _listing(request, kind, asked, Act.EXPORT)
        headings = [column.words for column in kind.columns]
        records = list(visible_to(request.standing, Act.READ, found.every))
        lines = [[column.show(one) for column in kind.columns] for one in records]
        if kind.in_cases and (stop := leaving.stopped(request, kind.model, kind.many, len(lines))):
            return stop
        is_synthetic = request.board.is_demonstration
        if form == "csv":
            made = as_csv(headings, lines, is_synthetic=is_synthetic)
        else:
            made = as_workbook(kind.many, headings, lines, is_synthetic=is_synthetic)
        of = request.case if kind.in_cases else request.board  # how much left a case is told in its own log
        trail.record("export", of, by=actor_of(request), after={"kind": kind.many, "rows": len(lines), "form": form})
        return _download(made, f"{slugify(kind.many)}-{clock.today().isoformat()}.{form}", FILES[form][0])

    return file


def _download(made: bytes, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(made, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def record(kind: Kind) -> View:
    @asks(kind, get=Act.READ)
    def page(request: Any, pk: UUID) -> HttpResponse:
        return show(request, kind, one_of(request, kind, pk))

    return page


def show(request: Any, kind: Kind, found: Model, *, template: str = "record", **more: Any) -> HttpResponse:
    """A record's page. A room whose records have a page of their own may begin from it: its template extends this one's."""
    rows = [(row.words, row.show(found), row.is_long) for row in kind.rows]
    entries = [(entry, trails.changes(entry, request.standing)) for entry in trails.history_of(found)[:3]]
    changes = None if kind.is_never_changed else kind.changing_form or kind.form
    may = {
        "may_change": changes is not None and allow(request.standing, Act.EDIT, found),
        "may_take_away": kind.can_be_taken_away and allow(request.standing, Act.DELETE, found),
    }
    parts = [part for part in (_part(request, one, found) for one in kind.parts) if part]
    heading = kind.columns[0].show(found)
    context = {"one": found, "heading": heading, "rows": rows, "entries": entries, "parts": parts, **may}
    context["doors"] = _doors(request, kind, found)
    return _page(request, template, kind, **{**context, **more})


def _doors(request: Any, kind: Kind, one: Model) -> list[tuple[str, str]]:
    """The pages beyond its own that this record leads this person to."""
    board = request.board
    return [
        (door.words, reverse(f"workspace:{door.view}", kwargs={"board": board.slug, "pk": one.pk, **case_of(request)}))
        for door in kind.doors
        if request.standing.may(door.row, door.act, board.pk)
        and door.is_open(one)
        and door.opens_for(request.standing, one)
    ]


def _part(request: Any, part: Any, owner: Model) -> dict[str, Any] | None:
    """The records that hang on this one, as far as this person may see them."""
    kind = named(part.kind)
    if not request.standing.may(kind.row, Act.READ, request.board.pk):
        return None
    every = visible_to(request.standing, Act.READ, kind.model._default_manager.filter(**{part.path: owner.pk}))
    every = every.select_related(*kind.with_them).prefetch_related(*kind.before)
    columns = [column for column in kind.columns if column.words != named_after(owner)]
    lines = [
        (_at(request, kind, "record", pk=one.pk), [(c.words, c.show(one), c.is_number) for c in columns])
        for one in every[:50]
    ]
    can_add = kind.form is not None and request.standing.may(kind.row, Act.CREATE, request.board.pk)
    return {
        "words": part.words,
        "kind": kind,
        "headings": [(c.words, c.is_number) for c in columns],
        "lines": lines,
        "new": f"{_at(request, kind, 'new')}?{part.path}={owner.pk}" if can_add else "",
    }


def named_after(owner: Model) -> str:
    return str(owner._meta.verbose_name).capitalize()


def _form(request: Any, kind: Kind, data: QueryDict | None, **more: Any) -> RecordForm:
    wanted = (kind.changing_form if "instance" in more else None) or kind.form
    if wanted is None:
        raise NotFound(NO_SUCH_RECORD)
    files = request.FILES if request.method == "POST" else None
    within = {"case_id": request.case.pk} if kind.in_cases else {}
    return wanted(data, files, standing=request.standing, board_id=request.board.pk, **within, **more)


def new(kind: Kind) -> View:
    @asks(kind, get=Act.CREATE, post=Act.CREATE)
    def page(request: Any) -> HttpResponse:
        if request.method == "POST":
            return _add(request, kind)
        kept_data = kept.take(request, request.path)
        form = _form(request, kind, kept_data, initial={**request.GET.dict()})
        return _page(request, "form", kind, form=form, heading=kind.new_words)

    return page


def _add(request: Any, kind: Kind) -> HttpResponse:
    form = _form(request, kind, request.POST)
    if form.is_valid():
        begun = {"case_id": request.case.pk} if kind.in_cases else kind.begun(request.board.pk)
        given = kind.model(**begun, **form.values())
        if form.cleaned_data.get("key"):
            given.pk = form.cleaned_data["key"]
        try:
            by = actor_of(request)
            with transaction.atomic():
                added = kind.adds(form, given, by) if kind.adds else trail.add(given, by=by)
                saving.tied(added, form, by=by)
        except ValidationError as error:
            saving.tell(form, error)
        except (NotPermitted, NotPossibleNow, Refused) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"The {kind.one} was added.")
            return _on_to(request, kind, added)
    return _page(request, "form", kind, form=form, heading=kind.new_words, status=422)


def change(kind: Kind) -> View:
    @asks(kind, get=Act.EDIT, post=Act.EDIT)
    def page(request: Any, pk: UUID) -> HttpResponse:
        found = one_of(request, kind, pk, Act.EDIT)
        if request.method == "POST":
            return _change(request, kind, found)
        kept_data = kept.take(request, request.path)
        form = _form(request, kind, kept_data, instance=found)
        form.initial["read"] = signed(fingerprints(found, form.fields_of_the_record()))
        return _page(request, "form", kind, form=form, one=found, **_titled(kind, found))

    return page


def _titled(kind: Kind, found: Model) -> dict[str, Any]:
    return {"heading": f"Change this {kind.one}", "about": str(kind.columns[0].show(found))}


def _change(request: Any, kind: Kind, found: Model) -> HttpResponse:
    form = _form(request, kind, request.POST, instance=found)
    stale = saving.over(found, form, by=actor_of(request), changes=kind.changes)
    if stale or form.errors:
        shown = {"form": form, "one": found, "stale": stale, **_titled(kind, found)}
        return _page(request, "form", kind, status=409 if stale else 422, **shown)
    messages.success(request, f"The {kind.one} was saved.")
    return _on_to(request, kind, found)


def _on_to(request: Any, kind: Kind, one: Model) -> HttpResponseRedirect:
    """Where somebody goes from what they saved: back to what it is a part of, to add the next; otherwise to itself."""
    owner: Model | None = getattr(one, kind.part_of) if kind.part_of else None
    shown = None if owner is None else of_model(type(owner))
    if owner is None or shown is None or not allow(request.standing, Act.READ, owner):
        shown, owner = kind, one
    return HttpResponseRedirect(_at(request, shown, "record", pk=owner.pk))


def history(kind: Kind) -> View:
    @asks(kind, get=Act.READ)
    def page(request: Any, pk: UUID) -> HttpResponse:
        found = one_of(request, kind, pk)
        entries = [(entry, trails.changes(entry, request.standing)) for entry in trails.history_of(found)[:200]]
        return _page(request, "history", kind, one=found, heading=kind.columns[0].show(found), entries=entries)

    return page


def take_away(kind: Kind) -> View:
    @asks(kind, get=Act.DELETE, post=Act.DELETE)
    def page(request: Any, pk: UUID) -> HttpResponse:
        found = one_of(request, kind, pk, Act.DELETE)
        form: Plain = WhyForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            trail.take_away(found, by=actor_of(request), why=form.cleaned_data["why"])
            messages.success(request, f"The {kind.one} was taken away. The trail keeps what it said.")
            return HttpResponseRedirect(_at(request, kind, "list"))
        status = 422 if request.method == "POST" else 200
        return _page(request, "take_away", kind, form=form, one=found, status=status, **_titled(kind, found))

    return page
