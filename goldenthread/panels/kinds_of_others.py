"""Disagreements, concerns about providers and after action reviews, and what is part of them, as pages."""

from __future__ import annotations

from django.db.models import Q

from goldenthread.cases.models import Sort
from goldenthread.core.kinds import Column, Filter, Kind, Part, Row, kind
from goldenthread.panels.forms import NAME_NOBODY, form_of
from goldenthread.panels.kinds_of_panel_cases import DONE, agencies, stands, was_done, with_its_agency
from goldenthread.panels.models import (
    AfterActionReview,
    AfterActionVoice,
    Escalation,
    EscalationAsked,
    EscalationStage,
    ProviderAction,
    ProviderConcern,
    ProviderMeeting,
)
from goldenthread.panels.steps import STAGES

OF_ESCALATIONS, OF_PROVIDERS, OF_AFTER_ACTION = (
    (str(Sort.ESCALATION),),
    (str(Sort.PROVIDER),),
    (str(Sort.AFTER_ACTION),),
)
NEXT = (("yes", "Another is planned"), ("no", "None is planned"))
BY_AGENCY = Filter("agency", "Agency", "agency", agencies)
PROVIDER_FIELDS = ("called", "provider_name", "location_id", "service", "trigger", "is_repeat", "risk", "text")
AFTER_FIELDS = ("called", "event", "event_on", "facilitator", "participants")

