"""Every way people write a day, a score, yes or no, and who came; and what is not one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.workspace.year_zero.kinds import ACTIONS, ATTENDANCE, RISKS
from goldenthread.workspace.year_zero.readers import (
    CannotRead,
    Choice,
    Dates,
    Day,
    Emails,
    Numbers,
    Ratings,
    Scores,
    Text,
    YesNo,
    day_of,
)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/03/2025", date(2025, 3, 31)),
        ("1/4/2024", date(2024, 4, 1)),
        ("01.04.24", date(2024, 4, 1)),
        ("1-4-24", date(2024, 4, 1)),
        ("1 4 2024", date(2024, 4, 1)),
        ("03/04/2024", date(2024, 4, 3)),
        ("2024-04-01", date(2024, 4, 1)),
        ("2024-04-01T00:00:00", date(2024, 4, 1)),
        ("01/04/2024 14:30", date(2024, 4, 1)),
        ("1 April 2024", date(2024, 4, 1)),
        ("1st April 2024", date(2024, 4, 1)),
        ("22nd of Sept 2023", date(2023, 9, 22)),
        ("6-Dec-23", date(2023, 12, 6)),
        ("6 Dec ’23", date(2023, 12, 6)),
        ("Wed 6 December 2023", date(2023, 12, 6)),
        ("Thursday, 1 February 2024", date(2024, 2, 1)),
        ("March 3, 2024", date(2024, 3, 3)),
        ("29/02/2024", date(2024, 2, 29)),
        ("45383", date(2024, 4, 1)),
        ("45383.5", date(2024, 4, 1)),
        ("1/1/80", date(1980, 1, 1)),
        ("31/12/69", date(2069, 12, 31)),
        ("  31/03/2025  ", date(2025, 3, 31)),
    ],
)
def test_a_day_is_read(text: str, day: date):
    assert day_of(text) == Day(day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Mar-24", Day(date(2024, 3, 1), "month")),
        ("march 2024", Day(date(2024, 3, 1), "month")),
        ("Sept '23", Day(date(2023, 9, 1), "month")),
        ("03/2024", Day(date(2024, 3, 1), "month")),
        ("2024-03", Day(date(2024, 3, 1), "month")),
        ("2023-24", Day(date(2023, 4, 1), "year")),
        ("2023/24", Day(date(2023, 4, 1), "year")),
        ("2023/2024", Day(date(2023, 4, 1), "year")),
        ("2011-12", Day(date(2011, 4, 1), "year")),
    ],
)
def test_a_month_or_a_financial_year_says_that_it_is_one(text: str, day: Day):
    assert day_of(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "ongoing",
        "ASAP",
        "TBC",
        "31/11/2023",
        "29/02/2023",
        "00/01/2024",
        "1/13/24",
        "2024",
        "12",
        "Q1 2024",
        "next week",
        "99999",
        "31/03/0202",
        "01/01/2150",
        "1/4",
        "32 March 2024",
        "Smarch 2024",
        "2023-25",
        "1/4/2024 and 2/4/2024",
    ],
)
def test_what_is_no_day_is_refused_with_what_to_write(text: str):
    with pytest.raises(CannotRead) as refused:
        Dates(month="last").read(text)

    assert refused.value.remedy.startswith(("Write", "Check"))


def test_an_american_date_is_told_how_we_write_it():
    with pytest.raises(CannotRead, match=r"has no month 25\. Write the day first, then the month: 25/03/2024\."):
        day_of("03/25/2024")


@pytest.mark.parametrize(
    ("reads", "text", "on"),
    [
        (Dates(month="last"), "Feb-24", date(2024, 2, 29)),
        (Dates(month="last"), "Dec 2023", date(2023, 12, 31)),
        (Dates(month="first"), "Feb-24", date(2024, 2, 1)),
        (Dates(keeps_precision=True), "Feb-24", date(2024, 2, 1)),
    ],
)
def test_a_month_stands_for_the_day_its_field_says(reads: Dates, text: str, on: date):
    day = reads.read(text)

    assert day is not None
    assert day.on == on


def test_a_month_is_not_enough_where_the_day_matters():
    with pytest.raises(CannotRead, match=r"does not say which day\. Write the day too"):
        Dates().read("Mar-24")


@pytest.mark.parametrize("text", ["-", "–", "n/a", "N/A", "none", "Nil"])
def test_what_says_nothing_is_empty(text: str):
    assert [reads.read(text) for reads in (Dates(), Scores(), YesNo(), Ratings(), Emails(), Numbers())] == [None] * 6


@given(
    st.dates(date(1980, 1, 1), date(2069, 12, 31)),
    st.sampled_from(["%d/%m/%Y", "%d.%m.%y", "%d %B %Y", "%d-%b-%y", "%Y-%m-%d"]),
)
def test_every_day_is_read_as_it_was_written(day: date, form: str):
    assert day_of(day.strftime(form)) == Day(day)


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_a_sentence(text: str):
    try:
        found = day_of(text)
    except CannotRead as refused:
        assert refused.remedy
    else:
        assert 1980 <= found.on.year <= 2100


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("4", 4),
        ("4.0", 4),
        ("High (4)", 4),
        ("4 - Likely", 4),
        ("4: Likely", 4),
        ("(4) High", 4),
        ("4/5", 4),
        ("4 out of 5", 4),
        ("Medium (4)", 4),
        ("Rare", 1),
        ("LOW", 2),
        ("Possible", 3),
        ("likely", 4),
        ("Almost certain", 5),
        ("very high", 5),
        ("1", 1),
        ("5", 5),
    ],
)
def test_a_score_is_read(text: str, score: int):
    assert Scores().read(text) == score


@pytest.mark.parametrize("text", ["0", "6", "26", "3-4", "3.5", "-3", "High/Medium", "lots", "4 or 5", "red"])
def test_what_is_no_score_is_refused(text: str):
    with pytest.raises(CannotRead):
        Scores().read(text)


def test_likelihood_times_impact_is_recognised():
    with pytest.raises(CannotRead, match=r"“12” is more than 5, and may be likelihood times impact"):
        Scores().read("12")


@pytest.mark.parametrize(
    ("text", "said"),
    [("Y", True), ("yes", True), ("✓", True), ("1", True), ("true", True), ("N", False), ("No ", False), ("0", False)],
)
def test_yes_and_no(text: str, said: bool):
    assert YesNo().read(text) is said


@pytest.mark.parametrize("text", ["x", "maybe", "2"])
def test_neither_yes_nor_no(text: str):
    with pytest.raises(CannotRead, match="Write yes or no"):
        YesNo().read(text)


@pytest.mark.parametrize(
    ("text", "said"), [("R", "Rated red."), ("AMBER", "Rated amber."), ("Green", "Rated green."), ("b", "Rated blue.")]
)
def test_a_rating_is_kept_as_a_sentence(text: str, said: str):
    assert Ratings().read(text) == said


def test_a_colour_nobody_knows_is_no_rating():
    with pytest.raises(CannotRead, match="Write red, amber, green or blue"):
        Ratings().read("teal")


@pytest.mark.parametrize(
    ("text", "said"),
    [("a@b.example", "a@b.example"), ("mailto:a@b.example", "a@b.example"), ("Ada Byron <a@b.example>", "a@b.example")],
)
def test_an_address_is_read(text: str, said: str):
    assert Emails().read(text) == said


@pytest.mark.parametrize("text", ["ada at b.example", "a@b", "a@b.example; c@d.example", "@b.example"])
def test_no_address_or_two_are_refused(text: str):
    with pytest.raises(CannotRead, match="one e-mail address"):
        Emails().read(text)


@pytest.mark.parametrize(
    ("text", "number"), [("24", 24), ("1,204", 1204), ("24.0", 24), ("31 delegates", 31), ("0", 0)]
)
def test_a_number_is_read(text: str, number: int):
    assert Numbers().read(text) == number


@pytest.mark.parametrize("text", ["about 20", "-3", "2.5", "1,2", "20-30", "9" * 12])
def test_what_is_no_whole_number_is_refused(text: str):
    with pytest.raises(CannotRead, match="Write how many"):
        Numbers().read(text)


def test_words_longer_than_the_record_holds_are_refused():
    assert Text(5).read("12345") == "12345"
    with pytest.raises(CannotRead, match=r"It is 6 characters long\. Shorten it to 5"):
        Text(5).read("123456")


def known(reads: object, text: str) -> str | None:
    assert isinstance(reads, Choice)
    return reads.known(text)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("P", "present"),
        ("p", "present"),
        ("✓", "present"),
        ("Present", "present"),
        ("Yes", "present"),
        ("D", "deputy"),
        ("Sub", "deputy"),
        ("Apols", "apologies"),
        ("apologies", "apologies"),
        ("Ap", "apologies"),
        ("Abs", "absent"),
        ("DNA", "absent"),
        ("N", "absent"),
        ("A", None),
        ("x", None),
        ("/", None),
        ("?", None),
        ("present (part)", None),
    ],
)
def test_who_came_is_read_or_asked(text: str, status: str | None):
    assert known(ATTENDANCE.field("status").reads, text) == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Open", "not_started"),
        ("In progress", "in_progress"),
        ("Ongoing", "in_progress"),
        ("On hold", "stalled"),
        ("Complete", "done"),
        ("DONE", "done"),
        ("Cancelled", "superseded"),
        ("Closed, not done", "superseded"),
        ("Closed", None),
        ("Green", None),
        ("with legal", None),
    ],
)
def test_how_far_an_action_is_is_read_or_asked(text: str, status: str | None):
    assert known(ACTIONS.field("status").reads, text) == status


@pytest.mark.parametrize(("text", "status"), [("Live", "open"), ("closed", "closed"), ("Tolerated", None)])
def test_how_a_risk_stands_is_read_or_asked(text: str, status: str | None):
    assert known(RISKS.field("status").reads, text) == status
