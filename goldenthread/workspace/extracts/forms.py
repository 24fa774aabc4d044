"""Forms of extracts: sending one, accepting what cannot be put right, freezing a year."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.boards.models import Agency
from goldenthread.casework.models import Extract
from goldenthread.core import clock
from goldenthread.core.days import DayField
from goldenthread.core.errors import Refused
from goldenthread.core.forms import Plain
from goldenthread.core.periods import Period
from goldenthread.workspace.extracts.receiving import Part, Received, receive

TOLD = {
    "authority": "Enter the authority whose records these are, or send an extract.json that says it",
    "period_from": "Enter the first day the extract covers, or send an extract.json that says it",
    "period_to": "Enter the last day the extract covers, or send an extract.json that says it",
    "taken_on": "Enter the day the extract was taken from the case system, or send an extract.json that says it",
}


class ManyFiles(forms.FileInput):
    """A box that takes several files at once."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002  (Django’s own)
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class ManyFilesField(forms.FileField):
    """Several files, as what was received: which are taken, and what is wrong with the others."""

    widget = ManyFiles(attrs={"multiple": "multiple", "accept": ".csv,.xlsx,.zip,.parquet,.json"})

    def clean(self, data: Any, initial: Any = None) -> Received:  # noqa: ARG002  (Django’s own)
        sent = [one for one in (data or []) if one]
        if not sent:
            raise ValidationError(self.error_messages["required"], code="required")
        found = receive(sent)
        if found.problems:
            raise ValidationError(list(found.problems))
        return found


class SendForm(Plain):
    """An extract: its files, and what it is where they do not say."""

    extract_files = ManyFilesField(
        label="Files of the extract",
        help_text="The CSV files together, or one .xlsx workbook, or a .zip of CSV or Parquet files. Up to 200 MB.",
        error_messages={"required": "Choose the files of the extract"},
    )
    agency = forms.ChoiceField(label="The agency you send it for", required=False, widget=forms.RadioSelect)
    authority = forms.CharField(label="Authority whose records these are", max_length=200)
    period_from = DayField(label="First day it covers")
    period_to = DayField(label="Last day it covers")
    taken_on = DayField(
        label="Day it was taken from the case system", help_text="No date in the extract may be later than this."
    )
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, agencies: list[Agency | None], last: Extract | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = agencies
        for name, words in TOLD.items():
            self.fields[name].error_messages["required"] = words
        self.initial["key"] = uuid4()
        if last is not None:
            known = {"authority": last.authority, "period_from": last.period_from, "period_to": last.period_to}
            self.initial = {**self.initial, **known}
        if len(agencies) < 2:
            del self.fields["agency"]
        else:
            chosen = self.fields["agency"]
            chosen.choices = [(str(one.pk), one.name) for one in agencies if one]  # type: ignore[attr-defined]
            chosen.required = True

    def clean(self) -> dict[str, Any]:
        """What extract.json says is not asked for here. Where no file can be read, only that is said."""
        data = super().clean() or self.cleaned_data
        try:
            self.told = data["extract_files"].about()
        except (KeyError, Refused):
            self.told = dict.fromkeys(TOLD, "not known: the check says why, or the files do")
        for name in TOLD:
            if name in self.errors and self.told.get(name):
                del self.errors[name]
        first, last, taken = (self._day(name) for name in ("period_from", "period_to", "taken_on"))
        if first and last and first > last and "period_to" not in self.told:
            self.add_error("period_to", "The last day it covers must be after the first")
        if taken and taken > clock.today() and "taken_on" not in self.told:
            self.add_error("taken_on", "The day it was taken must be today or in the past")
        return data

    def _day(self, name: str) -> date | None:
        """A day as it will count: what extract.json says, or what is said here."""
        if not self.told.get(name):
            found: date | None = self.cleaned_data.get(name)
            return found
        try:
            return date.fromisoformat(str(self.told[name]))
        except ValueError:
            return None

    @property
    def parts(self) -> tuple[Part, ...]:
        received: Received = self.cleaned_data["extract_files"]
        return received.parts

    def agency_chosen(self) -> Agency | None:
        """For whom it is sent."""
        key = self.cleaned_data.get("agency")
        return next((one for one in self.agencies if one and str(one.pk) == key), self.agencies[0])

    def said(self) -> dict[str, str]:
        """What is said here because the files do not say it, as plain data."""
        given = {name: self.cleaned_data.get(name) for name in TOLD if not self.told.get(name)}
        return {name: v.isoformat() if isinstance(v, date) else str(v) for name, v in given.items() if v}


class LoadForm(Plain):
    """Which faults are accepted, each by its name, and why."""

    accept = forms.MultipleChoiceField(
        label="I accept that these rows are left out, with all that hangs on them",
        error_messages={"required": "Tick every fault you accept, or put them right and send the extract again"},
        widget=forms.CheckboxSelectMultiple,
    )
    why = forms.CharField(
        label="Why they cannot be put right in time",
        max_length=500,
        error_messages={"required": "Enter why these rows cannot be put right in time"},
        help_text="It is kept with your name, and shown beside these rows for as long as the extract is kept.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, groups: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = groups
        self.fields["accept"].choices = [(one["key"], self._words(one)) for one in groups]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.required = bool(groups)
        self.fields["accept"].error_messages["invalid_choice"] = "Choose from the faults listed here"

    @staticmethod
    def _words(group: dict[str, Any]) -> str:
        column = f" ({group['column']})" if group["column"] else ""
        return f"{group['heading']}{column}"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        accepted = set(data.get("accept") or ())
        left = [one for one in self.groups if one["key"] not in accepted]
        if left and "accept" not in self.errors:
            first = left[0]["heading"]
            more = f", and {len(left) - 1} more" if len(left) > 1 else ""
            words = "Tick every fault you accept, or put them right and send the extract again. Not ticked: "
            self.add_error("accept", f"{words}{first}{more}")
        return data


class FreezeForm(Plain):
    """The year to freeze."""

    period = forms.ChoiceField(label="Financial year", widget=forms.RadioSelect)

    def __init__(self, *args: Any, years: list[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = [(one.label, f"{one.label} ({one.months})") for one in years]  # type: ignore[attr-defined]
        if years and not self.is_bound:
            self.initial["period"] = years[0].label
