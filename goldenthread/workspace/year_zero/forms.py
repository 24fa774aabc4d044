"""The forms by which a spreadsheet is brought in."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.core.forms import Plain
from goldenthread.workspace.year_zero import queries
from goldenthread.workspace.year_zero.kinds import KINDS
from goldenthread.workspace.year_zero.matching import Question
from goldenthread.workspace.year_zero.models import SpreadsheetImport
from goldenthread.workspace.year_zero.planning import Existing
from goldenthread.workspace.year_zero.readers import plain, seen, short
from goldenthread.workspace.year_zero.reading import Layout, cell, letters

SAMPLES = 3
WHAT_OF_EXISTING = {
    Existing.FILL: "Fill in what is empty, and leave the rest alone",
    Existing.CHANGE: "Change it to what your spreadsheet says",
    Existing.LEAVE: "Leave it alone",
}


class Upload(Plain):
    """What it is, and the file."""

    kind = forms.ChoiceField(
        label="What is in the spreadsheet?",
        choices=[(kind.name, kind.title) for kind in KINDS.values()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is in the spreadsheet"},
    )
    file = forms.FileField(
        label="The file",
        help_text="An Excel workbook (.xlsx) or CSV, up to 10 MB and 10,000 rows.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": "Choose the file",
            "empty": "The file is empty. Choose the file that holds your rows",
            "max_length": "The file’s name is too long. Give it a shorter one",
        },
    )


class ReadAgain(Plain):
    """Another sheet of the workbook, or another row of headings."""

    sheet = forms.ChoiceField(label="Sheet", required=False)
    header_row = forms.IntegerField(label="Row that holds the headings", min_value=1)

    def __init__(self, sheet: SpreadsheetImport, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"sheet": sheet.sheet, "header_row": sheet.header_row})
        super().__init__(*args, **kwargs)
        names = [one["name"] for one in sheet.sheets]
        self.fields["sheet"] = forms.ChoiceField(label="Sheet", choices=[(name, name) for name in names])
        if len(names) < 2:
            del self.fields["sheet"]
        self.fields["header_row"].error_messages["min_value"] = "The row of headings must be 1 or more"


def samples(layout: Layout, place: int) -> str:
    """A few different things that stand in a column."""
    found: dict[str, str] = {}
    for _, row in layout.body:
        said = cell(row, place)
        if said:
            found.setdefault(plain(said), short(seen(said)))
        if len(found) == SAMPLES:
            break
    return ", ".join(found.values()) or "empty"


class Elsewhere(forms.ChoiceField):
    """A choice that is needed, but may be given somewhere else than in a column."""

    def validate(self, value: Any) -> None:
        if value not in self.empty_values:
            super().validate(value)


class Columns(Plain):
    """Which column is which of our fields."""

    def __init__(self, sheet: SpreadsheetImport, *args: Any, **kwargs: Any) -> None:
        guessed = queries.guessed(sheet)
        kwargs.setdefault("initial", {name: str(place) for name, place in guessed.items()})
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        layout = queries.layout(sheet)
        width = max((len(row) for row in layout.rows), default=0)
        columns = [
            (str(place), f"{short(layout.heading(place))} ({letters(place)}): {samples(layout, place)}")
            for place in range(width)
            if layout.heading(place) != f"Column {letters(place)}" or samples(layout, place) != "empty"
        ]
        for one in sheet.declared.fields:
            choices = [("", "Not in my spreadsheet"), *columns]
            field = Elsewhere if self._elsewhere(one.name) else forms.ChoiceField
            self.fields[one.name] = field(label=one.title, help_text=one.hint, choices=choices, required=one.is_needed)
            self.fields[one.name].error_messages["required"] = f"Choose the column that holds “{one.title}”"

    def _elsewhere(self, name: str) -> bool:
        """What a heading with a date gives, or what may be said for the whole sheet, needs no column."""
        kind = self.sheet.declared
        wide = kind.wide
        return kind.field(name).for_all or (wide is not None and name in {wide.heading, wide.cell})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            self.sheet.mapping = self.mapping(cleaned)
            for name, sentence in queries.unmatched(self.sheet).items():
                self.add_error(name, sentence)
        return cleaned

    @staticmethod
    def mapping(cleaned: dict[str, Any]) -> dict[str, int]:
        return {name: int(place) for name, place in cleaned.items() if place != ""}


class Words(Plain):
    """What the words of a sheet mean."""

    def __init__(self, asked: list[Question], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = {f"word-{place}": question for place, question in enumerate(asked)}
        for name, question in self.asked.items():
            choices = [pair for _, options in question.options for pair in options]
            first = question.first
            self.fields[name] = forms.ChoiceField(
                label=_asked(question),
                help_text=_where(question),
                choices=[*([] if first else [("", "Choose one")]), *choices],
                initial=first,
                error_messages={"required": f"Choose what {_named(question)} means"},
            )

    @property
    def means(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for name, question in self.asked.items():
            found.setdefault(question.field.name, {})[question.key] = self.cleaned_data[name]
        return found


def _named(question: Question) -> str:
    return f"“{short(question.text)}”" if question.text else f"an empty {question.field.title.lower()}"


def _asked(question: Question) -> str:
    if question.text:
        return f"“{short(question.text)}”"
    return question.field.question or f"Empty {question.field.title.lower()}"


def _where(question: Question) -> str:
    rows = f"{question.times:,} {'row' if question.times == 1 else 'rows'}"
    return (
        f"{question.field.title}, in {rows}" if question.text else f"All {rows}: your spreadsheet has no column for it."
    )


class Decide(Plain):
    """What becomes of what is there already, of cells that cannot be read, and of the rest when some rows are wrong."""

    existing = forms.ChoiceField(
        label="If something is there already",
        choices=[(one.value, said) for one, said in WHAT_OF_EXISTING.items()],
        widget=forms.RadioSelect,
    )
    passed_over = forms.MultipleChoiceField(
        label="Bring rows in with the faulty cell left empty", required=False, widget=forms.CheckboxSelectMultiple
    )
    rows = forms.ChoiceField(
        label="Rows that need putting right",
        choices=[
            ("good", "Leave them out, and bring in the good rows"),
            ("all", "Bring in nothing until every row is right"),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(
        self, *args: Any, passable: list[tuple[str, str]], has_existing: bool, has_wrong: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passed_over"] = forms.MultipleChoiceField(
            label="Bring rows in with the faulty cell left empty",
            required=False,
            choices=passable,
            widget=forms.CheckboxSelectMultiple,
        )
        if not passable:
            del self.fields["passed_over"]
        if not has_existing:
            del self.fields["existing"]
        if not has_wrong:
            del self.fields["rows"]
