"""What the partners bring in and take on together, as pages: programmes of change, their milestones, and duties."""

from __future__ import annotations

from django.db.models import Q

from goldenthread.core.filters import there, ways
from goldenthread.core.kinds import Column, Kind, Part, Row, kind
from goldenthread.core.shapes import Status
from goldenthread.plans import register_forms as forms
from goldenthread.plans.models import Milestone, PartnerDuty, Programme
from goldenthread.plans.words import by_when

kind(
    Kind(
        model=Programme,
        slug="programmes",
        one="programme of change",
        many="programmes of change",
        intro="Programmes that several partners bring in together, each with its milestones.",
        columns=(
            Column("Programme", lambda one: one.name, sort="name"),
            Column("Who leads it", lambda one: one.led_by, sort="led_by"),
            Column("Where it is now", lambda one: one.phase),
            Column(
                "Reached", lambda one: sum(each.reached_on is not None for each in one.milestones.all()), is_number=True
            ),
            Column("Milestones", lambda one: len(one.milestones.all()), is_number=True),
        ),
        rows=(
            Row("Who leads it", lambda one: one.led_by),
            Row("What it changes", lambda one: one.about, is_long=True),
            Row("Where it is now", lambda one: one.phase),
            Row("Priority", lambda one: one.priority),
        ),
        empty="Add a programme of change that partners bring in together.",
        form=forms.ProgrammeForm,
        new_words="Add a programme of change",
        search=("name", "about"),
        filters=(
            there(Programme, "priority", "Priority", "priority", "priority__name"),
            there(Programme, "led_by", "Who leads it", "led_by", "led_by"),
        ),
        with_them=("priority",),
        before=("milestones",),
        parts=(Part("milestones", "programme", "Milestones"),),
    )
)
kind(
    Kind(
        model=Milestone,
        slug="milestones",
        one="milestone",
        many="milestones",
        intro="What each programme reached, and is to reach.",
        columns=(
            Column("What is reached", lambda one: one.text, sort="text"),
            Column("Programme", lambda one: one.programme.name, sort="programme__name"),
            Column("Planned for", lambda one: by_when(one.due_on, is_open=one.reached_on is None), sort="due_on"),
            Column("Reached on", lambda one: one.reached_on, sort="reached_on"),
        ),
        rows=(
            Row("Programme", lambda one: one.programme),
            Row("Planned for", lambda one: one.due_on),
            Row("Reached on", lambda one: one.reached_on),
        ),
        empty="Add milestones on the page of their programme.",
        form=forms.MilestoneForm,
        filters=(there(Milestone, "programme", "Programme", "programme", "programme__name", board="programme__board"),),
        new_words="Add a milestone",
        begun=lambda _: {},
        search=("text",),
        with_them=("programme",),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=PartnerDuty,
        slug="partner-duties",
        one="duty of the partners",
        many="duties of the partners",
        intro="What the statutory partners take on together, and what shows that they do.",
        columns=(
            Column("What they take on", lambda one: one.text, sort="text"),
            Column("What shows it", lambda one: one.evidence or Status("ring", "Nothing yet"), sort="evidence"),
        ),
        rows=(Row("What shows it", lambda one: one.evidence, is_long=True),),
        empty="Add what the partners agreed to do together.",
        form=forms.PartnerDutyForm,
        new_words="Add a duty",
        search=("text", "evidence"),
        filters=(
            ways(
                "shown",
                "What shows it",
                "evidence",
                ("yes", "Something does", lambda: ~Q(evidence="")),
                ("no", "Nothing yet", lambda: Q(evidence="")),
            ),
        ),
        can_be_taken_away=True,
    )
)
