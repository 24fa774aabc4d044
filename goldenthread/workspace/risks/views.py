"""Pages of the risk register."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from goldenthread.accounts import kept
from goldenthread.core.access import actor_of, allow, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.core.forms import Plain
from goldenthread.core.kinds import named
from goldenthread.plans.models import BoardRisk, RiskScore
from goldenthread.plans.register import bands, operations, sharing
from goldenthread.plans.risks import GRAVE, LIKELY
from goldenthread.workspace import records
from goldenthread.workspace.forms import WhyForm
from goldenthread.workspace.navigation import siblings
from goldenthread.workspace.risks import picture
from goldenthread.workspace.risks.forms import ScoreForm, ShareForm, TakeForm


def to(request: Any, view: str, **more: Any) -> str:
    return reverse(f"workspace:{view}", kwargs={"board": request.board.slug, **more})


def _risk(request: Any, pk: UUID, act: Act = Act.READ) -> Any:
    return records.one_of(request, named("risks"), pk, act)


def deed(request: Any, form: Plain, *, heading: str, about: str, back: str, button: str, **more: Any) -> HttpResponse:
    """A form of one deed, with what it is about and the way back."""
    context = {"form": form, "heading": heading, "about": about, "back": back, "button": button, **more}
    return render(request, "workspace/plans/deed.html", context, status=422 if form.errors else 200)


@needs("risk_register", get=Act.READ)
def heat(request: Any) -> HttpResponse:
    """The open risks by likelihood and impact: five by five, in words."""
    open_ = BoardRisk.objects.filter(board=request.board, status=BoardRisk.Status.OPEN)
    risks = list(visible_to(request.standing, Act.READ, open_))
    own = bands.of_board(request.board)
    likely, grave = [words for _, words in reversed(LIKELY)], [words for _, words in GRAVE]
    rows = []
    for place, row in enumerate(bands.grid(risks)):
        cells = []
        for column, found in enumerate(row):
            score = (5 - place) * (column + 1)
            cells.append({"score": score, "band": bands.band(score, own), "risks": found, "impact": grave[column]})
        rows.append((likely[place], cells))
    counts = [(one, sum(bands.band(risk.score, own) == one for risk in risks)) for one in reversed(own)]
    context = {
        "rows": rows,
        "impacts": grave,
        "counts": counts,
        "gravest": [
            (one, bands.band(one.score, own)) for one in sorted(risks, key=lambda one: (-one.score, one.title))
        ],
        "count": len(risks),
        "siblings": siblings("risk-map", request.standing, request.board),
    }
    return render(request, "workspace/risks/map.html", context)


@needs("risk_register", get=Act.READ)
def one(request: Any, pk: UUID) -> HttpResponse:
    """A risk, and how its score went."""
    found = _risk(request, pk)
    scores, doors = list(found.scores.all()), _doors(request, found)
    return records.show(
        request, named("risks"), found, template="risks/risk", doors=doors, scores=scores,
        chart=picture.over_time(scores),
    )  # fmt: skip


def _doors(request: Any, found: BoardRisk) -> list[tuple[str, str]]:
    may_look = allow(request.standing, Act.CREATE, RiskScore(risk=found))
    look = [("Look at it again", to(request, "risks-score", pk=found.pk))] if may_look else []
    if not allow(request.standing, Act.EDIT, found):
        return look if found.status == BoardRisk.Status.OPEN else []
    if found.status == BoardRisk.Status.CLOSED:
        return [("Reopen it", to(request, "risks-reopen", pk=found.pk))]
    doors = look
    if allow(request.standing, Act.APPROVE, found):
        doors.append(("Share it with another Board", to(request, "risks-share", pk=found.pk)))
    return [*doors, ("Close it", to(request, "risks-close", pk=found.pk))]


@needs("risk_scores", get=Act.CREATE, post=Act.CREATE)
def score(request: Any, pk: UUID) -> HttpResponse:
    """Look at a risk again: whoever runs the register, and the chair."""
    found = _risk(request, pk)
    if not allow(request.standing, Act.CREATE, RiskScore(risk=found)):
        raise NotPermitted("The Board’s office and the chair say that a risk was looked at. Ask the Board’s manager.")
    back = to(request, "risks-record", pk=pk)
    words = {"heading": "Look at this risk again", "about": found.title, "back": back, "button": "Keep the score"}
    if request.method != "POST":
        kept_data = kept.take(request, request.path)
        start = {"likelihood": found.likelihood, "impact": found.impact}
        form = ScoreForm(kept_data, initial=start)
        return deed(request, form, **words)
    form = ScoreForm(request.POST)
    if form.is_valid():
        try:
            operations.score(found, **form.cleaned_data, by=actor_of(request))
        except (Refused, NotPossibleNow) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Kept. What the score was before stays in its history.")
            return HttpResponseRedirect(back)
    return deed(request, form, **words)


def _with_reason(act: Callable[..., Any], heading: str, button: str, done: str, note: str = "") -> Callable[..., Any]:
    @needs("risk_register", get=Act.EDIT, post=Act.EDIT)
    def page(request: Any, pk: UUID) -> HttpResponse:
        found = _risk(request, pk, Act.EDIT)
        back = to(request, "risks-record", pk=pk)
        form: Plain = WhyForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                act(found, why=form.cleaned_data["why"], by=actor_of(request))
            except (Refused, NotPossibleNow) as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, done)
                return HttpResponseRedirect(back)
        return deed(request, form, heading=heading, about=found.title, back=back, button=button, note=note)

    return page


close = _with_reason(
    operations.close,
    "Close this risk",
    "Close it",
    "The risk is closed. Its history stays.",
    "A closed risk is not looked at again, and leaves the map.",
)
reopen = _with_reason(operations.reopen, "Reopen this risk", "Reopen it", "The risk is open again. Look at it now.")


@needs("risk_register", get=Act.APPROVE, post=Act.APPROVE)
def share(request: Any, pk: UUID) -> HttpResponse:
    """Let another Board see a risk."""
    found = _risk(request, pk, Act.APPROVE)
    back = to(request, "risks-record", pk=pk)
    note = "The other Board takes it onto its own register, beside what it says of it. It sees nothing else of ours."
    words = {"heading": "Share this risk", "about": found.title, "back": back, "button": "Share it", "note": note}
    form = ShareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            operations.share(found, with_board=said["with_board"], why=said["why"], by=actor_of(request))
        except (Refused, NotPossibleNow) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "It is shared. If there is a Board of that name here, its manager can take it.")
            return HttpResponseRedirect(back)
    return deed(request, form, **words)


@needs("risk_register", get=Act.APPROVE, post=Act.APPROVE)
def end_share(request: Any, pk: UUID) -> HttpResponse:
    """Stop sharing a risk."""
    found: Any = records.one_of(request, named("risk-shares"), pk, Act.APPROVE)
    back = to(request, "risks-record", pk=found.risk_id)
    form = Plain(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        operations.end_share(found, by=actor_of(request))
        messages.success(request, "It is not shared any more.")
        return HttpResponseRedirect(back)
    note = "The other Board keeps the copy it has, with its day. It is told no more of it."
    words = {"heading": "Stop sharing this risk", "about": found.risk.title, "back": back, "button": "Stop sharing it"}
    return deed(request, form, note=note, **words)


@needs("risk_register", get=Act.CREATE)
def offered(request: Any) -> HttpResponse:
    """Risks that other Boards share with this one, and that wait to be taken."""
    own = bands.of_board(request.board)
    rows = [(one, bands.said(one.score, own)) for one in sharing.not_taken(request.board)]
    context = {"rows": rows, "siblings": siblings("risks-offered", request.standing, request.board)}
    return render(request, "workspace/risks/offered.html", context)


@needs("risk_register", get=Act.CREATE, post=Act.CREATE)
def take(request: Any, share: UUID) -> HttpResponse:
    """Take a risk that another Board shares onto this Board's register."""
    shown = sharing.shown_to(request.board).get(share)
    if shown is None:
        raise NotFound(records.NO_SUCH_RECORD)
    form = TakeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        by = actor_of(request)
        try:
            taken = operations.take_shared(share, board=request.board, comment=form.said(), by=by)
        except NotPossibleNow as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "It is on the register, as it is today.")
            return HttpResponseRedirect(to(request, "shared-risks-record", pk=taken.pk))
    note = f"From {shown.from_board}: scored {shown.score} of 25 there. {shown.why}"
    back = to(request, "risks-offered")
    words = {"heading": "Take this risk onto our register", "about": shown.title, "back": back, "button": "Take it"}
    return deed(request, form, note=note, **words)


@needs("risk_register", get=Act.EDIT, post=Act.EDIT)
def refresh(request: Any, pk: UUID) -> HttpResponse:
    """Bring a shared risk up to what the other Board shows today."""
    found: Any = records.one_of(request, named("shared-risks"), pk, Act.EDIT)
    back = to(request, "shared-risks-record", pk=pk)
    form = Plain(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        now = operations.refresh(found, by=actor_of(request))
        messages.success(request, "It is not shared any more; the copy stays." if now.ended_on else "It is up to date.")
        return HttpResponseRedirect(back)
    day = f"{found.as_of.day} {found.as_of:%B %Y}"
    note = f"The copy is of {day}. It takes on what {found.from_board} shows today; what this Board says of it stays."
    words = {"heading": "Bring it up to date", "about": found.title, "back": back, "button": "Bring it up to date"}
    return deed(request, form, note=note, **words)