kind(
    Kind(
        model=Escalation,
        slug="escalation",
        one="professional disagreement",
        many="professional disagreements",
        heading="The disagreement",
        intro="What is disagreed, and how far it went.",
        columns=(
            Column("What it is about", lambda one: one.called, sort="called"),
            Column("Stands", stands, sort="state"),
        ),
        rows=(
            Row("Raised by", lambda one: one.agency),
            Row("Raised on", lambda one: one.begun_on),
            Row("What the disagreement is", lambda one: one.get_category_display()),
            Row("What is disagreed, and asked for", lambda one: one.issue, is_long=True),
            Row("The adult’s views", lambda one: one.views, is_long=True),
            Row("How it was settled", lambda one: one.get_settled_display()),
            Row("What is learned from it", lambda one: one.learned, is_long=True),
            Row("Theme of the Board", lambda one: one.theme),
        ),
        empty="An agency raises a disagreement.",
        changing_form=form_of(Escalation, "called", "category", "issue", "views", "learned", "theme", base=NAME_NOBODY),
        search=("called", "issue"),
        filters=(
            Filter("stands", "Stands", "state", lambda _: Escalation.PROCESS.choices()),
            Filter("about", "What it is", "category", lambda _: Escalation.Category.choices),
        ),
        with_them=("agency", "theme", "case"),
        parts=(
            Part("escalation-stages", "case_id", "What was done at each stage"),
            Part("escalation-asked", "case_id", "What other agencies were asked"),
        ),
        in_cases=OF_ESCALATIONS,
        has_own_page=True,
    )
)
kind(
    Kind(
        model=EscalationStage,
        slug="escalation-stages",
        one="talk at a stage",
        many="talks at stages",
        heading="What was done at each stage",
        intro="Each talk is written down with its day, the people and the reasons, and told to whoever raised it.",
        columns=(
            Column("Stage", lambda one: one.get_stage_display(), sort="stage"),
            Column("On", lambda one: one.talked_on, sort="talked_on"),
            Column("What came of it", lambda one: one.came_to),
            Column("Told to whoever raised it", lambda one: one.shared_on, sort="shared_on"),
        ),
        rows=(
            Row("On", lambda one: one.talked_on),
            Row("Who talked", lambda one: one.people, is_long=True),
            Row("What was said, and why", lambda one: one.reasons, is_long=True),
            Row("What came of it", lambda one: one.came_to, is_long=True),
            Row("Told to whoever raised it", lambda one: one.shared_on),
        ),
        empty="Write down each talk: its day, who took part, and why it was or was not settled.",
        form=form_of(
            EscalationStage, "stage", "talked_on", "people", "reasons", "came_to", "shared_on", base=NAME_NOBODY
        ),
        new_words="Write down a talk",
        search=("people", "reasons", "came_to"),
        filters=(Filter("stage", "Stage", "stage", lambda _: STAGES),),
        in_cases=OF_ESCALATIONS,
    )
)
kind(
    Kind(
        model=EscalationAsked,
        slug="escalation-asked",
        one="question to an agency",
        many="questions to agencies",
        heading="What other agencies were asked",
        intro="An agency sees what it is asked and what it answers, and no more of the disagreement.",
        columns=(
            Column("Agency", lambda one: one.agency, sort="agency__name"),
            Column("Asked on", lambda one: one.asked_on, sort="asked_on"),
            Column("Answered on", lambda one: one.answered_on or "Not yet", sort="answered_on"),
        ),
        rows=(
            Row("What it is asked", lambda one: one.asked, is_long=True),
            Row("What it answers", lambda one: one.answer, is_long=True),
            Row("Answered on", lambda one: one.answered_on),
        ),
        empty="Ask another agency what it makes of this.",
        form=form_of(EscalationAsked, "agency", "asked", "asked_on", base=NAME_NOBODY),
        changing_form=form_of(EscalationAsked, "answer", "answered_on", base=NAME_NOBODY),
        new_words="Ask an agency",
        search=("asked", "answer"),
        filters=(BY_AGENCY,),
        with_them=("agency",),
        adds=with_its_agency,
        in_cases=OF_ESCALATIONS,
    )
)
kind(
    Kind(
        model=ProviderConcern,
        slug="provider-concern",
        one="concern about a provider",
        many="concerns about providers",
        heading="The concern",
        intro="What the concerns about this provider come to, and what is done.",
        columns=(
            Column("Provider", lambda one: one.called, sort="called"),
            Column("Stands", stands, sort="state"),
            Column("Risk", lambda one: one.get_risk_display(), sort="risk"),
        ),
        rows=(
            Row("The provider’s name", lambda one: one.provider_name),
            Row("The regulator’s number of the place", lambda one: one.location_id),
            Row("Brought by", lambda one: one.agency),
            Row("Brought on", lambda one: one.begun_on),
            Row("What it provides", lambda one: one.get_service_display()),
            Row("What led to it", lambda one: one.get_trigger_display()),
            Row("There was a concern before", lambda one: one.is_repeat),
            Row("Risk to people who use it", lambda one: one.get_risk_display()),
            Row("What the concerns are", lambda one: one.text, is_long=True),
            Row("New placements stopped on", lambda one: one.suspended_on),
            Row("New placements began again on", lambda one: one.resumed_on),
            Row("Councils that place people there told on", lambda one: one.placing_told_on),
            Row("Which councils were told", lambda one: one.placing_told, is_long=True),
            Row("Improvement plan", lambda one: one.plan, is_long=True),
            Row("Improvements due by", lambda one: one.plan_due_on),
            Row("Themes of the Board", lambda one: ", ".join(str(each) for each in one.themes.all())),
        ),
        empty="An agency, or the Board’s unit, brings a concern.",
        changing_form=form_of(
            ProviderConcern, *PROVIDER_FIELDS, "suspended_on", "resumed_on", "placing_told_on", "placing_told", "plan",
            "plan_due_on", "themes",
        ),
        search=("called", "text"),
        filters=(
            Filter("stands", "Stands", "state", lambda _: ProviderConcern.PROCESS.choices()),
            Filter("service", "Service", "service", lambda _: ProviderConcern.Service.choices),
        ),
        with_them=("agency", "case"),
        before=("themes",),
        parts=(
            Part("provider-meetings", "case_id", "Meetings"),
            Part("provider-actions", "case_id", "What is done to make people safe"),
        ),
        in_cases=OF_PROVIDERS,
        has_own_page=True,
    )
)  # fmt: skip
kind(
    Kind(
        model=ProviderMeeting,
        slug="provider-meetings",
        one="meeting about the provider",
        many="meetings about the provider",
        heading="Meetings",
        intro="Themes and risks, the provider’s view, how people who live there were told, and what was agreed.",
        columns=(
            Column("Day", lambda one: one.held_on, sort="held_on"),
            Column("What was agreed", lambda one: one.agreed),
            Column("Next meeting", lambda one: one.next_on, sort="next_on"),
        ),
        rows=(
            Row("Who came", lambda one: one.who, is_long=True),
            Row("Themes and risks", lambda one: one.themes, is_long=True),
            Row("The provider’s view", lambda one: one.providers_view, is_long=True),
            Row("How people, families and advocates were told", lambda one: one.people_told, is_long=True),
            Row("What was agreed", lambda one: one.agreed, is_long=True),
            Row("Next meeting", lambda one: one.next_on),
        ),
        empty="Add each meeting.",
        form=form_of(
            ProviderMeeting,
            "held_on",
            "who",
            "themes",
            "providers_view",
            "people_told",
            "agreed",
            "next_on",
            base=NAME_NOBODY,
        ),
        new_words="Add a meeting",
        search=("themes", "agreed", "providers_view"),
        filters=(
            Filter("next", "Next meeting", "next_on", lambda _: NEXT, lambda value: Q(next_on__isnull=value == "no")),
        ),
        in_cases=OF_PROVIDERS,
    )
)
kind(
    Kind(
        model=ProviderAction,
        slug="provider-actions",
        one="action about the provider",
        many="actions about the provider",
        heading="What is done to make people safe",
        intro="What each agency, or the provider itself, does. An agency sees its own.",
        columns=(
            Column("What", lambda one: one.text, sort="text"),
            Column("Agency", lambda one: one.agency or "The provider", sort="agency__name"),
            Column("Due", lambda one: one.due_on, sort="due_on"),
            Column("Done", lambda one: one.done_on or "Not yet", sort="done_on"),
        ),
        rows=(
            Row("Who does it", lambda one: one.agency or "The provider"),
            Row("Due", lambda one: one.due_on),
            Row("Done", lambda one: one.done_on or "Not yet"),
            Row("What shows that it was done", lambda one: one.shown_by, is_long=True),
        ),
        empty="Add what is done, by whom and by when.",
        form=form_of(ProviderAction, "agency", "text", "due_on"),
        changing_form=form_of(ProviderAction, "text", "due_on", "done_on", "shown_by"),
        new_words="Add an action",
        search=("text", "shown_by"),
        filters=(BY_AGENCY, Filter("done", "Done", "done_on", lambda _: DONE, was_done)),
        with_them=("agency",),
        adds=with_its_agency,
        in_cases=OF_PROVIDERS,
    )
)
kind(
    Kind(
        model=AfterActionReview,
        slug="after-action",
        one="after action review",
        many="after action reviews",
        heading="The review",
        intro="What people who were there make of it together, without blame.",
        columns=(
            Column("What it looks back on", lambda one: one.called, sort="called"),
            Column("Stands", stands, sort="state"),
        ),
        rows=(
            Row("Brought by", lambda one: one.agency),
            Row("What the event was", lambda one: one.event, is_long=True),
            Row("Day of the event", lambda one: one.event_on),
            Row("Held on", lambda one: one.held_on),
            Row("Who leads it", lambda one: one.facilitator),
            Row("Who takes part", lambda one: one.participants, is_long=True),
            Row("1. What was expected to happen", lambda one: one.expected, is_long=True),
            Row("2. What happened", lambda one: one.happened, is_long=True),
            Row("3. Why it was different", lambda one: one.why_different, is_long=True),
            Row("4. What can be learned", lambda one: one.learned, is_long=True),
            Row("What to keep", lambda one: one.sustain, is_long=True),
            Row("What to do better", lambda one: one.improve, is_long=True),
            Row("What is asked of others", lambda one: one.asks, is_long=True),
        ),
        empty="Somebody asks for an after action review.",
        changing_form=form_of(
            AfterActionReview, *AFTER_FIELDS, "expected", "happened", "why_different", "learned", "sustain", "improve", "asks",
            base=NAME_NOBODY,
        ),
        search=("called", "event"),
        filters=(Filter("stands", "Stands", "state", lambda _: AfterActionReview.PROCESS.choices()),),
        with_them=("agency", "case"),
        parts=(Part("after-action-voices", "case_id", "What each agency says"),),
        in_cases=OF_AFTER_ACTION,
        has_own_page=True,
    )
)  # fmt: skip
kind(
    Kind(
        model=AfterActionVoice,
        slug="after-action-voices",
        one="agency’s account",
        many="agencies’ accounts",
        heading="What each agency says",
        intro="What its people saw and did. An agency sees its own account, and not the others’.",
        columns=(
            Column("Agency", lambda one: one.agency, sort="agency__name"),
            Column("What its people saw and did", lambda one: one.saw),
        ),
        rows=(
            Row("What its people saw and did", lambda one: one.saw, is_long=True),
            Row("What it would keep", lambda one: one.keep, is_long=True),
            Row("What it would do better", lambda one: one.better, is_long=True),
        ),
        empty="Each agency that was there says what its people saw and did.",
        form=form_of(AfterActionVoice, "agency", "saw", "keep", "better", base=NAME_NOBODY),
        new_words="Add an account",
        search=("saw", "keep", "better"),
        filters=(BY_AGENCY,),
        with_them=("agency",),
        adds=with_its_agency,
        in_cases=OF_AFTER_ACTION,
    )
)
