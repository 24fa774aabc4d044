"""Forms of training that are not of one record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from goldenthread.boards.models import Agency, Board
from goldenthread.core.forms import Plain
from goldenthread.training.asking import LONGEST, questions_for
from goldenthread.training.bookings import Booking
from goldenthread.training.evaluations import Evaluation, EvaluationQuestion
from goldenthread.training.models import Level

ELSEWHERE = "elsewhere"
SCALE = (("1", "1: not at all"), ("2", "2"), ("3", "3"), ("4", "4"), ("5", "5: very"))
YES_NO = (("yes", "Yes"), ("no", "No"))


class BookForm(Plain):
    """A place for oneself, without an account."""

    name = forms.CharField(
        label="Your name", max_length=200, help_text="As it should stand on the certificate.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    email = forms.EmailField(
        label="Your work e-mail", widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="We send what becomes of your booking there.",
    )  # fmt: skip
    post = forms.CharField(label="Your job title", max_length=200)
    agency = forms.ChoiceField(label="Where you work", error_messages={"required": "Choose where you work"})
    agency_said = forms.CharField(label="Where, if it is not on the list", max_length=200, required=False)
    level = forms.ChoiceField(label="Level your role needs", required=False, help_text="Leave it if you do not know.")
    adjustments = forms.CharField(
        label="What you need to take part", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Such as captions, step-free access or large print. Only the Board’s business unit reads it.",
    )  # fmt: skip
    manager_email = forms.EmailField(
        label="Your manager’s work e-mail", required=False,
        help_text="We ask them once, six to eight weeks later, whether it helped.",
    )  # fmt: skip

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.board = board
        agencies = [(str(one.pk), one.name) for one in board.agencies.all()]
        levels = [(str(one.pk), f"{one}: {one.who}" if one.who else str(one)) for one in board.training_levels.all()]
        self._choices("agency", [("", "Choose one"), *agencies, (ELSEWHERE, "Somewhere else")])
        self._choices("level", [("", "I do not know"), *levels])
        if not levels:
            del self.fields["level"]

    def _choices(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (our own fields)
        field.choices = list(choices)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("agency") == ELSEWHERE and not found.get("agency_said"):
            self.add_error("agency_said", "Enter where you work")
        return found

    def said(self) -> dict[str, Any]:
        """What was said, as a booking keeps it."""
        found = dict(self.cleaned_data)
        where, level = found.pop("agency"), found.pop("level", "")
        agency = None if where == ELSEWHERE else Agency.objects.get(board=self.board, pk=where)
        if agency is not None:
            found["agency_said"] = ""
        chosen = Level.objects.filter(board=self.board, pk=level).first() if level else None
        return {**found, "agency": agency, "level": chosen}


class CancelForm(Plain):
    """Giving a place back."""

    why = forms.CharField(
        label="Why", max_length=300, required=False, help_text="It helps us plan. Say nothing about your health."
    )


class EvaluationForm(Plain):
    """The questions of one evaluation; none has to be answered, one at least has to be."""

    def __init__(self, *args: Any, evaluation: Evaluation, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {f"q-{key}": said for key, said in evaluation.answers.items()})
        super().__init__(*args, **kwargs)
        for question in questions_for(evaluation):
            self.fields[f"q-{question.pk}"] = _field(question)

    def answers(self) -> dict[str, str]:
        return {name.removeprefix("q-"): said for name, said in self.cleaned_data.items() if said}


def _field(question: EvaluationQuestion) -> forms.Field:
    match question.takes:
        case EvaluationQuestion.Takes.SCALE:
            return forms.ChoiceField(
                label=question.text, choices=SCALE, widget=forms.RadioSelect, required=False,
                error_messages={"invalid_choice": f"Choose a score from 1 to 5: {question.text}"},
            )  # fmt: skip
        case EvaluationQuestion.Takes.YES_NO:
            return forms.ChoiceField(
                label=question.text, choices=YES_NO, widget=forms.RadioSelect, required=False,
                error_messages={"invalid_choice": f"Choose yes or no: {question.text}"},
            )  # fmt: skip
        case _:
            words = {"max_length": f"Write no more than {LONGEST:,} characters: {question.text}"}
            return forms.CharField(
                label=question.text, max_length=LONGEST, required=False, error_messages=words,
                widget=forms.Textarea(attrs={"rows": 3}), help_text="Name nobody you care for.",
            )  # fmt: skip


CAME = "came"


class RegisterForm(Plain):
    """Who came, one line for each who had a place, and how many came without a booking."""

    unbooked = forms.IntegerField(
        label="People who came without a booking", min_value=0, max_value=100_000,
        error_messages={"required": "Enter how many came without a booking, or 0"},
    )  # fmt: skip

    def __init__(self, *args: Any, placed: Iterable[Booking], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.placed = list(placed)
        choices = [("", "Choose one"), (CAME, "Came")]
        choices += [(value, f"Did not: {words[:1].lower()}{words[1:]}") for value, words in Booking.Missed.choices]
        for one in self.placed:
            now = CAME if one.state == "attended" else one.missed_because
            self.fields[f"came-{one.pk}"] = forms.ChoiceField(
                label=f"{one}, {one.works_for}",
                choices=choices,
                initial=now,
                error_messages={"required": f"Choose whether {one} came"},
            )
        self.order_fields([*(name for name in self.fields if name != "unbooked"), "unbooked"])

    def came(self) -> list[Any]:
        return [one.pk for one in self.placed if self.cleaned_data[f"came-{one.pk}"] == CAME]

    def missed(self) -> dict[Any, str]:
        said = {one.pk: self.cleaned_data[f"came-{one.pk}"] for one in self.placed}
        return {key: why for key, why in said.items() if why != CAME}


class CheckForm(Plain):
    """A certificate's number, and the name on it."""

    number = forms.CharField(label="Number of the certificate", max_length=20, help_text="Such as T-KTM-4PX.")
    name = forms.CharField(label="Name on it", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
