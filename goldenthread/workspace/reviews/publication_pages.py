"""Publishing a review: its gates, what waits for a second person, what was decided, and the pack that leaves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from goldenthread.boards import steps
from goldenthread.cases import two_people
from goldenthread.cases.models import TwoPersonAct
from goldenthread.core import clock
from goldenthread.core.access import actor_of
from goldenthread.core.access.acts import Act
from goldenthread.core.days import DayField
from goldenthread.core.errors import AlreadyDone, NotFound, NotPossibleNow, Refused
from goldenthread.core.forms import Plain
from goldenthread.core.late import in_days
from goldenthread.reviews import export_pack, publishing, publishing_gates
from goldenthread.reviews.models import Briefing, Gate, Publication, PublicText
from goldenthread.reviews.running_family_kinds import how_it_stands
from goldenthread.reviews.running_process import REVIEW
from goldenthread.trail import operations as trail
from goldenthread.workspace.cases import places
from goldenthread.workspace.cases.door import NO_SUCH_PAGE, needs_case
from goldenthread.workspace.reviews import public_pages
from goldenthread.workspace.reviews.running_front import address, asked, review_of

HERE = "review-publication"
SAID = {"agree": steps.AGREE, "refuse": steps.REFUSE, "take back": steps.WITHDRAW}


@needs_case("review_gates", get=Act.READ)
def page(request: Any) -> HttpResponse:
    review, may = review_of(request), _may(request)
    gates = [(one, how_it_stands(one), _days(one)) for one in Gate.objects.filter(case=request.case)]
    waiting = [_waits(request, one) for one in _acts(request).filter(state=steps.State.PROPOSED)]
    context = {
        "review": review,
        "state": REVIEW.state(review.stage),
        "gates": gates,
        "open": sum(1 for one, _, _ in gates if one.is_open),
        "waiting": waiting,
        "decided": Publication.objects.filter(case=request.case).select_related("act__proposed_by", "act__decided_by"),
        "briefing": Briefing.objects.filter(case=request.case).first(),
        "may": may,
        "public": [(one, _public_address(one)) for one in public_pages.up(request)],
        "can_ask": may["publish"] and bool(_outcomes(review.stage)),
        "has_pack": may["export"] and export_pack.is_open(review),
        "siblings": places.beside(request, HERE),
    }
    return render(request, "workspace/reviews/publication.html", context)


def _public_address(one: PublicText) -> str:
    """Where everybody reads it; empty where the public site has no address of its own."""
    site = settings.GOLDENTHREAD_PUBLIC_URL
    return f"{site}/reviews/{one.slug}/" if site else ""


def _may(request: Any) -> dict[str, bool]:
    acts = {"publish": Act.APPROVE, "add": Act.CREATE, "change": Act.EDIT, "export": Act.EXPORT}
    return {name: request.standing.may("review_gates", act, request.board.pk) for name, act in acts.items()}


def _days(gate: Gate) -> str:
    days = publishing_gates.days_open(gate)
    if days is None:
        return "Not asked for yet" if gate.settled_on is None else "Settled at once"
    return f"{in_days(days)}{' so far' if gate.settled_on is None else ''}"


def _acts(request: Any) -> Any:
    of_case = TwoPersonAct.objects.filter(case=request.case, deed__in=publishing.DEEDS)
    return of_case.select_related("proposed_by", "case").order_by("proposed_at")


def _waits(request: Any, act: TwoPersonAct) -> dict[str, Any]:
    return {
        "act": act,
        "says": two_people.deed_of(act).says(act),
        "reasons": act.details.get("reasons", ""),
        "read_by": act.details.get("read_by", ""),
        "public": _public_place(act),
        "is_own": act.proposed_by_id == request.user.pk,
    }


def _public_place(act: TwoPersonAct) -> str:
    """Which page shows what everybody would read."""
    return str(act.details["outcome"]) if act.deed == publishing.PUBLISH.key else public_pages.BRIEFING


@needs_case("review_gates", post=Act.CREATE)
def set_gates(request: Any) -> HttpResponse:
    made = publishing.set_gates(review_of(request), by=actor_of(request))
    messages.success(request, f"{len(made)} gates were set." if made else "Every gate is there already.")
    return HttpResponseRedirect(address(request, HERE))


def _outcomes(stage: str) -> list[tuple[str, str]]:
    words = {
        Publication.Outcome.PUBLISHED: "Publish the report",
        Publication.Outcome.SUMMARY: "Publish a summary only, and say why",
        Publication.Outcome.NOT_PUBLISHED: "Do not publish, and say why",
    }
    return [(str(one), words[one]) for one in words if stage in publishing.STEPS[one].sources]


class PublishForm(Plain):
    """What is to become of the report, and what the second person should know."""

    outcome = forms.ChoiceField(label="What is to become of the report", widget=forms.RadioSelect)
    reasons = forms.CharField(
        label="Why it is not published as a whole", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    until_on = DayField(label="Stays published until", required=False, help_text="Leave empty where there is no end.")
    link = forms.URLField(label="Where it will be read", required=False, assume_scheme="https")
    why = forms.CharField(
        label="For the second person", max_length=300, help_text="What they should look at. Name nobody."
    )

    def __init__(self, *args: Any, stage: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["outcome"]
        field.choices = _outcomes(stage)


@needs_case("review_gates", get=Act.APPROVE, post=Act.APPROVE)
def ask(request: Any) -> HttpResponse:
    review = review_of(request)
    form = PublishForm(request.POST or None, stage=review.stage)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            publishing.ask(review, said.pop("outcome"), by=actor_of(request), **said)
        except (NotPossibleNow, Refused, AlreadyDone) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "It waits for a second person now. Nothing is published yet.")
            return HttpResponseRedirect(address(request, HERE))
    told = [
        "Publishing takes two people. You ask; somebody else who may looks at the same report and gates, and agrees."
    ]
    still = publishing_gates.standing_open(request.case.pk)
    told += [f"Open gates: {'; '.join(one.words for one in still)}."] if still else []
    return asked(request, form, heading="Decide on publication", told=told, button="Ask a second person", back=HERE)


@needs_case("review_gates", post=Act.APPROVE)
def decide(request: Any, pk: UUID) -> HttpResponse:
    act = _acts(request).filter(pk=pk).first()
    if act is None:
        raise NotFound(NO_SUCH_PAGE)
    step = SAID.get(request.POST.get("says", ""))
    if step is None:
        raise Refused("Choose whether you agree.")
    two_people.decide(act, step, by=actor_of(request), why=request.POST.get("why", ""))
    said = {steps.AGREE: "It is done, and both of you stand by it.", steps.REFUSE: "It was refused."}
    messages.success(request, said.get(step, "You took it back."))
    return HttpResponseRedirect(address(request, HERE))


@needs_case("review_gates", get=Act.EXPORT)
def pack(request: Any, form: str) -> HttpResponse:
    """The export pack, for the national library and the health tracker; refused before publication."""
    if form not in export_pack.FORMS:
        raise NotFound(NO_SUCH_PAGE)
    review = review_of(request)
    made = export_pack.make(review, form)
    told = {"form": form, "holds": "no names"}
    trail.record("take out the export pack", review, by=actor_of(request), after=told)
    response = HttpResponse(made, content_type=export_pack.FORMS[form])
    name = f"review-{request.case.reference.lower()}-{clock.today().isoformat()}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
