"""Forms of audits that are more than one record: grades, a meeting, and what became of a case looked at at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.forms.boundfield import BoundField

from goldenthread.audits.grading import AgencyReturn, GradingMeeting
from goldenthread.audits.operations import Agreed
from goldenthread.audits.practice import AuditQuestion, PracticeAudit, Risk, SampleCase
from goldenthread.audits.returning import TEXTS, Said
from goldenthread.boards.models import Agency
from goldenthread.core.days import DayField
from goldenthread.core.forms import Plain
from goldenthread.learning.models import Recommendation, Source

SEEN_SALT = "goldenthread.audits.return.seen"


def tall(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _key(kind: str, *keys: UUID) -> str:
    return "-".join([kind, *(key.hex for key in keys)])


class GradeField(forms.ChoiceField):
    """A grade: asked for when the return is handed in, and not when it is saved half-done."""

    def validate(self, value: Any) -> None:
        if value not in self.empty_values:
            super().validate(value)


class ReturnForm(Plain):
    """An agency's grades for one case. Nothing is asked for until it is handed in, so it can be saved half-done."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, said: AgencyReturn, **kwargs: Any) -> None:
        audit = said.participation.audit
        self.questions = list(audit.questions.all())
        given = {one.question_id: one for one in said.given.all()}
        self.was = {name: getattr(said, name) for name in TEXTS}
        super().__init__(*args, **kwargs)
        for one in self.questions:
            held = given.get(one.pk)
            self._ask(one, audit, held.grade if held else "", held.comment if held else "")
        self._texts(said)
        self.initial["seen"] = signed_moment(said.saved_at)

    def _ask(self, one: AuditQuestion, audit: PracticeAudit, grade: str, comment: str) -> None:
        choices = [
            (each.key, f"{each.words}: {each.meaning[:1].lower()}{each.meaning[1:]}") for each in audit.grades.grades
        ]
        self.fields[_key("grade", one.pk)] = GradeField(
            label=one.words,
            help_text=one.hint,
            choices=choices,
            widget=forms.RadioSelect,
            initial=grade,
        )
        self.fields[_key("comment", one.pk)] = forms.CharField(
            label="What the record shows", required=False, max_length=4000, widget=tall(2), initial=comment
        )

    def _texts(self, said: AgencyReturn) -> None:
        labels = {
            "chronology": ("What your agency did, in order", "Dates and deeds. No names."),
            "comment": ("Anything else about your agency’s part", ""),
            "difference_made": ("What difference was made to the adult", ""),
            "good_practice": ("Good practice that others could learn from", ""),
        }
        for name, (label, hint) in labels.items():
            self.fields[name] = forms.CharField(
                label=label, help_text=hint, required=False, max_length=8000, widget=tall(), initial=getattr(said, name)
            )
        self.fields["urgent_why"] = forms.CharField(
            label="If the adult may not be safe now, say why",
            help_text="It reaches the Board’s office as soon as you save. Do what your procedures say today as well.",
            required=False,
            max_length=2000,
            widget=tall(2),
            initial=said.urgent_why,
        )

    def parts(self) -> Iterator[tuple[str, list[BoundField]]]:
        """The questions by what they belong to, each with its comment."""
        headings = list(dict.fromkeys(one.heading for one in self.questions))
        for heading in headings:
            here = [one for one in self.questions if one.heading == heading]
            yield heading, [self[_key(kind, one.pk)] for one in here for kind in ("grade", "comment")]

    def grade_of(self, question: AuditQuestion) -> BoundField:
        """The boxes in which a question is graded."""
        return self[_key("grade", question.pk)]

    def texts(self) -> list[BoundField]:
        return [self[name] for name in TEXTS]

    def said(self) -> Said:
        data = self.cleaned_data
        return Said(
            grades={one.pk: data[_key("grade", one.pk)] for one in self.questions},
            comments={one.pk: data[_key("comment", one.pk)] for one in self.questions},
            texts={name: data[name] for name in TEXTS},
            urgent_why=data["urgent_why"],
        )


def signed_moment(moment: datetime | None) -> str:
    return signing.dumps(moment.isoformat() if moment else "", salt=SEEN_SALT)


def moment_of(text: str) -> datetime | None:
    """When the form had last been saved as it was opened. What carries none of ours has seen nothing."""
    try:
        said = signing.loads(text, salt=SEEN_SALT)
    except signing.BadSignature:
        return None
    return datetime.fromisoformat(said) if said else None


