"""A field left empty is answered with a whole sentence, whatever its label begins with."""

from __future__ import annotations

import pytest
from django import forms

from goldenthread.core.days import DayField
from goldenthread.core.forms import plain_errors


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
