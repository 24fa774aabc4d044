"""Pages of the scan before publication: scan a text or a file, look at each place, mend it or clear it."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.accounts import kept
from goldenthread.cases.kinds import WITH_PEOPLE
from goldenthread.core import clock
from goldenthread.core.access import actor_of, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import AlreadyDone, NotFound, NotPossibleNow, Refused
from goldenthread.trail import operations as trail
from goldenthread.vault import cleaning, scanning
from goldenthread.vault.models import Scan
from goldenthread.workspace.cases import places
from goldenthread.workspace.cases.door import needs_case
from goldenthread.workspace.vault import texts
from goldenthread.workspace.vault.forms import CleanForm, ClearForm, ScanFileForm, ScanTextForm
from goldenthread.workspace.vault.identity import NO_SUCH_PAGE, at, page_of
from goldenthread.workspace.vault.texts import Text, texts_of

HERE = "case-scans"
MOST_SHOWN = 50
for _sort in WITH_PEOPLE:
    places.declare(_sort, places.CasePlace("Scans", HERE, "scans", order=75))


def _scan(request: Any, pk: UUID) -> Scan:
    here = Scan.objects.filter(case=request.case).select_related("case", "scanned_by")
    found = visible_to(request.standing, Act.READ, here).filter(pk=pk).first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    return found


@needs_case("scans", get=Act.READ)
def listed(request: Any) -> HttpResponse:
    """What was scanned in this case, newest first, and whether it may go out."""
    found = visible_to(request.standing, Act.READ, Scan.objects.filter(case=request.case)).select_related(
        "scanned_by", "case"
    )
    state, missing = scanning.state_of_vault(request.case), scanning.missing(request.case)
    waiting = scanning.waiting(found)
    lines = [
        (one, one.contents()["what"], waiting[one.pk], one.state_of_vault == state and not missing)
        for one in found[:MOST_SHOWN]
    ]
    may_scan = request.standing.may("scans", Act.CREATE, request.board.pk)
    own = [] if missing or not may_scan else _own(request)
    return page_of(request, "scans", here=HERE, lines=lines, may_scan=may_scan, missing=missing, own=own)


def _own(request: Any) -> list[tuple[Text, str]]:
    """The case’s own texts, each with how it stands: clear, not clear yet, or not scanned as it is now."""
    case = request.case
    own = [(one, one.digest) for one in texts_of(request)]
    known = set(
        Scan.objects.filter(case=case, digest__in=[digest for _, digest in own]).values_list("digest", flat=True)
    )
    return [
        (
            one,
            "Clear"
            if scanning.is_clear(case, digest)
            else "Not clear yet"
            if digest in known
            else "Not scanned as it is now",
        )
        for one, digest in own
    ]


@needs_case("scans", post=Act.CREATE)
def of_own(request: Any) -> HttpResponse:
    """Scan one of the case’s own texts as it stands now."""
    if not request.POST.get("text"):
        raise Refused("Say which text is to be scanned: go back, and choose from the page.")
    wanted = next((one for one in texts_of(request) if one.key == request.POST.get("text", "")), None)
    if wanted is None:
        raise NotFound(NO_SUCH_PAGE)
    found = texts.scan(request, wanted, by=actor_of(request))
    return HttpResponseRedirect(at(request, "case-scan", pk=found.pk))


@needs_case("scans", get=Act.CREATE, post=Act.CREATE)
def of_text(request: Any) -> HttpResponse:
    """Scan a text that is pasted in."""
    form = ScanTextForm(request.POST if request.method == "POST" else kept.take(request, request.path))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            scan = scanning.scan_text(request.case, said["text"], what=said["what"], by=actor_of(request))
        except (Refused, NotPossibleNow) as error:
            form.add_error(None, str(error))
        else:
            return HttpResponseRedirect(at(request, "case-scan", pk=scan.pk))
    return page_of(request, "scan_text", here=HERE, status=422 if form.errors else 200, form=form)


@needs_case("scans", get=Act.CREATE, post=Act.CREATE)
def of_file(request: Any) -> HttpResponse:
    """Scan a file. The file itself is not kept: its digest says which one it was."""
    form = ScanFileForm(*((request.POST, request.FILES) if request.method == "POST" else (None,)))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            name, contents = str(said["file"].name), said["file"].read()
            scan = scanning.scan_file(request.case, name, contents, what=said["what"], by=actor_of(request))
        except (Refused, NotPossibleNow) as error:
            form.add_error("file", str(error))
        else:
            return HttpResponseRedirect(at(request, "case-scan", pk=scan.pk))
    return page_of(request, "scan_file", here=HERE, status=422 if form.errors else 200, form=form)


@needs_case("scans", get=Act.READ, post=Act.APPROVE)
def one(request: Any, pk: UUID) -> HttpResponse:
    """What a scan found, by the words that were found; each is cleared here."""
    scan = _scan(request, pk)
    form = ClearForm(request.POST if request.method == "POST" else None)
    group = request.POST.get("group", "")
    if request.method == "POST":
        if form.is_valid() and group.isdigit():
            try:
                scanning.clear(scan, int(group), why=form.cleaned_data["why"], by=actor_of(request))
            except (Refused, AlreadyDone, NotPossibleNow) as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, "You cleared it. It takes two different people.")
                return HttpResponseRedirect(at(request, "case-scan", pk=scan.pk) + f"#found-{group}")
        elif not group.isdigit():
            raise Refused("Say what is to be cleared: go back, and clear it at its own place on the page.")
    groups = scanning.groups_of(scan)
    context = {
        "scan": scan,
        "what": scan.contents()["what"],
        "open": [found for found in groups if not found.is_clear],
        "clear": [found for found in groups if found.is_clear],
        "holds": scanning.holds(scan),
        "may_clear": request.standing.may("scans", Act.APPROVE, request.board.pk),
        "me": request.user.pk,
        "form": form,
        "wanted": int(group) if group.isdigit() else 0,
        "why": request.POST.get("why", ""),
        "most": MOST_SHOWN,
    }
    return page_of(request, "scan", here=HERE, status=422 if form.errors else 200, **context)


@needs_case("scans", get=Act.CREATE, post=Act.CREATE)
def clean(request: Any) -> HttpResponse:
    """Take what is hidden out of a file. It comes back at once and is not kept."""
    form = CleanForm(*((request.POST, request.FILES) if request.method == "POST" else (None,)))
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            contents = sent.read()
            made = cleaning.clean(str(sent.name), contents)
        except Refused as error:
            form.add_error("file", str(error))
        else:
            digest = scanning.digest_of(made.contents)
            told = {"before": scanning.digest_of(contents), "after": digest, "taken_out": list(made.taken_out)}
            trail.record("take out what is hidden", request.case, by=actor_of(request), after=told)
            response = HttpResponse(made.contents, content_type=made.media_type)
            ending = PurePath(str(sent.name)).suffix.lower()
            name = f"cleaned-{clock.today().isoformat()}-{digest[:8]}{ending}"
            response["Content-Disposition"] = f'attachment; filename="{name}"'
            return response
    return page_of(request, "clean", here=HERE, status=422 if form.errors else 200, form=form)
