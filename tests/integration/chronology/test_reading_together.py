"""The merged chronology: narrowed, looked at as a whole, noted on, drawn, and taken away."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

import docx
import pytest
from openpyxl import load_workbook

from goldenthread.cases.models import CasePerson, Opening
from goldenthread.core import clock
from goldenthread.core.access.purposes import Purpose
from goldenthread.reviews.chronology_models import Contradiction, EnquiryLine, HandedInRow, KeyEpisode
from goldenthread.trail.models import Entry
from tests.factories import people, records
from tests.factories.entering import says
from tests.integration.chronology.conftest import World


def told(world: World, agency: Any, day: date, event: str, **said: Any) -> HandedInRow:
    made: HandedInRow = records.make(
        HandedInRow, world.board, case=world.case, agency=agency, day=day, event=event, **said
    )
    return made


@pytest.fixture
def rows(world: World) -> dict[str, HandedInRow]:
    """A winter: two agencies, a day they share, a long gap, and one row known by its month alone."""
    made = {
        "first": told(world, world.police, date(2024, 1, 2), "A welfare check.", seen="alone", weight="turning"),
        "shared": told(world, world.care, date(2024, 1, 2), "A visit, nobody at home.", seen="not_seen"),
        "month": told(world, world.care, date(2024, 2, 1), "Letters were sent.", precision="month"),
        "range": told(
            world, world.care, date(2024, 4, 1), "A stay in hospital.", precision="range", until_on=date(2024, 4, 20)
        ),
        "last": told(world, world.police, date(2024, 5, 1), "A call about the tenancy.", voice="I am fine"),
    }
    made["first"].people.add(world.adult)
    return made


def shown(world: World, **asked: Any) -> list[str]:
    page = world.get("manager", "chronology/", **asked)
    assert page.status_code == 200, page.content.decode()
    return [one.event.split()[-1].rstrip(".") for one, _, _ in page.context["lines"]]


def days(**said: tuple[int, int, int]) -> dict[str, str]:
    parts = ("day", "month", "year")
    return {f"{name}-{part}": str(n) for name, day in said.items() for part, n in zip(parts, day, strict=True)}


def test_rows_of_all_agencies_stand_in_the_order_of_time(world: World, rows: dict[str, HandedInRow]):
    assert shown(world) in (
        ["check", "home", "sent", "hospital", "tenancy"],
        ["home", "check", "sent", "hospital", "tenancy"],
    )
    page = world.get("manager").content.decode()
    assert "2 agencies have handed in as one list: 5 rows, from 2 January 2024 to 1 May 2024" in page
    assert page.count("Police") >= 2, "each row names its agency in words"


def test_rows_are_narrowed(world: World, rows: dict[str, HandedInRow]):
    episode = KeyEpisode.objects.create(case=world.case, title="Spring", from_on=date(2024, 4, 10))
    EnquiryLine.objects.create(case=world.case, row_key=rows["last"].row_key, words="Housing")

    assert shown(world, agency=world.police.pk) == ["check", "tenancy"]
    assert shown(world, q="TENANCY") == ["tenancy"]
    assert shown(world, q="i am fine") == ["tenancy"]
    assert shown(world, seen="alone") == ["check"]
    assert shown(world, weight="turning") == ["check"]
    assert shown(world, person=world.adult.pk) == ["check"]
    assert shown(world, episode=episode.pk) == ["hospital", "tenancy"]
    assert shown(world, line="Housing") == ["tenancy"]
    assert shown(world, **days(from_on=(15, 2, 2024), to_on=(10, 4, 2024))) == ["sent", "hospital"]
    assert shown(world, **days(from_on=(21, 4, 2024))) == ["tenancy"]
    assert shown(world, agency=world.care.pk, seen="not_seen") == ["home"]


def test_a_choice_that_is_not_there_is_refused_and_nothing_is_lost(world: World, rows: dict[str, HandedInRow]):
    page = world.get("manager", "chronology/", agency="6f1d8b1e-0000-4000-8000-000000000000", q="tenancy")

    assert page.status_code == 422
    assert "Choose the agency from the list" in page.content.decode()
    assert 'value="tenancy"' in page.content.decode()


def test_gaps_of_a_chosen_length_are_found(world: World, rows: dict[str, HandedInRow]):
    page = world.get("manager", "chronology/stands-out/", days=28)
    (gap,) = page.context["gaps"]

    assert (gap.first, gap.last, gap.days, gap.loose) == (date(2024, 1, 3), date(2024, 3, 31), 89, 1)
    assert len(world.get("manager", "chronology/stands-out/", days=9).context["gaps"]) == 2
    of_police = world.get("manager", "chronology/stands-out/", days=28, agency=world.police.pk)
    assert [one.days for one in of_police.context["gaps"]] == [119]


def test_shared_days_and_rows_at_odds_are_shown(world: World, rows: dict[str, HandedInRow]):
    page = world.get("panel", "chronology/stands-out/")

    assert [(one["on"], one["agencies"], one["rows"]) for one in page.context["days"]] == [(date(2024, 1, 2), 2, 2)]
    assert [{one.pk, other.pk} for one, other in page.context["pairs"]] == [{rows["first"].pk, rows["shared"].pk}]


def test_a_contradiction_is_noted_found_out_and_filtered(world: World, rows: dict[str, HandedInRow]):
    first, shared = rows["first"], rows["shared"]

    alone = world.post("reviewer", f"chronology/rows/{first.pk}/contradicts/", {"words": "Were they at home?"})
    noted = world.post(
        "reviewer",
        f"chronology/rows/{first.pk}/contradicts/",
        {"rows": [str(shared.row_key)], "words": "Were they at home?"},
    )

    assert alone.status_code == 422
    assert "Tick at least one row of another agency" in alone.content.decode()
    assert noted.status_code == 302
    one = Contradiction.objects.get()
    page = world.get("manager", f"chronology-contradictions/{one.pk}/").content.decode()
    assert "A welfare check." in page
    assert "A visit, nobody at home." in page
    assert world.get("panel", "chronology/stands-out/").context["pairs"] == []
    assert set(shown(world, at_odds="yes")) == {"check", "home"}
    assert "Contradicts another row" in world.get("manager").content.decode()


def test_noting_is_for_those_whose_role_it_is(world: World, rows: dict[str, HandedInRow]):
    said = {"rows": [str(rows["shared"].row_key)], "words": "Odd"}
    for who in ("panel", "chair", "police"):
        assert world.post(who, f"chronology/rows/{rows['first'].pk}/contradicts/", said).status_code == 403
        assert world.post(who, f"chronology/rows/{rows['first'].pk}/lines/", {"words": "Housing"}).status_code == 403

    assert not Contradiction.objects.exists()
    assert not EnquiryLine.objects.exists()


def test_a_line_of_enquiry_gathers_rows_whatever_its_capitals(world: World, rows: dict[str, HandedInRow]):
    for name, words in (("first", "Self-neglect"), ("last", "self-NEGLECT"), ("last", " Self-neglect ")):
        assert world.post("reviewer", f"chronology/rows/{rows[name].pk}/lines/", {"words": words}).status_code == 302

    assert set(EnquiryLine.objects.values_list("words", flat=True)) == {"Self-neglect"}
    assert shown(world, line="Self-neglect") == ["check", "tenancy"]
    line = EnquiryLine.objects.get(row_key=rows["last"].row_key)
    world.post("reviewer", f"chronology/rows/{rows['last'].pk}/lines/{line.pk}/take-off/")
    assert shown(world, line="Self-neglect") == ["check"]


def test_what_is_noted_stays_with_a_row_that_is_handed_in_again(world: World):
    from tests.integration.chronology.conftest import row

    world.post("writer", "our-chronology-rows/new/", row())
    world.post("police", "our-chronology/hand-in/")
    world.post("reviewer", f"chronology/rows/{HandedInRow.objects.get().pk}/lines/", {"words": "Housing"})
    world.post("writer", "our-chronology-rows/new/", row(event="A second visit."))
    world.post("police", "our-chronology/hand-in/")

    assert shown(world, line="Housing") == ["called"]


def test_agencies_never_see_what_is_noted(world: World, rows: dict[str, HandedInRow]):
    KeyEpisode.objects.create(case=world.case, title="Spring", from_on=date(2024, 1, 1))
    EnquiryLine.objects.create(case=world.case, row_key=rows["first"].row_key, words="Housing")
    pages = ("chronology/", "chronology/stands-out/", "chronology/timeline/", f"chronology/rows/{rows['first'].pk}/")

    for page in pages:
        seen = world.get("police", page)
        assert seen.status_code == 200
        for words in ("Spring", "Housing", "nobody at home", "Care"):
            assert words not in seen.content.decode().replace("Care Act", ""), (page, words)
    assert "Spring" in world.get("manager").content.decode()


def test_the_timeline_is_a_picture_a_sentence_and_a_table(world: World, rows: dict[str, HandedInRow]):
    page = world.get("manager", "chronology/timeline/")

    assert page.context["timeline"].sentence == (
        "5 rows of 2 agencies, from January 2024 to May 2024. The most in one month is 1, by Care in January 2024. "
        "In 1 month nothing is recorded."
    )
    words = page.content.decode()
    assert words.count('role="img"') == 2
    assert "var(--c1)" in words
    assert page.context["timeline"].table[0] == ("January 2024", [1, 1])
    for one in ("style=", "<script>"):
        assert one not in page.context["wide"]


def test_a_timeline_of_many_years_is_drawn_by_quarter_or_year(world: World):
    told(world, world.police, date(2015, 1, 1), "First.")
    told(world, world.police, date(2019, 1, 1), "Later.")
    by_quarter = world.get("manager", "chronology/timeline/").context["timeline"]
    told(world, world.police, date(1999, 1, 1), "Long before.", precision="year")
    told(world, world.police, date(1999, 5, 1), "Long before.")
    by_year = world.get("manager", "chronology/timeline/")

    assert by_quarter.spans[0] == "January to March 2015"
    assert by_year.context["timeline"].spans[0] == "1999"
    assert "1 row is known by the year alone, and not drawn." in by_year.content.decode()


@pytest.mark.parametrize("form", ["csv", "xlsx", "docx"])
def test_what_is_taken_away_is_what_is_seen_and_is_in_the_trail(world: World, rows: dict[str, HandedInRow], form: str):
    given = world.get("reviewer", f"chronology/take-away.{form}", agency=world.police.pk)

    assert given.status_code == 200
    held = given.content
    if form == "csv":
        text = held.decode("utf-8-sig")
        assert len(list(csv.reader(io.StringIO(text)))) == 3
    elif form == "xlsx":
        text = "\n".join(
            str(cell.value) for line in load_workbook(io.BytesIO(held)).active.iter_rows() for cell in line
        )
    else:
        made = docx.Document(io.BytesIO(held))
        text = "\n".join(one.text for one in made.paragraphs)
        assert [one.text for one in made.paragraphs if one.style.name == "Heading 1"] == ["January 2024", "May 2024"]
    assert "A welfare check." in text
    assert "nobody at home" not in text
    entry = Entry.objects.get(verb="export a chronology")
    assert entry.after == {"rows": 2, "form": form, "purpose": "review"}


@pytest.mark.parametrize("who", ["panel", "chair", "police", "care", "outside"])
def test_whoever_may_not_takes_nothing_away_and_is_not_offered_it(world: World, rows: dict[str, HandedInRow], who: str):
    assert world.get(who, "chronology/take-away.csv").status_code in {403, 404}
    assert world.get(who, "chronology/print/").status_code in {403, 404}
    assert "take-away." not in world.get(who).content.decode()


def test_an_emergency_lets_somebody_read_and_take_nothing(world: World, rows: dict[str, HandedInRow]):
    now = clock.now()
    Opening.objects.create(
        case=world.case, user=world.users["outside"], category="danger", reason="Somebody is in danger tonight.",
        opened_at=now, ends_at=now + timedelta(hours=1),
    )  # fmt: skip
    says(world.clients["outside"], world.case, Purpose.REVIEW)

    page = world.get("outside")

    assert "A welfare check." in page.content.decode()
    assert "take-away." not in page.content.decode()
    for away in ("take-away.csv", "take-away.xlsx", "take-away.docx", "print/"):
        assert world.get("outside", f"chronology/{away}").status_code in {403, 404}
    assert world.post("outside", f"chronology/rows/{rows['first'].pk}/lines/", {"words": "Housing"}).status_code in {
        403,
        404,
    }
    assert not EnquiryLine.objects.exists()


def test_all_rows_print_on_one_page(world: World, rows: dict[str, HandedInRow]):
    page = world.get("manager", "chronology/print/")

    assert page.content.decode().count("gt-printrow") == 5
    assert Entry.objects.get(verb="export a chronology").after["form"] == "print"


def test_somebody_who_stands_aside_sees_nothing(world: World, rows: dict[str, HandedInRow]):
    people.stands_aside(world.users["reviewer"], world.case)

    for page in (
        "chronology/",
        f"chronology/rows/{rows['first'].pk}/",
        "chronology/take-away.csv",
        "chronology/timeline/",
    ):
        answered = world.get("reviewer", page)
        assert answered.status_code == 404
        assert "welfare" not in answered.content.decode()


def test_rows_about_different_adults_are_not_suggested(world: World, rows: dict[str, HandedInRow]):
    other = CasePerson.objects.create(case=world.case, pseudonym="Adult R")
    rows["shared"].people.add(other)

    assert world.get("manager", "chronology/stands-out/").context["pairs"] == []
    rows["shared"].people.add(world.adult)
    assert len(world.get("manager", "chronology/stands-out/").context["pairs"]) == 1
