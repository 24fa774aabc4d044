"""A form's definition: read, written back the same, and refused in a sentence that names the question."""

import copy

import pytest
from hypothesis import given, settings

from goldenthread.asks import library
from goldenthread.asks.sound import BadDefinition
from tests.factories.answers import forms

GOOD = {
    "slug": "f",
    "version": 1,
    "title": "F",
    "purpose": "P",
    "sections": [
        {
            "title": "S",
            "questions": [
                {"key": "sure", "words": "Sure?", "kind": "yes_no"},
                {"key": "why", "words": "Why?", "kind": "text", "asked_if": {"question": "sure", "is_one_of": ["no"]}},
            ],
        }
    ],
}


@given(form=forms())
@settings(max_examples=50, deadline=None)
def test_a_form_is_written_and_read_back_the_same(form):
    assert library.from_data(library.to_data(form)) == form


def test_nine_forms_come_with_the_program_and_are_written_back_the_same():
    shipped = library.shipped()

    assert len(shipped) == 9
    assert [library.from_data(library.to_data(one)) for one in shipped.values()] == list(shipped.values())
    assert "section 45" in shipped["review-scoping"].basis_in_law


def test_a_highlight_report_asks_of_its_own_theme_alone():
    form = library.shipped()["highlight-report"].about("poverty", "The impact of poverty")
    keys = {one.key for one in form.questions()}

    assert {"hardship", "hardship_helped", "concerns_raised"} <= keys
    assert "clutter_seven" not in keys
    assert form.title == "Highlight report: the impact of poverty"
    assert not any("{theme}" in f"{one.words}{one.help}" for one in form.questions())


def changed(**more):
    data = copy.deepcopy(GOOD)
    data["sections"][0]["questions"][1] |= more
    return data


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (changed(key="sure"), "Two questions have the key “sure”"),
        (changed(key="Not plain"), "“Not plain” is not a short plain name"),
        (changed(kind="essay"), "“why” asks for “essay”"),
        (changed(kind="choice"), "“why” has fewer than two choices"),
        (changed(colour="red"), "“why” says “colour”, which means nothing here"),
        (changed(words=3), "“why” says 3 for words, which should be words"),
        (changed(asked_if={"question": "later", "is_one_of": ["no"]}), "“why” depends on “later”"),
        (changed(asked_if={"question": "sure", "is_one_of": ["maybe"]}), "does not offer"),
        (changed(asked_if={"question": "sure", "is_one_of": [False]}), "Put it in quotation marks"),
        (changed(prefill="everything"), "“why” is filled from “everything”"),
        (changed(part_of="sure"), "no other number of the form"),
        (changed(or_else="sure"), "which is no optional text beside it"),
        (changed(kind="matrix"), "“why” is a table without rows or columns"),
        (changed(kind="cases"), "“why” asks nothing of each case"),
        ({**GOOD, "version": -1}, "a whole number from 1"),
        ({**GOOD, "sections": []}, "has no sections"),
        ([], "set of named values"),
    ],
)
def test_a_bad_definition_is_refused_in_a_sentence(data, says):
    with pytest.raises(BadDefinition, match=says):
        library.from_data(data)
    assert library.from_data(GOOD).question("why")
