"""What must be put right in an answer, what is worth a second look, and what is neither."""

from datetime import date

import pytest

from goldenthread.asks import burden, checking, comparing, library, prefilling
from goldenthread.asks.definitions import NIL, Ask, Choice, Column, Condition, Form, Question, Section

FORM = Form(
    "f",
    1,
    "F",
    "P",
    (
        Section(
            "S",
            (
                Question("all", "All", Ask.NUMBER, unit="people", is_required=False, prefill="last"),
                Question("some", "Some", Ask.NUMBER, unit="people", is_required=False, adds_to="all"),
                Question("rest", "Rest", Ask.NUMBER, unit="people", is_required=False, adds_to="all"),
                Question(
                    "share", "Share", Ask.NUMBER, unit="percent", is_required=False, least=0, prefill="figure:share"
                ),
                Question("day", "Day", Ask.DATE, is_required=False),
                Question("said", "Said", Ask.TEXT, is_required=False, prefill="last"),
                Question("sure", "Sure", Ask.YES_NO),
                Question("why", "Why", Ask.TEXT, asked_if=Condition("sure", ("no",))),
                Question(
                    "table",
                    "Table",
                    Ask.MATRIX,
                    is_required=False,
                    rows=(Choice("r", "Row"),),
                    columns=(Column("in_scope", "In scope"), Column("done", "Done", part_of="in_scope")),
                    prefill="last",
                ),
                Question(
                    "cases",
                    "Cases",
                    Ask.CASES,
                    is_required=False,
                    of_each=(
                        Question("grade", "Grade", Ask.CHOICE, choices=(Choice("g", "Good"), Choice("b", "Bad"))),
                    ),
                ),
            ),
        ),
    ),
    allows_nil=True,
)
LONG = (
    "Staff now ask every adult what they want before they decide anything, and write the words down as they were said."
)


@pytest.mark.parametrize(
    ("answers", "codes"),
    [
        ({}, ["A01"]),
        ({"sure": "yes"}, []),
        ({"sure": "no"}, ["A01"]),
        ({"sure": "no", "why": "   "}, ["A01"]),
        ({"sure": "maybe"}, ["A09"]),
        ({"sure": "yes", "all": "a few"}, ["A03"]),
        ({"sure": "yes", "all": "1.5"}, ["A04"]),
        ({"sure": "yes", "all": "-1"}, ["A05"]),
        ({"sure": "yes", "all": "1,250"}, []),
        ({"sure": "yes", "all": "12,50"}, ["A03"]),
        ({"sure": "yes", "share": "62.5"}, []),
        ({"sure": "yes", "share": "62%"}, []),
        ({"sure": "yes", "day": "2024-02-30"}, ["A07"]),
        ({"sure": "yes", "said": "x" * 20_001}, ["A02"]),
        ({"sure": "yes", "strange": "x"}, ["A10"]),
        ({"sure": "yes", "table": {"other": {}}}, ["A11"]),
        ({"sure": "yes", "cases": [{"grade": "z"}, {}]}, ["A08", "A01"]),
        ({NIL: "Nothing happened"}, []),
        ({NIL: " "}, ["A14"]),
        ({NIL: "Nothing", "sure": "yes"}, ["A13"]),
    ],
)
def test_faults(answers, codes):
    assert [one.code for one in checking.check(FORM, answers).faults] == codes


