"""The pages of extracts: the list, sending one, what its check found, and one that is loaded."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from goldenthread.accounts import kept
from goldenthread.core.access import actor_of, allow, needs
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotPermitted, Refused
from goldenthread.core.exports import as_csv
from goldenthread.figures.wording import in_words
from goldenthread.trail import operations as trail
from goldenthread.trail import queries as trails
from goldenthread.workspace import job_pages
from goldenthread.workspace.extracts import keeping, operations, queries
from goldenthread.workspace.extracts.forms import LoadForm, SendForm
from goldenthread.workspace.extracts.models import CheckedExtract
from goldenthread.workspace.navigation import siblings

SHAPES = {
    "sent": "ring",
    "checked": "part",
    "refused": "bad",
    "loaded": "good",
    "thrown_away": "ring",
    "forgotten": "ring",
}
SENT_SHOWN = 20


def to(request: Any, view: str, pk: UUID | None = None) -> str:
    """The address of a page of extracts."""
    given = {"board": request.board.slug, **({"pk": pk} if pk is not None else {})}
    return reverse(f"workspace:{view}", kwargs=given)


def page_of(request: Any, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of this room."""
    beside = siblings(request.resolver_match.url_name, request.standing, request.board)
    given = {"list_address": to(request, "extracts"), "siblings": beside}
    return render(request, f"workspace/extracts/{name}.html", {**given, **context}, status=status)


def with_changes(request: Any, *subjects: Any) -> list[Any]:
    """Entries of the trail with what each changed."""
    return [(entry, trails.changes(entry, request.standing)) for entry in queries.entries_of(*subjects)]


@needs("extracts", get=Act.READ)
def listing(request: Any) -> HttpResponse:
    """Extracts that are loaded, and what was sent of late and is not."""
    sent = queries.sent(request.standing, request.board).exclude(state=CheckedExtract.State.LOADED)[:SENT_SHOWN]
    return page_of(
        request,
        "list",
        extracts=list(queries.loaded(request.standing, request.board)),
        sent=[(one, SHAPES[one.state], one.get_state_display()) for one in sent],
        may_send=bool(queries.sends_for(request.standing, request.board)),
    )


@needs("extracts", get=Act.CREATE, post=Act.CREATE)
def send(request: Any) -> HttpResponse:
    """The files of an extract, and what it is where they do not say."""
    agencies = queries.sends_for(request.standing, request.board)
    if not agencies:
        raise NotPermitted(
            "You may send an extract for your own agency, and are in none here. Ask the Board’s manager."
        )
    last = queries.loaded(request.standing, request.board).first()
    if request.method != "POST":
        form = SendForm(agencies=agencies, last=last)
        typed = kept.take(request, request.path)
        if typed is not None:
            form.initial = {**form.initial, **_typed_again(typed)}
        return page_of(request, "send", form=form)
    form = SendForm(request.POST, request.FILES, agencies=agencies, last=last)
    if form.is_valid():
        try:
            _, job = operations.send(
                form.parts,
                names=[file.name for file in request.FILES.getlist("extract_files")],
                said=form.said(),
                key=form.cleaned_data["key"] or uuid4(),
                board=request.board,
                agency=form.agency_chosen(),
                by=actor_of(request),
                back=to(request, "extracts"),
            )
        except Refused as error:
            form.add_error("extract_files", str(error))
        else:
            return job_pages.on_to(request, job)
    return page_of(request, "send", form=form, status=422)


def _typed_again(typed: Any) -> dict[str, Any]:
    """What was typed before a sign-in ran out. Files are not kept, so the form cannot simply be sent again."""
    days = {
        name: [typed.get(f"{name}-{part}", "") for part in ("day", "month", "year")]
        for name in ("period_from", "period_to", "taken_on")
    }
    return {"authority": typed.get("authority", ""), **days}


@needs("extracts", get=Act.READ)
def sent(request: Any, pk: UUID) -> HttpResponse:
    """What the check of an extract found, and what can be done next."""
    checked = queries.one_sent(request.standing, request.board, pk)
    if checked.state == CheckedExtract.State.LOADED and checked.extract_id:
        return HttpResponseRedirect(to(request, "extracts-record", checked.extract_id))
    job = queries.open_job(checked) or queries.last_check(checked)
    if checked.state == CheckedExtract.State.SENT and job is not None:
        is_mine = job.by_user_id == request.user.pk
        if is_mine and job.is_open:
            return HttpResponseRedirect(job_pages.address(job))
        may_throw_away = not job.is_open and allow(request.standing, Act.CREATE, checked)
        there = job_pages.address(job) if is_mine else ""
        return page_of(request, "waiting", checked=checked, job=job, job_address=there, may_throw_away=may_throw_away)
    return _answer(request, checked, LoadForm(groups=_errors(checked)))


