"""The page on which one question of a Board's own form is set out: its boxes, by kind, and the question they come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from goldenthread.asks import making
from goldenthread.asks.definitions import NIL, Ask
from goldenthread.asks.sound import KEY
from goldenthread.core import measured
from goldenthread.core.forms import Plain, plain_errors
from goldenthread.workspace.asks import making_columns
from goldenthread.workspace.asks.making_lines import lines_of, listed

NOT_YET = "-"
"""The place of a question that has no short name yet."""
FIGURE = "figure:"
LINES = forms.Textarea(attrs={"rows": 5})
FEW_LINES = forms.Textarea(attrs={"rows": 2})
OWN = {"words", "help", "is_required", "unit", "basis", "least", "most", "warn_above_last", "part_of", "choices", "rows",
       "columns", "cell", "one_case", "prefill", "asked_if"}  # fmt: skip
"""What the page says of a question; the rest it keeps as it was."""


class PartForm(Plain):
    """A part of a form."""

    title = forms.CharField(label="What the part is called", max_length=200)
    intro = forms.CharField(label="Words above its questions", required=False, widget=FEW_LINES)


class QuestionForm(Plain):
    """One question.

    Args:
        kind: what it takes.
        parts: the form's parts as they stand.
        key: its name, of a question that is changed; "" for a new one.
        within: of a new one, the name of the question that repeats it for each case; "" where none does.
        after: of a new one that no list repeats, the number of the part it goes to the end of.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        kind: Ask,
        parts: Sequence[making.Part],
        key: str = "",
        within: str = "",
        after: int = 0,
        **kwargs: Any,
    ) -> None:
        self.kind, self.parts, self.key = kind, parts, key
        self.is_new, self.is_inner = not key, bool(within) or "." in key
        self.place = key or (f"{within}.{NOT_YET}" if within else NOT_YET)
        self.was: Mapping[str, Any] = making.question(parts, key) if key else {}
        kwargs.setdefault("initial", self._as_it_is())
        super().__init__(data, **kwargs)
        self._fill()
        is_in_a_part = self.is_new and not within
        self._conditions(list(making.questions(parts[:after])) if is_in_a_part else making.before(parts, self.place))
        if self.is_new:
            self.fields["key"] = forms.CharField(
                label="Short name",
                required=False,
                max_length=60,
                help_text="For comparisons and the list of what forms ask, such as staff_trained. Left empty, it is made "
                "from the question. It stays when you reword the question.",
            )
        plain_errors(self)

    def _as_it_is(self) -> dict[str, Any]:
        """The question as the boxes show it."""
        was = self.was
        condition = was.get("asked_if") or {}
        shown = {name: was[name] for name in OWN - {"choices", "rows", "columns", "asked_if", "cell"} if name in was}
        return {
            "is_required": True,
            **shown,
            "choices": lines_of(was.get("choices", ())),
            "rows": lines_of(was.get("rows", ())),
            "asked_if": condition.get("question", ""),
            "answers": list(condition.get("is_one_of", ())),
            **making_columns.as_they_are(was),
        }

    def _fill(self) -> None:
        add = self.fields
        add["words"] = forms.CharField(
            label="The question", max_length=500, widget=FEW_LINES, help_text="As the agency reads it."
        )
        add["help"] = forms.CharField(
            label="Help with it", required=False, widget=FEW_LINES, help_text="Stands below the question."
        )
        add["is_required"] = forms.BooleanField(
            label="It must be answered before the answer is handed in", required=False
        )
        match self.kind:
            case Ask.NUMBER:
                self._number()
            case Ask.CHOICE | Ask.CHOICES:
                add["choices"] = forms.CharField(label="Answers to choose from, one a line", widget=LINES)
            case Ask.MATRIX:
                add["rows"] = forms.CharField(label="Rows of the table, one a line", widget=LINES)
                making_columns.fill(self)
            case Ask.CASES:
                add["one_case"] = forms.CharField(
                    label="What one of them is called", max_length=40, help_text="Such as: case, priority, action."
                )
        if not self.is_inner and self.kind is not Ask.FILE:
            add["prefill"] = forms.ChoiceField(
                label="What the box begins with",
                required=False,
                choices=self._beginnings(),
                help_text="The agency sees where it came from, and can change it.",
            )

    def _number(self) -> None:
        add = self.fields
        add["unit"] = forms.CharField(
            label="What is counted", max_length=40, help_text="Such as: people, referrals, pounds."
        )
        add["basis"] = forms.CharField(
            label="Which of them count",
            required=False,
            max_length=300,
            help_text="Such as: headcount on 31 March. It travels with the number.",
        )
        add["least"] = forms.FloatField(label="Least it can be", required=False)
        add["most"] = forms.FloatField(label="Most it can be", required=False)
        for name in ("least", "most"):
            add[name].error_messages["invalid"] = f"{add[name].label} must be a number, such as 0"
        if self.is_inner:
            return
        add["warn_above_last"] = forms.IntegerField(
            label="Ask what explains it when it changed by more than so many percent since last time",
            required=False,
            min_value=1,
            error_messages={"min_value": "Enter a percentage of 1 or more, or leave it empty"},
        )
        numbers = [one for one in making.questions(self.parts) if one["kind"] == Ask.NUMBER and one["key"] != self.key]
        if numbers:
            add["part_of"] = forms.ChoiceField(
                label="It is a part of, and cannot be more than",
                required=False,
                choices=[("", "No other number"), *((one["key"], one["words"]) for one in numbers)],
            )

    def _beginnings(self) -> list[tuple[str, str]]:
        found = [("", "Nothing: the box is empty"), ("last", "What the agency said last time")]
        if self.kind is Ask.NUMBER:
            figures = sorted(
                (one for one in measured.figures().values() if one.is_one_value), key=lambda one: one.title
            )
            found += [(f"{FIGURE}{one.name}", f"{one.title}: the Board’s figure for the year") for one in figures]
        kept = self.was.get("prefill", "")
        if kept and kept not in dict(found):
            found.append((kept, "What it began with in the form it was copied from"))
        return found

    def _conditions(self, earlier: Sequence[making.Question]) -> None:
        """Only a question that comes before, with answers to choose from, can be waited for."""
        can = {one["key"]: one for one in earlier if making.answers_of(one)}
        if not can:
            return
        self.fields["asked_if"] = forms.ChoiceField(
            label="Ask it only after certain answers to",
            required=False,
            choices=[("", "Always ask it"), *((key, one["words"]) for key, one in can.items())],
        )
        chosen = can.get(str(self["asked_if"].value() or ""))
        if chosen is not None:
            self.fields["answers"] = forms.MultipleChoiceField(
                label=f"Ask it where “{chosen['words']}” is answered with",
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=making.answers_of(chosen),
            )

    @property
    def plain_boxes(self) -> list[BoundField]:
        """The boxes that are not of a column, those of the table before them."""
        return [self[name] for name in self.fields if not name.startswith("column_")]

    @property
    def columns(self) -> list[tuple[int, list[BoundField]]]:
        """The boxes of each column of a table, by its number."""
        return making_columns.boxes(self)

    def clean_key(self) -> str:
        """A short name that is free; made from the question where none is given."""
        given = str(self.cleaned_data.get("key") or "").strip().lower()
        taken = [one["key"] for one in making.beside(self.parts, self.place)]
        if not given:
            return making.key_for(self.cleaned_data.get("words", ""), taken)
        if not KEY.fullmatch(given) or given == NIL:
            raise forms.ValidationError("Use small letters, digits and _ in the short name, such as staff_trained")
        if given in taken:
            raise forms.ValidationError(
                f"Another question has the short name “{given}”. Enter another one, or leave it empty"
            )
        return given

    def clean_choices(self) -> list[dict[str, str]]:
        words = "Write at least two answers, one a line"
        return listed(self.cleaned_data["choices"], self.was.get("choices", ()), least=2, words=words)

    def clean_rows(self) -> list[dict[str, str]]:
        return listed(self.cleaned_data["rows"], self.was.get("rows", ()), least=1, words="Write at least one row")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("asked_if") and not cleaned.get("answers"):
            self.add_error(
                "answers" if "answers" in self.fields else "asked_if",
                "Tick the answers after which it is asked, or choose “Always ask it”",
            )
        least, most = cleaned.get("least"), cleaned.get("most")
        if least is not None and most is not None and least > most:
            self.add_error("most", "The most it can be must not be less than the least")
        if self.kind is Ask.MATRIX:
            making_columns.clean(self, cleaned)
        return cleaned

    def question(self) -> making.Question:
        """The question the boxes come to, with what the page does not ask about as it was."""
        said = self.cleaned_data
        made: making.Question = {name: value for name, value in self.was.items() if name not in OWN}
        made |= {"key": self.was.get("key") or said["key"], "words": said["words"], "kind": self.kind.value}
        for name in ("help", "unit", "basis", "part_of", "prefill", "choices", "rows", "columns", "one_case"):
            if said.get(name):
                made[name] = said[name]
        for name in ("least", "most", "warn_above_last"):
            if said.get(name) is not None:
                made[name] = _whole(said[name])
        if not said.get("is_required"):
            made["is_required"] = False
        if said.get("asked_if"):
            made["asked_if"] = {"question": said["asked_if"], "is_one_of": said["answers"]}
        return made


def _whole(number: float) -> float | int:
    return int(number) if float(number).is_integer() else number
