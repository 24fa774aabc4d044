"""A recommendation and its whole thread: where it comes from, what was said and done, what shows it, whether it helped."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.core import clock
from goldenthread.core.access import actor_of, allow, needs
from goldenthread.core.access.acts import Act
from goldenthread.core.days import as_known
from goldenthread.core.errors import GoldenThreadError
from goldenthread.core.late import late
from goldenthread.core.shapes import Status
from goldenthread.figures.wording import in_words
from goldenthread.learning import operations, queries
from goldenthread.learning.kinds import became, state
from goldenthread.learning.kinds_of_proof import number, says
from goldenthread.learning.models import Action, Evidence, Finding, Measure, Recommendation, Source, Verdict
from goldenthread.workspace.forms import WhyForm
from goldenthread.workspace.learning import seen
from goldenthread.workspace.learning.shown import STRONG

CLOSED = {Recommendation.Status.IMPLEMENTED, Recommendation.Status.NOT_IMPLEMENTING}


@dataclass(frozen=True)
class Stage:
    """One stage of the way from a source to impact, as the line at the top of the page shows it."""

    words: str
    more: str
    is_here: bool = False
    is_to_come: bool = False


@needs("learning", get=Act.READ)
def page(request: Any, pk: UUID) -> HttpResponse:
    one: Recommendation = seen.one(request, "recommendations", pk)
    actions = list(seen.seen(request, queries.answering(one)))
    evidence = _evidence(request, actions)
    measures = list(seen.seen(request, queries.measures_of(one)))
    themes = list(one.themes.all())
    context: dict[str, Any] = {
        "one": one,
        "heading": one.text,
        "state": became(one),
        "lede": lede(one, actions, measures),
        "stages": stages(one, actions, evidence, measures),
        "source": one.source,
        "ended": as_known(one.source.ended_on, one.source.ended_precision),
        "also_from": list(seen.seen(request, Source.objects.filter(recommendations_shared=one))),
        "findings": _findings(request, one),
        "actions": [(each, state(each), _shows(evidence, each)) for each in actions],
        "evidence": [each for each in evidence if each.state == Evidence.State.ACCEPTED],
        "strength": STRONG[queries.strength_of(evidence)],
        "measures": [measured(each) for each in measures],
        "themes": themes,
        "may_open_themes": request.standing.may("plans", Act.READ, request.board.pk),
        "before": queries.seen_before(request.standing, request.board, themes, one.pk) if themes else [],
        "may_change": allow(request.standing, Act.EDIT, one),
        "may_reopen": allow(request.standing, Act.EDIT, one) and one.status in CLOSED,
        "may_add_action": seen.may(request, "actions", Act.CREATE),
        "may_measure": seen.may(request, "measures", Act.CREATE),
        "entries": seen.entries(request, one),
    }
    return seen.page(request, "recommendation", "recommendations", **context)


def _evidence(request: Any, actions: list[Action]) -> list[Evidence]:
    found = Evidence.objects.filter(action__in=actions).select_related("action", "document")
    return list(seen.seen(request, found))


def _shows(evidence: list[Evidence], action: Action) -> Status:
    return STRONG[queries.strength_of(one for one in evidence if one.action_id == action.pk)]


def _findings(request: Any, one: Recommendation) -> list[Finding]:
    """What it answers; where nobody said, what its source found on the same themes."""
    answered = list(seen.seen(request, Finding.objects.filter(recommendations=one)).select_related("source"))
    if answered:
        return answered
    same = Finding.objects.filter(source=one.source_id, themes__in=one.themes.all()).distinct()
    return list(seen.seen(request, same))


@dataclass(frozen=True)
class Measured:
    """A measure with what it was, what it is now, and what was made of that."""

    one: Measure
    title: str
    before: str
    verdicts: list[tuple[Verdict, Status, str]]
    is_due: bool
    late: Status | None = None
    """How late it is to be taken, where its day has passed."""


def measured(one: Measure) -> Measured:
    verdicts = [(each, says(each), number(each.value, one.unit)) for each in one.verdicts.all()]
    waits = one.due_on if not verdicts else verdicts[-1][0].next_on
    today = clock.today()
    is_due = waits is not None and waits <= today
    return Measured(one, str(one), number(one.baseline, one.unit), verdicts, is_due, late(waits, today))


def lede(one: Recommendation, actions: list[Action], measures: list[Measure]) -> str:
    """Where it stands, in a sentence or two."""
    if one.status == Recommendation.Status.NOT_IMPLEMENTING:
        return f"The Board decided in {one.decided_in} not to act on this, and says why."
    said = [_done(actions) if actions else "Nobody has accepted an action for it yet."]
    latest = latest_verdicts(measures)
    if len({verdict.says for verdict in latest}) > 1:
        said.append(f"Its measures differ: {_each_says(latest)}.")
    elif latest:
        last = latest[-1]
        said.append(f"Measured on {as_known(last.given_on, 'day')}: {last.get_says_display().lower()}.")
    elif not measures:
        said.append("No measure was chosen, so nobody will be able to say whether it helped.")
    return " ".join(said)


def latest_verdicts(measures: list[Measure]) -> list[Verdict]:
    """The last verdict of each measure that has one, the newest at the end."""
    found = [verdicts[-1] for measure in measures if (verdicts := list(measure.verdicts.all()))]
    return sorted(found, key=lambda verdict: verdict.given_on)


def _each_says(latest: list[Verdict]) -> str:
    """ "one improved, two no change": every verdict there is, with how many measures it is of."""
    counts = Counter(str(verdict.get_says_display()).lower() for verdict in latest)
    return ", ".join(f"{in_words(number)} {words}" for words, number in counts.items())


def _done(actions: list[Action]) -> str:
    done = sum(one.is_finished for one in actions)
    if done == len(actions):
        return "Its one action is done." if done == 1 else f"All {in_words(done)} of its actions are done."
    if len(actions) == 1:
        return "Its one action is still to be done."
    none = "None" if not done else in_words(done).capitalize()
    return f"{none} of its {in_words(len(actions))} actions {'is' if done < 2 else 'are'} done."


def stages(
    one: Recommendation, actions: list[Action], evidence: list[Evidence], measures: list[Measure]
) -> list[Stage]:
    """The way from the source to impact, with the stage it has reached."""
    done, accepted = sum(each.is_finished for each in actions), [e for e in evidence if e.state == "accepted"]
    latest = latest_verdicts(measures)
    due = min((each.due_on for each in measures), default=None)
    reached = [
        (
            one.source.get_kind_display(),
            as_known(one.source.ended_on, one.source.ended_precision) or "no day known",
            True,
        ),
        ("Recommendation", one.get_status_display(), True),
        ("Action", f"{done} of {len(actions)} done" if actions else "none yet", bool(actions)),
        ("Evidence", f"{len(accepted)} accepted" if accepted else "none accepted yet", bool(accepted)),
        ("Impact", _impact(latest, due), bool(latest)),
    ]
    here = max(place for place, (*_, is_reached) in enumerate(reached) if is_reached)
    return [
        Stage(words, more, is_here=place == here, is_to_come=not is_reached)
        for place, (words, more, is_reached) in enumerate(reached)
    ]


def _impact(latest: list[Verdict], due: Any) -> str:
    if len({verdict.says for verdict in latest}) > 1:
        return _each_says(latest)
    if latest:
        return str(latest[-1].get_says_display())
    if due is None:
        return "no measure chosen"
    is_late = late(due, clock.today())
    return f"to be measured, {is_late.words}" if is_late else f"to be measured on {as_known(due, 'day')}"


@needs("learning", get=Act.EDIT, post=Act.EDIT)
def reopen(request: Any, pk: UUID) -> HttpResponse:
    """Open a recommendation again, with the reason."""
    one: Recommendation = seen.one(request, "recommendations", pk, Act.EDIT)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.reopen(one, why=form.cleaned_data["why"], by=actor_of(request))
        except GoldenThreadError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "The recommendation is open again. The trail keeps why.")
            return HttpResponseRedirect(seen.to(request, "recommendations-record", pk=pk))
    status = 422 if request.method == "POST" else 200
    return seen.page(request, "reopen", "recommendations", status=status, one=one, form=form)