def _errors(checked: CheckedExtract) -> list[dict[str, Any]]:
    return [one for one in keeping.groups_of(checked) if one["severity"] == "error"]


def _answer(request: Any, checked: CheckedExtract, form: LoadForm, *, status: int = 200) -> HttpResponse:
    groups = keeping.groups_of(checked)
    errors = [one for one in groups if one["severity"] == "error"]
    rows, faulty = sum(checked.rows.values()), checked.counts.get("faulty_rows", 0)
    context = {
        "checked": checked,
        "form": form,
        "errors": errors,
        "notices": [one for one in groups if one["severity"] != "error"],
        "rows": rows,
        "faulty": faulty,
        "good": rows - faulty,
        "hanging": checked.counts.get("left_out", 0) - faulty,
        "numbers": list(queries.big_numbers(checked.rows, checked.counts.get("by_file", {}))),
        "kinds": in_words(len(errors)),
        "first_is_most": len(errors) > 1 and errors[0]["rows"] * 2 > sum(one["rows"] for one in errors),
        "replaces": queries.replaces(checked),
        "may_load": checked.state == "checked" and allow(request.standing, Act.CREATE, checked),
        "may_download": _may_download(request, checked),
        "to": {name: to(request, f"extracts-{name}", checked.pk) for name in ("rows", "load", "throw-away")},
        "send_address": to(request, "extracts-new") if queries.sends_for(request.standing, request.board) else "",
    }
    context["to"]["throw_away"] = context["to"]["throw-away"]
    return page_of(request, "refused" if checked.state == "refused" else "checked", status=status, **context)


def _may_download(request: Any, checked: CheckedExtract) -> bool:
    """Whoever may send the file gets its faults back; others need to be allowed to take rows away."""
    return any(allow(request.standing, act, checked) for act in (Act.CREATE, Act.EXPORT))


@needs("extracts", get=Act.READ)
def rows(request: Any, pk: UUID) -> HttpResponse:
    """Every faulty row as a file that opens safely: where it is, the cell the fault names, and how to put it right."""
    checked = queries.one_sent(request.standing, request.board, pk)
    if not _may_download(request, checked):
        raise NotPermitted("You can read what the check found, and not take the rows away. Ask the Board’s manager.")
    errors = [one for one in keeping.findings_of(checked) if one.severity == "error"]
    headings = ["check", "file", "row", "column", "value", "message", "remedy"]
    lines = [[one.check, one.file, one.row, one.column, one.value, one.message, one.remedy] for one in errors]
    with transaction.atomic():
        trail.record("download faulty rows", checked, by=actor_of(request), after={"rows": len(lines)})
    made = HttpResponse(
        as_csv(headings, lines, is_synthetic=checked.is_synthetic), content_type="text/csv; charset=utf-8"
    )
    made["Content-Disposition"] = f'attachment; filename="rows-to-put-right-{checked.sent_at:%Y-%m-%d}.csv"'
    return made


@needs("extracts", post=Act.CREATE)
def load(request: Any, pk: UUID) -> HttpResponse:
    """Have it loaded, with every fault that is left accepted by name."""
    checked = queries.one_sent(request.standing, request.board, pk)
    form = LoadForm(request.POST, groups=_errors(checked))
    if not form.is_valid():
        return _answer(request, checked, form, status=422)
    job = operations.load(
        checked,
        accept=form.cleaned_data["accept"],
        why=form.cleaned_data["why"],
        by=actor_of(request),
        back=to(request, "extracts-sent", checked.pk),
    )
    return job_pages.on_to(request, job)


@needs("extracts", post=Act.CREATE)
def throw_away(request: Any, pk: UUID) -> HttpResponse:
    checked = queries.one_sent(request.standing, request.board, pk)
    operations.throw_away(checked, by=actor_of(request))
    messages.success(request, "What was sent was thrown away: its files and everything its check found are deleted.")
    return HttpResponseRedirect(to(request, "extracts"))


@needs("extracts", get=Act.READ)
def record(request: Any, pk: UUID) -> HttpResponse:
    """An extract that is loaded: what it holds, what was left out, how it differs from the one before."""
    extract = queries.one_loaded(request.standing, request.board, pk)
    before = getattr(extract, "replaces", None)
    return page_of(
        request,
        "record",
        extract=extract,
        before=before,
        held=queries.held(extract),
        exceptions=queries.exceptions(extract),
        hanging=queries.hung_on_exceptions(extract),
        notices=queries.notices(extract),
        entries=with_changes(request, extract, *extract.checks.all()),
        may_freeze=extract.replaced_by_id is None and request.standing.may("releases", Act.CREATE, request.board.pk),
        frozen_address=to(request, "frozen-sets"),
    )
