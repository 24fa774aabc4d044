"""Writing a section: the editor with its preview, its versions, and the steps to being signed off."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.safestring import mark_safe

from goldenthread.accounts import kept
from goldenthread.core.access import actor_of, allow, needs
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.core.forms import signed
from goldenthread.core.shapes import Status
from goldenthread.reports import drafting, numbers, steps, text_differences, writing
from goldenthread.reports import preview as previewing
from goldenthread.reports.compliance import LIMBS
from goldenthread.reports.drafting import Found
from goldenthread.reports.models import LONGEST, Report, Section
from goldenthread.reports.writing import NotReady
from goldenthread.trail.stale import Stale, fingerprints
from goldenthread.workspace.forms import WhyForm
from goldenthread.workspace.reports.finding import NO_SUCH_PAGE, at, of_figure, report_of, section_of, show
from goldenthread.workspace.reports.forms import AddSectionForm, SectionForm
from goldenthread.workspace.reports.picker import picked, used_in
from goldenthread.workspace.versions import Version, both


@needs("reports", get=Act.READ, post=Act.EDIT)
def page(request: Any, period: str, section: str) -> HttpResponse:
    """The editor; for those who may only read, and where the report is published, the section as it reads."""
    report = report_of(request, period)
    found = section_of(report, section)
    may_write = allow(request.standing, Act.EDIT, found)
    if request.method == "POST":
        if not may_write:
            raise NotPermitted(
                "You can read this section, and not write in it. If you should, ask the Board’s manager."
            )
        return _save(request, report, found)
    if not may_write or report.status == Report.Status.PUBLISHED:
        return show(
            request, "section_read", report, **_around(request, report, found), **_read(request, report, found, {})
        )
    kept_data = _kept(request, at(report, "preview", section=found.slug))
    form = _form(request, found, kept_data)
    form.initial["read"] = signed(fingerprints(found, form.fields_of_the_record()))
    values = _typed(form) if kept_data is not None else {}
    return _editor(request, report, found, form, values=values)


def _kept(request: Any, previewed: str) -> Any:
    """What was sent too late: to be saved, or last to be previewed. What was typed is previewed a moment after each word."""
    typed = kept.take(request, previewed)
    return kept.take(request, request.path) or typed


def _form(request: Any, section: Section, data: Any) -> SectionForm:
    return SectionForm(data, standing=request.standing, board_id=request.board.pk, instance=section)


def _save(request: Any, report: Report, section: Section) -> HttpResponse:
    form = _form(request, section, request.POST)
    ready = request.POST.get("do") == "ready"
    if not form.is_valid():
        return _editor(request, report, section, form, values=_typed(form), status=422)
    try:
        seen = form.as_read() or dict.fromkeys(form.fields_of_the_record(), "")
        saved = writing.write(section=section, values=form.values(), by=actor_of(request), seen=seen, ready=ready)
    except Stale as stale:
        now = section_of(report, section.slug)
        told = both(form, stale)
        form.data = _as_sent(request, str(form.data["read"]))
        return _editor(request, report, now, form, values=_typed(form), stale=_with_words(told), status=409)
    except ValidationError as error:
        form.add_error(None, error)
    except NotReady as error:
        form.add_error("text", str(error))
        return _editor(request, report, section, form, values=_typed(form), refused=error.faults, status=422)
    except (NotPossibleNow, Refused) as error:
        form.add_error(None, str(error))
    else:
        kept.forget(request, at(report, "preview", section=saved.slug))
        messages.success(request, _said(report, saved, ready=ready))
        return HttpResponseRedirect(at(report, "section", section=saved.slug))
    return _editor(request, report, section, form, values=_typed(form), status=422)


def _as_sent(request: Any, read: str) -> Any:
    """What was sent, with the fingerprints of the section as it is now."""
    data = request.POST.copy()
    data["read"] = read
    return data


def _with_words(versions: list[Version]) -> list[tuple[Version, list[text_differences.Passage]]]:
    """Each field that both wrote, with what differs between the two, word by word."""
    return [(one, text_differences.passages(_plain(one.saved), _plain(one.yours))) for one in versions]


def _plain(value: Any) -> str:
    return ", ".join(LIMBS.get(one, one) for one in value) if isinstance(value, list) else str(value or "")


def _said(report: Report, saved: Section, *, ready: bool) -> str:
    last = saved.versions.first()
    words = f"Saved as version {last.number}." if last else "Saved."
    if ready:
        return f"{words} It is ready, and waits to be signed off."
    try:
        faults = writing.faults_of(report, saved, {})
    except NotPossibleNow as error:
        return f"{words} How it will read cannot be shown. {error}"
    return f"{words} {drafting.summary(faults).capitalize()}." if faults else words


def _typed(form: SectionForm) -> dict[str, Any]:
    """What stands in the form, for the preview, whether or not it could be saved."""
    data = form.data
    limbs = [one for one in data.getlist("limbs") if one in LIMBS] if hasattr(data, "getlist") else []
    text = str(data.get("text", "")).replace("\r\n", "\n")[:LONGEST]
    return {
        "title": str(data.get("title", ""))[:200],
        "finding": str(data.get("finding", ""))[:600],
        "text": text,
        "limbs": limbs,
    }


def _read(request: Any, report: Report, section: Section, values: dict[str, Any]) -> dict[str, Any]:
    """The section as it would read with these values. Nothing is saved."""
    try:
        found = numbers.of(report)
    except NotPossibleNow as error:
        return {"html": "", "faults": [], "trouble": str(error), "used": [], "is_released": False}
    reading = drafting.read(report, found.release, sections=writing.as_if(report, section, values))

    def address(figure_id: str) -> str:
        return of_figure(report, figure_id, request.standing)

    html = previewing.section(reading.document, section.slug, level=3, address=address)
    faults = reading.faults[section.slug]
    return {
        "html": mark_safe(html),  # noqa: S308  (made from tokens; every word in it is escaped)
        "faults": faults,
        "said": drafting.summary(faults),
        "used": used_in(reading.document, section.slug),
        "is_released": found.is_released,
    }


def _editor(
    request: Any,
    report: Report,
    section: Section,
    form: SectionForm,
    *,
    values: dict[str, Any],
    status: int = 200,
    refused: list[Found] | None = None,
    **more: Any,
) -> HttpResponse:
    read = _read(request, report, section, values)
    try:
        pick = picked(report, "", read["used"])
    except NotPossibleNow:
        pick = {"items": [], "left_out": 0, "q": ""}
    around = _around(request, report, section)
    context = {**around, **read, **pick, "form": form, "refused": refused or [], "longest": LONGEST, **more}
    return show(request, "section", report, status=status, **context)


def _around(request: Any, report: Report, section: Section) -> dict[str, Any]:
    state = section.stands
    by = actor_of(request)
    open_steps = [
        {"name": name, "step": step, "address": at(report, "step", section=section.slug, step=name)}
        for name, step in steps.open_from(state).items()
        if report.status == Report.Status.DRAFT and writing.may_take(step, section, by)
    ]
    beside = list(report.sections.values_list("slug", "title"))
    place = [slug for slug, _ in beside].index(section.slug)
    return {
        "section": section,
        "state": Status(steps.SHAPES[state], state.words),
        "is_signed_off": state is steps.State.SIGNED_OFF,
        "open_steps": open_steps,
        "last_version": section.versions.first(),
        "address": at(report, "section", section=section.slug),
        "before": _beside(report, beside[place - 1]) if place else None,
        "after": _beside(report, beside[place + 1]) if place + 1 < len(beside) else None,
    }


def _beside(report: Report, one: tuple[str, str]) -> tuple[str, str]:
    return at(report, "section", section=one[0]), one[1]


@needs("reports", post=Act.EDIT)
def preview(request: Any, period: str, section: str) -> HttpResponse:
    """What was typed, as it would read; as a part of the page for htmx, as the whole editor without script."""
    report = report_of(request, period, Act.EDIT)
    found = section_of(report, section)
    form = _form(request, found, request.POST)
    values = _typed(form)
    if request.headers.get("HX-Request"):
        context = {**_read(request, report, found, values), "report": report, "section": found}
        return render(request, "workspace/reports/parts/preview.html", context)
    return _editor(request, report, found, form, values=values, is_preview=True)


@needs("reports", get=Act.READ, post=Act.READ)
def step(request: Any, period: str, section: str, step: str) -> HttpResponse:
    """Move a section on. Who may is asked by the operation: its owner may sign it off without a role that approves."""
    report = report_of(request, period)
    found = section_of(report, section)
    if step not in steps.STEPS:
        raise NotFound(NO_SUCH_PAGE)
    wanted = steps.STEPS[step]
    if not writing.may_take(wanted, found, actor_of(request)):
        raise NotPermitted("Only the owner of this section, or the Board’s manager or chair, can do this.")
    form = WhyForm(request.POST or None) if wanted.wants_reason else None
    status = 200
    if request.method == "POST":
        if form is None or form.is_valid():
            why = form.cleaned_data["why"] if form else ""
            moved = writing.take(name=step, section=found, by=actor_of(request), why=why)
            messages.success(request, f"“{moved.title}” is now: {moved.stands.words.lower()}.")
            return HttpResponseRedirect(at(report, "section", section=moved.slug))
        status = 422
    context = {**_around(request, report, found), "form": form, "wanted": wanted}
    return show(request, "step", report, status=status, **context)


@needs("reports", get=Act.READ)
def versions(request: Any, period: str, section: str) -> HttpResponse:
    """Every version that was saved."""
    report = report_of(request, period)
    found = section_of(report, section)
    lines = [(one, at(report, "version", section=found.slug, number=one.number)) for one in found.versions.all()[:200]]
    return show(request, "versions", report, lines=lines, **_around(request, report, found))


@needs("reports", get=Act.READ)
def version(request: Any, period: str, section: str, number: int) -> HttpResponse:
    """One version, and how it differs from what is saved now."""
    report = report_of(request, period)
    found = section_of(report, section)
    one = found.versions.filter(number=number).first()
    if one is None:
        raise NotFound(NO_SUCH_PAGE)
    differing = text_differences.sections([_words(one, found)], [_words(found, found)])
    return show(request, "version", report, one=one, differing=differing, **_around(request, report, found))


def _words(one: Any, section: Section) -> dict[str, Any]:
    said = {name: getattr(one, name) for name in ("title", "finding", "limbs", "text")}
    return {**said, "slug": section.slug}


@needs("reports", get=Act.EDIT, post=Act.EDIT)
def add(request: Any, period: str) -> HttpResponse:
    """Add a section."""
    report = report_of(request, period, Act.EDIT)
    there = list(report.sections.all())
    last = there[-1].slug if there else ""
    form = AddSectionForm(request.POST or None, sections=there, initial={"after": last})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        after = next((one for one in there if one.slug == said["after"]), None)
        made = writing.add_section(
            report=report, title=said["title"], owner=said["owner"], after=after, by=actor_of(request)
        )
        messages.success(request, f"“{made.title}” was added. Write it here.")
        return HttpResponseRedirect(at(report, "section", section=made.slug))
    return show(request, "add", report, form=form, status=422 if form.errors else 200)
