"""Evidence, measures, verdicts, evaluation days and themes as pages."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from goldenthread.boards.offered import agencies, themes
from goldenthread.boards.themes import Theme
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.days import as_known
from goldenthread.core.filters import there, years, years_of
from goldenthread.core.forms import RecordForm
from goldenthread.core.kinds import Column, Filter, Kind, Part, Row, kind
from goldenthread.core.late import late
from goldenthread.core.shapes import Status
from goldenthread.learning import forms, forms_of_proof, showing
from goldenthread.learning.forms_of_themes import ThemeForm
from goldenthread.learning.models import (
    Allocation,
    DataNeeded,
    EvaluationDay,
    Evidence,
    Measure,
    NextStep,
    ThemeAssurance,
    Verdict,
)
from goldenthread.plans.offered import principles

CHECKED = {
    Evidence.State.HANDED_IN: "ring",
    Evidence.State.ACCEPTED: "good",
    Evidence.State.SENT_BACK: "bad",
}
SAYS = {
    Verdict.Says.IMPROVED: "good",
    Verdict.Says.NO_CHANGE: "ring",
    Verdict.Says.WORSE: "bad",
    Verdict.Says.CANNOT_TELL: "ring",
}
JUDGED = {
    ThemeAssurance.Judgement.ASSURED: "good",
    ThemeAssurance.Judgement.PARTLY: "part",
    ThemeAssurance.Judgement.NOT_ASSURED: "bad",
    ThemeAssurance.Judgement.CANNOT_TELL: "ring",
}


def checked(one: Evidence) -> Status:
    return Status(CHECKED[Evidence.State(one.state)], one.get_state_display())


def says(one: Verdict) -> Status:
    return Status(SAYS[Verdict.Says(one.says)], one.get_says_display())


def judged(one: ThemeAssurance) -> Status:
    if not one.judgement:
        return Status("ring", "Not judged yet")
    return Status(JUDGED[ThemeAssurance.Judgement(one.judgement)], one.get_judgement_display())


def brought_back(one: Allocation) -> Status:
    return Status("good", "Brought back") if one.is_back else Status("ring", "Not yet")


def number(value: Any, unit: str) -> str:
    """A measured value with its unit, without zeros that say nothing; "" for none."""
    if value is None:
        return ""
    text = f"{value:,.3f}".rstrip("0").rstrip(".")
    return f"{text}%" if unit in {"percent", "%"} else f"{text} {unit}".strip()


def latest(one: Measure) -> Status:
    """The latest verdict; where there is none, when it is to be measured, or how late that is."""
    given = list(one.verdicts.all())
    if given:
        return says(given[-1])
    return late(one.due_on, clock.today()) or Status("ring", f"To be measured on {as_known(one.due_on, 'day')}")


def _hand_in(form: RecordForm, given: Model, by: Actor) -> Model:
    assert isinstance(given, Evidence)  # noqa: S101  (a kind's own model)
    return showing.hand_in(given, file=form.cleaned_data.get("file"), by=by)


def _choose(_form: RecordForm, given: Model, by: Actor) -> Model:
    assert isinstance(given, Measure)  # noqa: S101  (the same)
    return showing.choose_measure(given, by=by)


def _judge(form: RecordForm, given: Model, by: Actor) -> Model:
    assert isinstance(given, Verdict)  # noqa: S101  (the same)
    return showing.give_verdict(given, opens_again=bool(form.cleaned_data.get("opens_again")), by=by)


kind(
    Kind(
        model=Evidence,
        slug="evidence",
        one="evidence",
        many="evidence",
        intro="What shows that actions were done, or that they helped. It counts once somebody else has checked it.",
        columns=(
            Column("What it shows", lambda one: one.text, sort="text"),
            Column("Kind", lambda one: one.get_kind_display(), sort="kind"),
            Column("Action", lambda one: one.action.text, sort="action__text"),
            Column("Handed in", lambda one: one.handed_in_at.date(), sort="handed_in_at"),
            Column("Checked", checked, sort="state"),
        ),
        rows=(),
        empty="Open an action and choose “Hand in evidence”.",
        form=forms_of_proof.EvidenceForm,
        new_words="Hand in evidence",
        begun=lambda _: {},
        search=("text", "action__text", "handed_in_by"),
        filters=(
            Filter("state", "Checked", "state", lambda _: Evidence.State.choices),
            Filter("kind", "Kind", "kind", lambda _: Evidence.Kind.choices),
            Filter("agency", "Agency", "action__agency", agencies),
        ),
        with_them=("action__agency", "action__person", "document"),
        adds=_hand_in,
        can_be_taken_away=True,
        has_own_page=True,
        is_never_changed=True,
    )
)
kind(
    Kind(
        model=Measure,
        slug="impact-measures",
        one="measure",
        many="measures",
        heading="Measures of impact",
        intro="How the Board will see whether something changed: chosen when it is agreed what to do, and looked at again.",
        columns=(
            Column("Measure", str, sort="words"),
            Column("Of", lambda one: str(one.action or one.recommendation), sort="recommendation__number"),
            Column("Before", lambda one: number(one.baseline, one.unit)),
            Column("Measure again", lambda one: one.due_on, sort="due_on"),
            Column("Verdict", latest),
        ),
        rows=(
            Row("Recommendation", lambda one: one.recommendation),
            Row("Action", lambda one: one.action),
            Row("How it is measured", lambda one: one.get_kind_display()),
            Row("Before", lambda one: number(one.baseline, one.unit)),
            Row("Measured on", lambda one: one.baseline_on),
            Row("What we hope for", lambda one: one.get_direction_display()),
            Row("Day to measure again", lambda one: one.due_on),
            Row("Verdict", latest),
            Row("Chosen by", lambda one: one.chosen_by),
        ),
        empty="Open a recommendation or an action and choose “Choose a measure”.",
        form=forms_of_proof.MeasureForm,
        filters=(Filter("kind", "Kind", "kind", lambda _: Measure.Kind.choices),),
        new_words="Choose a measure",
        search=("words", "figure"),
        with_them=("recommendation__source", "action"),
        before=("verdicts",),
        adds=_choose,
        parts=(Part("verdicts", "measure", "Verdicts"),),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=Verdict,
        slug="verdicts",
        one="verdict",
        many="verdicts",
        intro="What measuring again showed, said honestly.",
        columns=(
            Column("Verdict", says, sort="says"),
            Column("Measure", lambda one: str(one.measure), sort="measure__words"),
            Column("Measured on", lambda one: one.given_on, sort="given_on"),
            Column("Value", lambda one: number(one.value, one.measure.unit)),
        ),
        rows=(
            Row("Measure", lambda one: one.measure),
            Row("What it was before", lambda one: number(one.measure.baseline, one.measure.unit)),
            Row("What it is now", lambda one: number(one.value, one.measure.unit)),
            Row("What we saw, and what we make of it", lambda one: one.text, is_long=True),
            Row("Measured on", lambda one: one.given_on),
            Row("Given by", lambda one: one.given_by),
            Row("Opened the recommendation again", lambda one: one.has_reopened),
            Row("Day to look once more", lambda one: one.next_on),
        ),
        empty="Open a measure whose day has come and give a verdict.",
        form=forms_of_proof.VerdictForm,
        new_words="Give a verdict",
        begun=lambda _: {},
        search=("text", "measure__words"),
        filters=(Filter("says", "Verdict", "says", lambda _: Verdict.Says.choices),),
        with_them=("measure",),
        order_by=("-given_on",),
        adds=_judge,
        is_never_changed=True,
    )
)
kind(
    Kind(
        model=EvaluationDay,
        slug="evaluation-days",
        one="evaluation day",
        many="evaluation days",
        intro="Days on which agencies look together at whether learning changed practice.",
        columns=(
            Column("Evaluation day", lambda one: one.title, sort="title"),
            Column("Held", lambda one: as_known(one.held_on, one.held_precision), sort="held_on"),
        ),
        rows=(
            Row("Held", lambda one: as_known(one.held_on, one.held_precision)),
            Row("Last day", lambda one: one.until_on),
            Row("What it was for", lambda one: one.purpose, is_long=True),
            Row("What came out of it", lambda one: one.conclusions, is_long=True),
        ),
        empty="Add the days on which you looked at whether learning changed practice.",
        form=forms.EvaluationDayForm,
        new_words="Add an evaluation day",
        search=("title", "conclusions"),
        filters=(years_of(EvaluationDay, "held_on", "Year held"),),
        parts=(
            Part("allocations", "day", "Who looked at what"),
            Part("theme-assurances", "day", "What the Board makes of each theme"),
        ),
        has_own_page=True,
    )
)
kind(
    Kind(
        model=Allocation,
        slug="allocations",
        part_of="day",
        one="part of an evaluation day",
        many="parts of evaluation days",
        heading="Who looks at what",
        intro="Which source each agency looks at, and what it brought back.",
        columns=(
            Column("Agency", lambda one: one.agency.name, sort="agency__name"),
            Column("Looks at", lambda one: one.source.title, sort="source__title"),
            Column("Evaluation day", lambda one: one.day.title, sort="day__title"),
            Column(
                "Brought back",
                brought_back,
                sort="learning",
            ),
        ),
        rows=(
            Row("Looks at", lambda one: one.source),
            Row("Evaluation day", lambda one: one.day),
            Row("Themes", lambda one: ", ".join(theme.name for theme in one.themes.all())),
            Row("What was learned", lambda one: one.learning, is_long=True),
            Row("What shows it", lambda one: one.shown_by, is_long=True),
            Row("What it changed in policy and practice", lambda one: one.effect, is_long=True),
        ),
        empty="Open an evaluation day and give each agency a source to look at.",
        form=forms.AllocationForm,
        changing_form=forms.BroughtBackForm,
        filters=(
            Filter("agency", "Agency", "agency", agencies),
            there(Allocation, "day", "Evaluation day", "day", "day__title", board="day__board"),
        ),
        new_words="Give an agency a source",
        begun=lambda _: {},
        search=("agency__name", "source__title", "learning"),
        with_them=("agency", "source", "day"),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=ThemeAssurance,
        slug="theme-assurances",
        one="view of a theme",
        many="views of themes",
        heading="What we make of each theme",
        intro="For each theme and year: what shows change, what is still needed, and when the Board looks again.",
        columns=(
            Column("Theme", lambda one: one.theme.name, sort="theme__name"),
            Column("Year", lambda one: one.period, sort="period"),
            Column("What the Board makes of it", judged, sort="judgement"),
            Column("Look again", lambda one: one.next_on, sort="next_on"),
        ),
        rows=(
            Row("Year", lambda one: one.period),
            Row("Evaluation day it came from", lambda one: one.day),
            Row("What shows change", lambda one: one.shown_by, is_long=True),
            Row("What changed", lambda one: one.changed, is_long=True),
            Row("What is still needed", lambda one: one.still_needed, is_long=True),
            Row("What the Board makes of it", judged),
            Row("Who judged it", lambda one: one.judged_by),
            Row("Day to look again", lambda one: one.next_on),
        ),
        empty="Add what the Board makes of a theme this year.",
        form=forms.ThemeAssuranceForm,
        new_words="Add a view of a theme",
        search=("theme__name", "shown_by", "still_needed"),
        filters=(years(ThemeAssurance), Filter("theme", "Theme", "theme", themes)),
        with_them=("theme", "day"),
        parts=(
            Part("next-steps", "assurance", "What is still to be done"),
            Part("data-needed", "assurance", "Data still needed"),
        ),
    )
)
kind(
    Kind(
        model=NextStep,
        slug="next-steps",
        one="next step",
        many="next steps",
        intro="What is still to be done about a theme, under one of the six principles.",
        columns=(
            Column("What is still to be done", lambda one: one.text, sort="text"),
            Column("Theme", lambda one: one.assurance.theme.name, sort="assurance__theme__name"),
            Column("Year", lambda one: one.assurance.period, sort="assurance__period"),
            Column("Principle", lambda one: one.principle.name if one.principle else "", sort="principle__name"),
        ),
        rows=(
            Row("Theme", lambda one: one.assurance.theme),
            Row("Year", lambda one: one.assurance.period),
            Row("Principle", lambda one: one.principle),
        ),
        empty="Open what the Board makes of a theme, and add a step.",
        form=forms.NextStepForm,
        new_words="Add a next step",
        begun=lambda _: {},
        search=("text",),
        filters=(
            Filter("theme", "Theme", "assurance__theme", themes),
            Filter("principle", "Principle", "principle", principles),
        ),
        with_them=("assurance__theme", "principle"),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=DataNeeded,
        slug="data-needed",
        one="question for data",
        many="questions for data",
        heading="Data still needed",
        intro="What the Board still needs to know to judge a theme: the question, who can tell, and by when.",
        columns=(
            Column("Question", lambda one: one.question, sort="question"),
            Column("Who can tell", lambda one: one.agency.name if one.agency else "", sort="agency__name"),
            Column("Theme", lambda one: one.assurance.theme.name, sort="assurance__theme__name"),
            Column("By", lambda one: one.due_on, sort="due_on"),
            Column(
                "State",
                lambda one: Status("good", "Told") if one.answered_on else Status("ring", "Not told yet"),
                sort="answered_on",
            ),
        ),
        rows=(
            Row("Theme", lambda one: one.assurance.theme),
            Row("Who can tell", lambda one: one.agency),
            Row("By when", lambda one: one.due_on),
            Row("Asked in", lambda one: one.ask),
            Row("What was told", lambda one: one.answer, is_long=True),
            Row("Told on", lambda one: one.answered_on),
        ),
        empty="Open what the Board makes of a theme, and say what it still needs to know.",
        form=forms.DataNeededForm,
        new_words="Ask for data",
        begun=lambda _: {},
        search=("question", "answer"),
        filters=(Filter("agency", "Who can tell", "agency", agencies),),
        with_them=("assurance__theme", "agency", "ask"),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=Theme,
        slug="themes",
        one="theme",
        many="themes",
        intro="One list of themes that learning, risks, challenges, audits and asks all carry.",
        columns=(
            Column("Theme", lambda one: one.name, sort="name"),
            Column("Where in the system it lies", lambda one: one.get_domain_display(), sort="domain"),
            Column("Asked about in highlight reports", lambda one: one.is_of_the_scorecard, sort="is_of_the_scorecard"),
        ),
        rows=(),
        empty="Add the themes your reviews and audits come back to.",
        form=ThemeForm,
        new_words="Add a theme",
        search=("name", "other_words"),
        filters=(Filter("domain", "Where it lies", "domain", lambda _: Theme.Domain.choices),),
        has_own_page=True,
    )
)
