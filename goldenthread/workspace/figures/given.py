"""Numbers that go outside the Board by another way than a release: what was given out, and giving out more."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from goldenthread.core.access import actor_of, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.core.forms import Plain
from goldenthread.core.periods import Period, Stretch, stretch, year_of
from goldenthread.figures import giving_out
from goldenthread.figures.definitions import all_definitions
from goldenthread.figures.given_out import GivenOut
from goldenthread.figures.giving_out import FEWER, Counts
from goldenthread.figures.protection import LARGEST, SMALLEST
from goldenthread.workspace.figures import choosing
from goldenthread.workspace.figures.browsing import subject_of
from goldenthread.workspace.figures.forms import QUARTERS, WHOLE_YEAR
from goldenthread.workspace.navigation import siblings

FEWER_WORDS = re.compile(r"(<|fewer than|less than)\s*5", re.IGNORECASE)
A_COUNT = "Enter a whole number, such as 12, or “fewer than 5”"
MOST = 200
"""The latest that are listed."""


@needs("releases", get=Act.READ)
def page(request: Any) -> HttpResponse:
    """What was given out, newest first."""
    found = visible_to(request.standing, Act.READ, GivenOut.objects.filter(board=request.board))[:MOST]
    context = {
        "given": [(one, _told(one)) for one in found],
        "may_give": request.standing.may("releases", Act.CREATE, request.board.pk),
        "siblings": siblings("releases", request.standing, request.board),
    }
    return render(request, "workspace/figures/given.html", context)


def _told(one: GivenOut) -> str:
    """The numbers of one, in a line: “40; police: fewer than 5”."""
    said = {key: "fewer than 5" if tuple(pair) == FEWER else f"{pair[0]:,}" for key, pair in one.counts.items()}
    names = dict(one.names) if one.names else {}
    return "; ".join(f"{names.get(key, key)}: {words}" if key else words for key, words in said.items())


class ChooseForm(Plain):
    """Which figure the numbers are of, and of which months."""

    figure = forms.ChoiceField(label="Figure", error_messages={"required": "Choose the figure the numbers are of"})
    year = forms.ChoiceField(label="Year", error_messages={"required": "Choose the year"})
    quarters = forms.ChoiceField(
        label="Months",
        choices=[(WHOLE_YEAR, "The whole year"), *QUARTERS.items()],
        initial=WHOLE_YEAR,
        error_messages={"required": "Choose the months"},
    )

    def __init__(self, data: Any = None, *, years: list[str], **more: Any) -> None:
        super().__init__(data, **more)
        people = [one for one in all_definitions().values() if giving_out.counts_adults(one)]
        named = sorted((f"{subject_of(one.id)}: {one.title}", one.id) for one in people)
        self.fields["figure"].choices = [("", "Choose a figure"), *((key, words) for words, key in named)]  # type: ignore[attr-defined]
        self.fields["year"].choices = [(one, one) for one in years]  # type: ignore[attr-defined]

    @property
    def period(self) -> Stretch:
        """The months chosen, once the form is valid."""
        said = self.cleaned_data
        return stretch(said["year"] if said["quarters"] == WHOLE_YEAR else f"{said['year']} {said['quarters']}")


class CountField(forms.CharField):
    """A count that is told, or that it is fewer than 5; empty where it is not told."""

    def __init__(self, **more: Any) -> None:
        super().__init__(required=False, max_length=20, **more)

    def clean(self, value: Any) -> tuple[int, int] | None:
        said = super().clean(value).replace(",", "").strip()
        if not said:
            return None
        if FEWER_WORDS.fullmatch(said):
            return FEWER
        if not re.fullmatch(r"[0-9]{1,9}", said):
            raise forms.ValidationError(A_COUNT)
        if SMALLEST <= int(said) <= LARGEST:
            raise forms.ValidationError(giving_out.TOO_SMALL)
        return int(said), int(said)


class GiveForm(Plain):
    """Whom the numbers go to, what they stand in, and each number."""

    to_whom = forms.CharField(
        label="Whom they go to",
        max_length=200,
        help_text="Such as a newspaper, or the council’s scrutiny committee. Name no member of the public.",
        error_messages={"required": "Enter whom the numbers go to"},
    )
    what = forms.CharField(
        label="What they stand in",
        max_length=200,
        help_text="Such as the answer to a question, a talk, or a page of the scorecard.",
        error_messages={"required": "Enter what the numbers stand in"},
    )

    def __init__(self, data: Any = None, *, rows: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.rows = rows
        for place, (_, words) in enumerate(rows):
            hint = "A whole number, or “fewer than 5”. Leave a box empty where nothing is told." if place == 0 else ""
            self.fields[f"count_{place}"] = CountField(label=words, help_text=hint)

    @property
    def counts(self) -> Counts:
        """The numbers told, by row."""
        said = {key: self.cleaned_data.get(f"count_{place}") for place, (key, _) in enumerate(self.rows)}
        return {key: pair for key, pair in said.items() if pair is not None}


@needs("releases", get=Act.CREATE, post=Act.CREATE)
def give(request: Any) -> HttpResponse:
    """Choose a figure and months; then say which of its numbers go to whom."""
    years = [one.label for one in choosing.years_of(request.board)]
    chosen = ChooseForm(request.GET or None, years=years, initial={"year": years[0]})
    if not chosen.is_bound or not chosen.is_valid():
        status = 422 if chosen.is_bound else 200
        return render(request, "workspace/figures/give.html", {"form": chosen, "is_first": True}, status=status)
    period, figure_id = chosen.period, chosen.cleaned_data["figure"]
    title = all_definitions()[figure_id].title
    rows = _rows(request, period, figure_id)
    form = GiveForm(request.POST if request.method == "POST" else None, rows=rows)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            giving_out.give_out(
                board=request.board,
                period=period,
                figure_id=figure_id,
                counts=form.counts,
                names={key: words for key, words in rows if key},
                to_whom=said["to_whom"],
                what=said["what"],
                by=actor_of(request),
            )
        except (Refused, NotPossibleNow) as error:
            form.add_error("count_0" if len(rows) == 1 else None, str(error))
        else:
            messages.success(request, "You can give these numbers out. It is kept what they are, and who has them.")
            return HttpResponseRedirect(reverse("workspace:releases-given", kwargs={"board": request.board.slug}))
    context = {"form": form, "title": title, "months": period.months, "is_first": False}
    return render(request, "workspace/figures/give.html", context, status=422 if request.method == "POST" else 200)


def _rows(request: Any, period: Stretch, figure_id: str) -> list[tuple[str, str]]:
    """What can be told of a figure, by name: all of it, and its rows, as the months or their year were last released."""
    year: Period = year_of(period)
    for each in (period, year):
        made = choosing.released(request.board, each)
        figure = made.figures.get(figure_id) if made else None
        if figure is not None and figure.rows:
            is_whole = figure.numerator.value is not None or figure.numerator.is_withheld
            return [*([("", "All together")] if is_whole else []), *((row.key, row.label) for row in figure.rows)]
    return [("", all_definitions()[figure_id].title)]
