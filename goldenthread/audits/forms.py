"""Forms of the audit programme, its audits, their cases, questions of one's own, and conclusions."""

from __future__ import annotations

from typing import Any

from goldenthread.audits.grading import Conclusion
from goldenthread.audits.practice import AuditProgramme, AuditQuestion, PracticeAudit, SampleCase
from goldenthread.core.forms import RecordForm, field_for


class ProgrammeForm(RecordForm):
    class Meta:
        model = AuditProgramme
        fields = ("period", "aim", "agreed_on")
        formfield_callback = field_for
        labels = {"aim": "What the year’s audits are for", "agreed_on": "Day the Board agreed it"}


class PlanForm(RecordForm):
    """What is known of an audit when it is put into the year's programme."""

    class Meta:
        model = PracticeAudit
        fields: tuple[str, ...] = (
            "programme",
            "title",
            "planned_on",
            "planned_precision",
            "theme",
            "prompted_by",
            "purpose",
            "previous",
        )
        formfield_callback = field_for
        labels = {
            "programme": "Year’s programme",
            "title": "What the audit is called",
            "planned_on": "When it is planned",
            "planned_precision": "How exactly that is known",
            "prompted_by": "What prompted it",
            "previous": "Earlier audit that it repeats",
        }
        help_texts = {"prompted_by": "The review or other source of learning that it follows up."}


class ProtocolForm(PlanForm):
    """All that is settled of an audit before its cases are chosen."""

    class Meta(PlanForm.Meta):
        fields: tuple[str, ...] = (
            *PlanForm.Meta.fields,
            "scope",
            "standard",
            "scale",
            "sampling_frame",
            "how_chosen",
            "exclusions",
            "sampled_as",
            "cases_chosen",
            "lawful_basis",
            "chaired_by",
            "chair_agency",
            "returns_due_on",
            "held_on",
            "held_precision",
            "note",
        )
        labels = {
            **PlanForm.Meta.labels,
            "scope": "What is looked at",
            "standard": "What good looks like",
            "scale": "Scale of grades",
            "sampling_frame": "Cases that could have been chosen",
            "how_chosen": "How cases are chosen, and by whom",
            "exclusions": "Cases left out, and why",
            "sampled_as": "Risk the cases are chosen at",
            "cases_chosen": "How many cases were chosen",
            "lawful_basis": "Lawful basis for sharing",
            "chaired_by": "Who chairs the meetings",
            "chair_agency": "Agency the chair belongs to",
            "returns_due_on": "Day the returns are due",
            "held_on": "When it was held",
            "held_precision": "How exactly that day is known",
        }
        help_texts = {
            **PlanForm.Meta.help_texts,
            "chair_agency": "Nobody chairs whose own agency’s work is graded. Choose none for the Board’s office.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "previous" in self.fields:
            field: Any = self.fields["previous"]
            field.queryset = field.queryset.exclude(pk=self.instance.pk)


class CaseForm(RecordForm):
    class Meta:
        model = SampleCase
        fields = ("audit", "pseudonym", "nominated_by", "sampled_as", "about", "order")
        formfield_callback = field_for
        labels = {
            "nominated_by": "Agency that put it forward, and knows who it is",
            "sampled_as": "Risk it was chosen at",
            "about": "How the other agencies will know the case",
            "order": "Place in the list",
        }


class QuestionForm(RecordForm):
    class Meta:
        model = AuditQuestion
        fields = ("audit", "heading", "words", "hint", "order")
        formfield_callback = field_for
        labels = {"heading": "What it belongs to", "hint": "What to look for", "order": "Place in the list"}


class ConclusionForm(RecordForm):
    class Meta:
        model = Conclusion
        fields = ("audit", "kind", "text", "level", "theme", "order")
        formfield_callback = field_for
        labels = {
            "kind": "What it is",
            "text": "What the audit concludes",
            "level": "Where it lies",
            "order": "Place in the list",
        }
