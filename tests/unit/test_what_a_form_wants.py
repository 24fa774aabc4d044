"""A field left empty is answered with a whole sentence, whatever its label begins with."""

from __future__ import annotations

from typing import ClassVar

import pytest
from django import forms
from django.db import models

from goldenthread.core.days import DayField
from goldenthread.core.forms import field_for, plain_errors
from goldenthread.core.templatetags import gt


@pytest.mark.parametrize(
    ("field", "wanted"),
    [
        (forms.CharField(label="Title"), "Enter the title"),
        (forms.CharField(label="Why"), "Say why"),
        (forms.CharField(label="Why it is shared"), "Enter why it is shared"),
        (forms.CharField(label="In a few words"), "Fill in “In a few words”"),
        (forms.CharField(label="Its name there"), "Fill in “Its name there”"),
        (forms.ChoiceField(label="In place"), "Choose one under “In place”"),
        (forms.ChoiceField(label="Agency"), "Choose the agency"),
        (forms.ChoiceField(label="Who"), "Choose who"),
        (forms.BooleanField(label="The lead agrees"), "Tick the box: The lead agrees"),
        (DayField(label="Raised on"), "Enter a day for “Raised on”"),
        (DayField(label="Day it was held"), "Enter the day it was held"),
        (DayField(label="Date received"), "Enter the date received"),
    ],
)
def test_it_says_what_to_do(field: forms.Field, wanted: str):
    class Form(forms.Form):
        one = field

    form = Form()
    plain_errors(form)

    assert form.fields["one"].error_messages["required"] == wanted


@pytest.mark.parametrize(("blank", "first"), [(False, "Choose one"), (True, "Not given")])
def test_a_long_list_says_in_words_that_nothing_is_chosen(blank: bool, first: str):
    many = [(str(one), f"Choice {one}") for one in range(9)]

    made = field_for(models.CharField("reason", max_length=2, choices=many, blank=blank))

    assert isinstance(made, forms.ChoiceField)
    assert list(made.choices) == [("", first), *many]


def test_a_long_form_is_in_parts_each_under_its_heading():
    class Form(forms.Form):
        PARTS: ClassVar = {"name": "Who carries it out", "fee": "The contract & what it costs"}
        name = forms.CharField()
        works_for = forms.CharField()
        fee = forms.IntegerField()

    html = gt.fields(Form())

    order = [
        "Who carries it out</h2>",
        'id="id_name"',
        'id="id_works_for"',
        "The contract &amp; what it costs</h2>",
        'id="id_fee"',
    ]
    places = [html.index(one) for one in order]
    assert places == sorted(places)
    assert html.count("<h2") == 2
