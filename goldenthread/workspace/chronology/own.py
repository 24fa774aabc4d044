"""An agency’s own chronology: its draft, files of rows, handing it in and taking it back. Seen by the agency alone."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.boards.models import Agency
from goldenthread.core.access import actor_of, allow, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import AlreadyDone, NotPossibleNow, Refused
from goldenthread.core.kinds import named
from goldenthread.reviews import chronology_days as days
from goldenthread.reviews import chronology_drafting as drafting
from goldenthread.reviews import chronology_files as files
from goldenthread.reviews import chronology_handing_in as handing_in
from goldenthread.reviews import chronology_queries as queries
from goldenthread.reviews import chronology_steps as steps
from goldenthread.reviews.chronology_columns import BY_NAME
from goldenthread.reviews.chronology_models import ChronologyAsk, DraftRow, HandedIn, Keeping, SentFile
from goldenthread.workspace import records
from goldenthread.workspace.cases.door import needs_case
from goldenthread.workspace.chronology.forms import HandInForm, SendForm
from goldenthread.workspace.chronology.shared import at, found_or_none, page
from goldenthread.workspace.forms import WhyForm

OWN = "agency_chronology_draft"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_PROBLEMS, MOST_SHOWN = 100, 50


def agencies(request: Any) -> list[Agency]:
    return list(drafting.agencies_of(request.standing, request.case))


@needs_case(OWN, get=Act.READ)
def front(request: Any) -> HttpResponse:
    """Where an agency’s chronology stands, and what can be done next."""
    parts = [_part(request, one) for one in agencies(request)]
    return page(request, "own", "our-chronology", parts=parts, rows_address=at(request, "our-chronology-rows"))


def _part(request: Any, agency: Agency) -> dict[str, Any]:
    drafted = drafting.rows_of(request.case, agency)
    kept = dict(drafted.order_by().values_list("keeping").annotate(Count("pk")))
    versions = list(queries.versions(request.standing, request.case).filter(agency=agency))
    counts = next((one for one in versions if one.state in steps.MERGED), None)
    waiting = SentFile.objects.filter(case=request.case, agency=agency, state=SentFile.State.WAITING).first()
    return {
        "agency": agency,
        "rows": sum(kept.values()),
        "stays": kept.get(Keeping.STAYS, 0),
        "versions": versions,
        "counts": counts,
        "waiting": waiting,
        "ask": ChronologyAsk.objects.filter(case=request.case, agency=agency).first(),
        "signs": allow(request.standing, Act.APPROVE, DraftRow(case=request.case, agency=agency)),
    }


def _takes_part(request: Any) -> list[Agency]:
    found = agencies(request)
    if not found:
        raise NotPossibleNow("Your agency takes no part in this case yet. Once it does, you write its chronology here.")
    return found


@needs_case(OWN, get=Act.CREATE)
def template(request: Any) -> HttpResponse:
    """The workbook to fill in."""
    choices = drafting.choices_for(request.standing, request.case)
    made = files.template(request.case, choices, is_synthetic=request.board.is_demonstration)
    response = HttpResponse(made, content_type=WORKBOOK)
    response["Content-Disposition"] = 'attachment; filename="chronology-template.xlsx"'
    return response


@needs_case(OWN, get=Act.CREATE, post=Act.CREATE)
def send(request: Any) -> HttpResponse:
    """Send a file of rows. Where a cell is wrong, all that is wrong is told, and nothing is kept."""
    found = _takes_part(request)
    if request.method != "POST":
        return page(request, "send", "our-chronology", form=SendForm(agencies=found))
    form = SendForm(request.POST, request.FILES, agencies=found)
    problems: list[Any] = []
    if form.is_valid():
        sent, is_whole = form.cleaned_data["rows"], form.cleaned_data["is_whole"] == "yes"
        choices = drafting.choices_for(request.standing, request.case)
        try:
            made, checked = files.read(sent, request.case, form.agency(), choices, is_whole=is_whole)
            problems = checked.problems
            if not problems:
                kept = drafting.bring(made, by=actor_of(request))
                return HttpResponseRedirect(at(request, "our-chronology-file", pk=kept.pk))
        except AlreadyDone as told:
            messages.info(request, str(told))
            return HttpResponseRedirect(at(request, "our-chronology"))
        except Refused as error:
            form.add_error("rows", str(error))
    shown = {
        "problems": problems[:MOST_PROBLEMS],
        "more": max(0, len(problems) - MOST_PROBLEMS),
        "found": len(problems),
    }
    return page(request, "send", "our-chronology", form=form, status=422, **shown)


def _file(request: Any, pk: UUID) -> SentFile:
    those = visible_to(request.standing, Act.READ, SentFile.objects.filter(case=request.case, pk=pk))
    found: SentFile = found_or_none(those.select_related("agency", "case").first())
    return found


@needs_case(OWN, get=Act.READ, post=Act.UPDATE)
def file(request: Any, pk: UUID) -> HttpResponse:
    """What a file would change, before anything is kept; and keeping it, or leaving it aside."""
    sent = _file(request, pk)
    if request.method == "POST":
        return _decided(request, sent)
    if sent.state != SentFile.State.WAITING:
        return page(request, "dealt_with", "our-chronology", sent=sent)
    return _preview(request, sent)


def _preview(request: Any, sent: SentFile) -> HttpResponse:
    plan = drafting.plan(sent)
    people = {str(pk): said for pk, said in queries.people(request.standing, sent.case).values_list("pk", "pseudonym")}
    changed = [(row, _differing(row, values, names, people)) for row, values, names in plan.changed[:MOST_SHOWN]]
    return page(
        request,
        "preview",
        "our-chronology",
        sent=sent,
        plan=plan,
        new=[{**values, "when": _when(values)} for values in plan.new[:MOST_SHOWN]],
        changed=changed,
        gone=plan.gone[:MOST_SHOWN],
        most=MOST_SHOWN,
    )


def _when(values: dict[str, Any]) -> str:
    """When a row of a file says that it happened."""
    until = date.fromisoformat(values["until_on"]) if values["until_on"] else None
    at_ = time.fromisoformat(values["at"]) if values["at"] else None
    return days.said(date.fromisoformat(values["on"]), values["precision"], at=at_, until=until)


def _differing(
    row: DraftRow, values: dict[str, Any], names: list[str], people: dict[str, str]
) -> list[tuple[str, str, str]]:
    """Each column that would change: its heading, what it says, and what it would say."""
    now = drafting.values_of(row)
    return [
        (BY_NAME[name].heading, _said(name, now[name], people), _said(name, values[name], people)) for name in names
    ]


def _said(name: str, value: Any, people: dict[str, str]) -> str:
    if name == "people":
        return "; ".join(people.get(key, "somebody") for key in value)
    field: Any = DraftRow._meta.get_field(name)
    return str(dict(field.flatchoices).get(value, value or ""))


def _decided(request: Any, sent: SentFile) -> HttpResponse:
    by = actor_of(request)
    if request.POST.get("deed") == "leave":
        drafting.leave(sent, by=by)
        messages.success(request, "The file was left aside. Your draft is as it was.")
        return HttpResponseRedirect(at(request, "our-chronology"))
    done = drafting.keep(sent, seal=request.POST.get("seal", ""), by=by)
    words = f"{len(done.new)} new, {len(done.changed)} changed, {len(done.gone)} taken out."
    messages.success(request, f"The file is in your draft: {words}")
    return HttpResponseRedirect(at(request, "our-chronology"))


@needs_case(OWN, get=Act.UPDATE, post=Act.UPDATE)
def take_out(request: Any, pk: UUID) -> HttpResponse:
    """Take a row out of the draft."""
    row: Any = records.one_of(request, named("our-chronology-rows"), pk, Act.UPDATE)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        drafting.take_out(row, why=form.cleaned_data["why"], by=actor_of(request))
        messages.success(request, "The row was taken out of your draft.")
        return HttpResponseRedirect(at(request, "our-chronology-rows"))
    status = 422 if request.method == "POST" else 200
    return page(request, "take_out", "our-chronology", form=form, one=row, status=status)


@needs_case(OWN, get=Act.APPROVE, post=Act.APPROVE)
def hand_in(request: Any) -> HttpResponse:
    """Sign the draft off and hand it in: what the Board’s people on this case will see, and what stays."""
    found = _takes_part(request)
    form = HandInForm(request.POST if request.method == "POST" else None, agencies=found)
    if request.method == "POST" and form.is_valid():
        try:
            version = handing_in.hand_in(
                request.case, form.agency(), note=form.cleaned_data["note"], by=actor_of(request)
            )
        except NotPossibleNow as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Version {version.number} was handed in, with {version.rows_count} rows.")
            return HttpResponseRedirect(at(request, "our-chronology"))
    parts = [_part(request, one) for one in found]
    status = 422 if request.method == "POST" else 200
    return page(request, "hand_in", "our-chronology", form=form, parts=parts, status=status)


@needs_case(OWN, get=Act.APPROVE, post=Act.APPROVE)
def take_back(request: Any, pk: UUID) -> HttpResponse:
    """Take a version back out of the merged chronology."""
    those = visible_to(request.standing, Act.READ, HandedIn.objects.filter(case=request.case, pk=pk))
    version: HandedIn = found_or_none(those.select_related("agency").first())
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        handing_in.take_back(version, why=form.cleaned_data["why"], by=actor_of(request))
        messages.success(request, f"Version {version.number} was taken back. Your draft is as it was.")
        return HttpResponseRedirect(at(request, "our-chronology"))
    status = 422 if request.method == "POST" else 200
    return page(request, "take_back", "our-chronology", form=form, version=version, status=status)
