"""Forms of what stands beside indicators."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.core.forms import RecordForm, field_for
from goldenthread.scorecard.catalogue import shipped
from goldenthread.scorecard.groups import OVERLAP
from goldenthread.scorecard.models import (
    AdultPopulation,
    ComparedValue,
    IndicatorCommentary,
    KnownChange,
    PeopleByAge,
)
from goldenthread.scorecard.population import overlap

Group = AdultPopulation.Group


def indicators() -> forms.ChoiceField:
    """A choice among all indicators, in the order of the scorecard."""

    def listed() -> list[tuple[str, str]]:
        return [("", "Choose one"), *((one.id, one.title) for one in shipped().indicators.values())]

    return forms.ChoiceField(label="Indicator", choices=listed)


class CommentaryForm(RecordForm):
    indicator = indicators()

    class Meta:
        model = IndicatorCommentary
        fields = ("indicator", "period", "quarter", "means", "doing", "by_on", "written_by")
        formfield_callback = field_for
        labels = {
            "period": "Year",
            "means": "What it means",
            "doing": "What is being done about it",
            "by_on": "By when",
            "written_by": "Who says so",
        }


class ChangeForm(RecordForm):
    indicator = indicators()

    class Meta:
        model = KnownChange
        fields = ("indicator", "from_on", "what", "why")
        formfield_callback = field_for
        labels = {"from_on": "From when", "what": "What changed", "why": "How we know"}
        help_texts = {"what": "Limits of the chart begin anew from that day, under this name."}


class ComparedForm(RecordForm):
    indicator = indicators()

    class Meta:
        model = ComparedValue
        fields = (
            "indicator",
            "period",
            "place",
            "numerator",
            "denominator",
            "source",
            "definition",
            "is_ours",
            "is_synthetic",
        )
        formfield_callback = field_for
        labels = {
            "period": "Year",
            "place": "Place",
            "numerator": "Number counted",
            "denominator": "Out of",
            "source": "Source",
            "definition": "What the source counts",
            "is_ours": "This is our own place",
            "is_synthetic": "Made up for a demonstration",
        }


class PopulationForm(RecordForm):
    class Meta:
        model = AdultPopulation
        fields = ("group", "people", "ages", "year", "source", "is_synthetic")
        formfield_callback = field_for
        labels = {
            "group": "Ethnic group",
            "people": "How many people",
            "ages": "Of which ages",
            "year": "Year of the census",
            "source": "Source",
            "is_synthetic": "Made up for a demonstration",
        }

    def clean(self) -> dict[str, Any]:
        """Mixed and other groups are given apart, or together: beside each other they would count people twice."""
        found = super().clean() or self.cleaned_data
        group, year = found.get("group"), found.get("year")
        both, apart = Group.MIXED_OR_OTHER.value, [Group.MIXED.value, Group.OTHER.value]
        clash = apart if group == both else [both] if group in apart else []
        others = AdultPopulation.objects.filter(board=self.board_id, year=year or 0, group__in=clash)
        if others.exclude(pk=self.instance.pk).exists():
            self.add_error("group", OVERLAP)
        return found


class PeopleByAgeForm(RecordForm):
    class Meta:
        model = PeopleByAge
        fields = ("area", "year", "sex", "first_age", "last_age", "people", "source", "definition", "is_synthetic")
        formfield_callback = field_for
        labels = {
            "area": "Where they live",
            "year": "Year they are of",
            "sex": "Who",
            "first_age": "From which age",
            "last_age": "To which age",
            "people": "How many people",
            "source": "Source",
            "definition": "What the source counts",
            "is_synthetic": "Made up for a demonstration",
        }
        help_texts = {
            "last_age": "Leave it empty for “and over”.",
            "definition": "Such as usual residents on the day of the census.",
        }

    def clean(self) -> dict[str, Any]:
        """Nobody is in two ages of the same people."""
        found = super().clean() or self.cleaned_data
        first, last = found.get("first_age"), found.get("last_age")
        if first is None or "last_age" in self.errors:
            return found
        same = {name: found.get(name) for name in ("area", "year", "sex")}
        beside = PeopleByAge.objects.filter(board=self.board_id, **same).exclude(pk=self.instance.pk)
        for other in beside.exclude(first_age=first):
            if overlap((first, last), (other.first_age, other.last_age)):
                self.add_error("first_age", f"These ages are partly in “{other.ages}” already. Change one of the two.")
                break
        return found