class AgreeForm(Plain):
    """The grades agreed for one case, agency by agency, and the risk it was found at."""

    def __init__(self, *args: Any, case: SampleCase, returns: list[AgencyReturn], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        audit = case.audit
        self.case, self.returns, self.scale = case, returns, audit.grades
        self.questions = list(audit.questions.all())
        meetings = [(str(one.pk), f"{one.held_on.day} {one.held_on:%B %Y}") for one in audit.meetings.all()]
        self.fields["meeting"] = forms.ChoiceField(
            label="Meeting at which they were agreed",
            choices=meetings,
            widget=forms.RadioSelect,
            initial=meetings[-1][0] if meetings else None,
            error_messages={"required": "Choose the meeting"},
        )
        found = [("", "Not said"), *Risk.choices]
        self.fields["found_as"] = forms.ChoiceField(
            label="Risk the meeting found the case at",
            help_text="More than it was chosen at means that the agencies meet about the case at once.",
            choices=found,
            required=False,
            widget=forms.RadioSelect,
            initial=case.found_as,
        )
        for said in returns:
            self._of(said)

    def _of(self, said: AgencyReturn) -> None:
        given = {one.question_id: one for one in said.given.all()}
        agreed = {one.question_id: one for one in said.agreed.all()}
        choices = [("", "Not agreed yet"), *((one.key, one.words) for one in self.scale.grades)]
        for one in self.questions:
            now = agreed.get(one.pk)
            own = given[one.pk].grade if one.pk in given else ""
            self.fields[_key("grade", said.pk, one.pk)] = forms.ChoiceField(
                label=f"Agreed grade for {said.participation.agency}",
                choices=choices,
                required=False,
                initial=now.grade if now else own,
            )
            self.fields[_key("reason", said.pk, one.pk)] = forms.CharField(
                label=f"Why it is not the own grade of {said.participation.agency}",
                required=False,
                max_length=2000,
                widget=tall(2),
                initial=now.reason if now else "",
            )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for said in self.returns:
            own = {one.question_id: one.grade for one in said.given.all()}
            for one in self.questions:
                grade, reason = found.get(_key("grade", said.pk, one.pk)), found.get(_key("reason", said.pk, one.pk))
                if grade and grade != own.get(one.pk, "") and not (reason or "").strip():
                    self.add_error(
                        _key("reason", said.pk, one.pk),
                        f"Say why the grade for {said.participation.agency} is not its own: {one.words}",
                    )
        return found

    def agreed(self) -> dict[tuple[UUID, UUID], Agreed]:
        data, found = self.cleaned_data, {}
        for said in self.returns:
            for one in self.questions:
                grade = data[_key("grade", said.pk, one.pk)]
                if grade:
                    found[said.pk, one.pk] = Agreed(grade, data[_key("reason", said.pk, one.pk)])
        return found

    def lines(self) -> Iterator[tuple[AuditQuestion, list[dict[str, Any]]]]:
        """Question by question: each agency's own grade and words, and the boxes for what is agreed."""
        for one in self.questions:
            yield one, [self._line(said, one) for said in self.returns]

    def _line(self, said: AgencyReturn, one: AuditQuestion) -> dict[str, Any]:
        given = next((each for each in said.given.all() if each.question_id == one.pk), None)
        own = self.scale.grade(given.grade) if given else None
        return {
            "agency": said.participation.agency,
            "own": own,
            "comment": given.comment if given else "",
            "grade": self[_key("grade", said.pk, one.pk)],
            "reason": self[_key("reason", said.pk, one.pk)],
        }


class MeetingForm(Plain):
    """A meeting at which grades are agreed."""

    held_on = DayField(label="Day of the meeting")
    mode = forms.ChoiceField(label="How it was held", choices=GradingMeeting.Mode.choices, widget=forms.RadioSelect)
    chaired_by = forms.CharField(label="Who chaired it, by name or post", max_length=200)
    chair_agency = forms.ChoiceField(
        label="Agency the chair belongs to",
        required=False,
        help_text="Choose none for the Board’s office, or somebody independent. Nobody chairs whose own agency’s work is graded.",
    )
    agencies = forms.MultipleChoiceField(
        label="Agencies that came", widget=forms.CheckboxSelectMultiple, error_messages={"required": "Tick who came"}
    )

    def __init__(self, *args: Any, audit: PracticeAudit, agencies: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.pk): one for one in agencies}
        listed = [(key, one.name) for key, one in self.known.items()]
        choosing: Any = self.fields
        choosing["chair_agency"].choices = [("", "None"), *listed]
        asked = {str(one) for one in audit.participations.values_list("agency_id", flat=True)}
        choosing["agencies"].choices = sorted(listed, key=lambda one: one[0] not in asked)
        self.initial.setdefault("chaired_by", audit.chaired_by)
        self.initial.setdefault("chair_agency", str(audit.chair_agency_id or ""))
        self.initial.setdefault("agencies", sorted(asked))

    def said(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        data["chair_agency"] = self.known.get(data["chair_agency"])
        data["agencies"] = [self.known[one] for one in data["agencies"]]
        return data


class UnsafeForm(Plain):
    why = forms.CharField(label="Why the adult may not be safe", max_length=2000, widget=tall())


class LookedAtForm(Plain):
    met_on = DayField(label="Day the agencies met about the case")
    outcome = forms.CharField(
        label="What they did to make the adult safe",
        help_text="No name, and nothing that says who it is. The safety plan itself stays in the case record.",
        max_length=4000,
        widget=tall(),
    )


class CannotForm(Plain):
    why = forms.CharField(
        label="Why it cannot be filled in",
        help_text="Such as an inspection, or a record that cannot be reached. It is shown with the audit.",
        max_length=1000,
        widget=tall(2),
    )


class ShareForm(Plain):
    """A recommendation of the audit, and another source whose plan it belongs in too."""

    recommendation = forms.ModelChoiceField(Recommendation.objects.none(), empty_label="Choose one")
    with_ = forms.ModelChoiceField(Source.objects.none(), label="Put it into the plan of", empty_label="Choose one")

    def __init__(self, *args: Any, recommendations: Any, sources: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choosing: Any = self.fields
        choosing["recommendation"].queryset = recommendations
        choosing["recommendation"].label_from_instance = lambda one: f"{one.number}. {one.text[:90]}"
        choosing["with_"].queryset = sources
