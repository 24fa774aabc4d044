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
    authority = forms.CharField(label="Authority whose records these are", max_length=200, required=False)
    period_from = DayField(label="First day it covers", required=False)
    period_to = DayField(label="Last day it covers", required=False)
    taken_on = DayField(
        label="Day it was taken from the case system", required=False, help_text="No date in the extract may be later."
    )
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, agencies: list[Agency | None], last: Extract | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = agencies
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
        data = super().clean() or self.cleaned_data
        received = data.get("extract_files")
        told = received.about() if received is not None else {}
        if told is None:
            self._all_is_said(data, {})
        elif told:
            self._all_is_said(data, told)
        self.told = told or {}
        return data

    def _all_is_said(self, data: dict[str, Any], told: dict[str, Any]) -> None:
        """What extract.json leaves out is said here; what it says is not asked."""
        for name, words in TOLD.items():
            if not told.get(name) and not data.get(name) and name not in self.errors:
                self.add_error(name, words)
            elif told.get(name) and name in self.errors:
                del self.errors[name]
        first, last, taken = (data.get(name) for name in ("period_from", "period_to", "taken_on"))
        if first and last and first > last and not told.get("period_to"):
            self.add_error("period_to", "The last day it covers must be after the first")
        if isinstance(taken, date) and taken > clock.today() and not told.get("taken_on"):
            self.add_error("taken_on", "The day it was taken must be today or in the past")

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
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    why = forms.CharField(
        label="Why they cannot be put right in time",
        required=False,
        max_length=500,
        help_text="It is kept with your name, and printed wherever these numbers are explained.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, groups: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = groups
        self.fields["accept"].choices = [(one["key"], self._words(one)) for one in groups]  # type: ignore[attr-defined]
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
        if self.groups and not data.get("why", "").strip():
            self.add_error("why", "Enter why these rows cannot be put right in time")
        return data


class FreezeForm(Plain):
    """The year to freeze."""

    period = forms.ChoiceField(label="Financial year", widget=forms.RadioSelect)

    def __init__(self, *args: Any, years: list[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].choices = [(one.label, f"{one.label} ({one.months})") for one in years]  # type: ignore[attr-defined]
        if years and not self.is_bound:
            self.initial["period"] = years[0].label
