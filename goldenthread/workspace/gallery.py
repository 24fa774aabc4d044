"""The gallery: every component in every state, on one page, for whoever builds pages and for the tests that look at them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from goldenthread.core.days import DayField
from goldenthread.core.forms import Plain
from goldenthread.core.marks import signed_in
from goldenthread.core.shapes import DRAWN, Pounds, Status
from goldenthread.figures.definitions import all_definitions
from goldenthread.figures.figure import Snapshot
from goldenthread.figures.published import PublishedFigure, PublishedNumber, PublishedRow
from goldenthread.reports import charts
from goldenthread.reports.document import Chart, Table

WORDS = {
    "good": "Assured",
    "part": "Partly assured",
    "bad": "Not assured",
    "late": "9 days late",
    "ring": "Not started",
    "info": "With someone else",
}
MADE_UP = (("neglect", "Neglect", 118), ("self_neglect", "Self-neglect", 71), ("financial", "Financial", 44))
CHOICES = [("a", "Improved"), ("b", "No clear change"), ("c", "Cannot tell")]


class Example(Plain):
    """One field of each kind."""

    name = forms.CharField(label="Name of the agency", help_text="As people say it.")
    day = DayField(label="Date received")
    email = forms.EmailField(label="Work e-mail")
    number = forms.IntegerField(label="Number of staff", min_value=0)
    long = forms.CharField(label="What was done", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    one = forms.ChoiceField(label="What came of it", choices=CHOICES, widget=forms.RadioSelect)
    several = forms.MultipleChoiceField(label="Who was told", choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    agreed = forms.BooleanField(label="The lead has agreed to this")
    listed = forms.ChoiceField(label="Group", choices=[("", "Choose one"), *CHOICES])
    file = forms.FileField(label="Evidence")
    password = forms.CharField(label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "off"}))


TYPED = {"name": "", "day-day": "31", "day-month": "2", "day-year": "2024", "email": "not an address", "number": "some"}
KEPT = {
    "name": "Example Care Partnership",
    "day": date(2024, 3, 27),
    "email": "lead@example-care.example",
    "number": 12,
    "long": "Workers were told how to escalate.",
    "one": "b",
    "several": ["a", "c"],
    "agreed": True,
    "listed": "a",
}


def _row(key: str, label: str, count: int) -> PublishedRow:
    counted = PublishedNumber(float(count))
    return PublishedRow(key, label, counted, PublishedNumber(382.0), counted)


def _chart() -> dict[str, Any]:
    """A chart of made-up rows at its two widths, with its sentence and its table."""
    rows = tuple(_row(key, label, count) for key, label, count in MADE_UP)
    whole = PublishedNumber(382.0)
    taken = Snapshot("live", "example", "2023-24", "0" * 64, datetime(2024, 6, 3, tzinfo=UTC), is_synthetic=True)
    definition = all_definitions()["enquiries.by_abuse_type"]
    figure = PublishedFigure(definition, "2023-24", whole, None, whole, None, None, rows, None, None, taken)
    title, sentence = "Neglect is the kind most often alleged", "Neglect, 118 of 382; self-neglect, 71; financial, 44."
    chart = Chart(figure, title, "Concluded enquiries, April 2023 to March 2024", sentence, Table("", [], []), "bars")
    return {
        "title": title,
        "subtitle": chart.subtitle,
        "sentence": sentence,
        "wide": SafeString(charts.svg(chart, charts.WIDE, unique="gallery-w")),
        "narrow": SafeString(charts.svg(chart, charts.NARROW, unique="gallery-n")),
        "rows": [(label, count) for _, label, count in MADE_UP],
    }


@signed_in
def page(request: HttpRequest) -> HttpResponse:
    """Everything there is, in every state it can be in."""
    states: list[tuple[str, Any]] = [(WORDS[shape], Status(shape, WORDS[shape])) for shape in DRAWN]
    forms_ = {
        "empty": Example(prefix="empty"),
        "kept": Example(initial=KEPT, prefix="kept"),
        "wrong": Example({f"wrong-{name}": value for name, value in TYPED.items()}, prefix="wrong"),
    }
    rows = [("Neglect", 118, "31%"), ("Self-neglect", 71, "19%"), ("Modern slavery", None, "[c]")]
    context = {"states": states, "forms": forms_, "rows": rows, "amount": Pounds(125_050), "chart": _chart()}
    return render(request, "workspace/gallery/page.html", context)