@pytest.mark.parametrize(
    ("answers", "last", "codes"),
    [
        ({"all": "100"}, {"all": "140"}, []),
        ({"all": "100"}, {"all": "66"}, ["W01"]),
        ({"all": "9"}, {"all": "1"}, []),
        ({"all": "10"}, {"all": "1"}, ["W01"]),
        ({}, {"all": "12"}, ["W07"]),
        ({"share": "100"}, {}, []),
        ({"share": "101"}, {}, ["W02"]),
        ({"all": "10", "some": "4", "rest": "6"}, {}, []),
        ({"all": "10", "some": "4", "rest": "5"}, {}, ["W04"]),
        ({"all": "10", "some": "4"}, {}, []),
        ({"all": "10", "some": "11"}, {}, ["W03"]),
        ({"table": {"r": {"in_scope": "3", "done": "3"}}}, {}, []),
        ({"table": {"r": {"in_scope": "3", "done": "4"}}}, {}, ["W03"]),
        ({"day": "2024-03-31"}, {}, []),
        ({"day": "2024-04-01"}, {}, ["W05"]),
        ({"said": LONG}, {"said": f" {LONG}"}, ["W06"]),
        ({"said": "Nothing new"}, {"said": "Nothing new"}, []),
        ({"said": "NHS number 943 476 5919"}, {}, ["W08"]),
        ({"said": "She lives at LU1 2AB"}, {}, ["W08"]),
        ({"said": "We saw 943 people"}, {}, []),
    ],
)
def test_what_is_worth_a_second_look_never_stops_anybody(answers, last, codes):
    found = checking.check(FORM, {"sure": "yes", **answers}, last, date(2024, 3, 31))

    assert [one.code for one in found.warnings] == codes
    assert found.is_complete


def test_a_form_that_takes_no_nil_return_says_so():
    form = Form("f", 1, "F", "P", FORM.sections)

    assert [one.code for one in checking.check(form, {NIL: "Nothing"}).faults] == ["A15"]


def test_differences_are_told_cell_by_cell_and_case_by_case():
    before = {"all": "1000", "table": {"r": {"done": "3"}}, "cases": [{"grade": "g"}]}
    after = {"all": "1,000", "table": {"r": {"done": "4"}}, "cases": [{"grade": "g"}, {"grade": "b"}]}

    found = [(one.words, one.before, one.after) for one in comparing.differences(FORM, before, after)]

    assert found == [
        ("Table: Row, Done", "3", "4"),
        ("Cases: case 2", "Not there", "There"),
        ("Cases: case 2, Grade", "Not answered", "Bad"),
    ]


def test_an_answer_begins_with_what_still_fits_and_says_where_it_came_from():
    last = {
        "all": "12",
        "said": "Before",
        "table": {"r": {"done": "3", "gone": "1"}, "old": {"done": "1"}},
        "sure": "yes",
    }

    answers, marks = prefilling.begin(FORM, last, {"share": 61.0}.get)

    assert answers == {"all": "12", "said": "Before", "table": {"r": {"done": "3"}}, "share": "61"}
    assert marks == {"all": "last", "said": "last", "table": "last", "share": "figure:share"}


@pytest.mark.parametrize(
    ("answers", "boxes"), [(None, 11), ({"sure": "yes"}, 10), ({"sure": "no"}, 11), ({NIL: "Nothing"}, 1)]
)
def test_the_burden_counts_the_boxes_that_are_asked(answers, boxes):
    assert burden.fields(FORM, answers) == boxes


@pytest.mark.parametrize(
    ("case", "codes"),
    [
        ({"what": "Visits"}, ["A01"]),
        ({"what": "Visits", "value": "", "not_given": "  "}, ["A01"]),
        ({"what": "Visits", "value": "0"}, []),
        ({"what": "Visits", "not_given": "It is not recorded."}, []),
    ],
)
def test_a_number_is_given_or_why_there_is_none(case, codes):
    form = library.shipped()["data-request"]
    said = {
        "numbers": [{"unit": "people", **case}],
        "how_counted": "By hand.",
        "reliable": "fair",
        "regularly": "yearly",
    }

    found = checking.check(form, said).faults

    assert [(one.code, one.at) for one in found] == [(code, "1.value") for code in codes]


def test_a_highlight_report_says_how_many_concerns_or_why_that_is_not_known():
    form = library.shipped()["highlight-report"].about("poverty", "Poverty")

    bare = {one.key for one in checking.check(form, {}).missing}
    explained = {one.key for one in checking.check(form, {"about_the_numbers": "Not recorded."}).missing}

    assert bare - explained == {"concerns_raised"}
