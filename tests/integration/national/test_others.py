"""What was published of councils: a file is shown, some of it is kept, and stands beside a version."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from goldenthread.national import operations, queries
from goldenthread.national.models import PublishedReturn, ReturnVersion
from tests.integration.national.conftest import CONCERNS, HEADER, YEAR, at, text


@pytest.fixture
def version(board, year, actor) -> ReturnVersion:
    return operations.compute(board=board, period=YEAR, by=actor("analyst"))


def look(client: Any, content: str | bytes, *, name: str = "open.csv", **more: str) -> Any:
    """Choose a file of published values; the page that comes shows what it holds."""
    data = content.encode() if isinstance(content, str) else content
    given = {
        "council": "Elsewhere",
        "period": "2023-24",
        "source": "https://www.gov.uk/statistics",
        "published_on-day": "1",
        "published_on-month": "9",
        "published_on-year": "2024",
        **more,
    }
    return client.post(at("-bring-in"), {**given, "file": SimpleUploadedFile(name, data)})


def keep(client: Any, shown: Any, *councils: str) -> Any:
    """Keep these councils of what a page showed."""
    return client.post(at("-keep"), {"read": shown.context["token"], "council": councils})


def test_published_values_are_shown_kept_and_stand_beside_the_boards_own(board, version, enter):
    client = enter("analyst")

    shown = look(client, HEADER + f"{','.join(CONCERNS)},1250\nSG1a,Section 42 Enquiries,95+,Total,[c]\n")

    assert shown.status_code == 200
    assert "Nothing has been brought in yet" in text(shown)
    assert "1,250" in text(shown)
    assert not PublishedReturn.objects.exists()
    assert keep(client, shown, "Elsewhere").status_code == 302
    kept = PublishedReturn.objects.get()
    assert (kept.council, kept.period, len(kept.cells)) == ("Elsewhere", "2023-24", 2)
    page = text(client.get(at("-compare", pk=version.pk) + "?table=SG1f"))
    assert "1,250" in page
    assert "Elsewhere" in page


def as_workbook(rows: list[list[Any]], *above: list[str]) -> bytes:
    book = Workbook()
    book.active.append(["Notes of the publication"])
    sheet = book.create_sheet("Data")
    for row in (*above, *rows):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


TITLES = ["LA_CODE", "LA_NAME", *HEADER.strip().split(",")]


def test_a_workbook_of_the_open_data_is_read_from_the_sheet_that_holds_them(board, enter):
    rows = [[1, "Here", *CONCERNS, 1250], [2, "There", *CONCERNS, 1255], [2, "There", "SG9", "a", "b", "c", 5]]
    client = enter("analyst")

    shown = look(client, as_workbook([TITLES, *rows], ["Safeguarding adults, England"]), name="open.xlsx", council="")

    assert [line["council"] for line in shown.context["lines"]] == ["Here", "There"]
    assert "Up to 1 row of a council is of no cell" in text(shown)
    keep(client, shown, "There", "Here")
    assert {one.council: one.cells[0][4] for one in PublishedReturn.objects.all()} == {"Here": 1250, "There": 1255}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.ods", b"PK", "OpenDocument spreadsheet (.ods). Open it, save it as"),
        ("a.txt", b"words", "Choose a CSV file"),
        ("a.xlsx", b"no workbook", "cannot be read: it is not a whole workbook"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0old", "protected with a password"),
        ("a.xlsx", as_workbook([["LA_NAME", "VALUE"], ["Here", 5]]), "has no column TABLE_REFERENCE"),
    ],
)
def test_a_file_of_another_kind_says_what_to_do(board, enter, name, content, said):
    answer = look(enter("analyst"), content, name=name)

    assert answer.status_code == 422
    assert said in text(answer)
    assert 'value="Elsewhere"' in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a,b\n1,2\n", "has no column TABLE_REFERENCE"),
        (HEADER, "holds no row"),
        (HEADER + "SG1a,Nothing,18-64,Total,5\n", "holds no row"),
        (HEADER + f"{','.join(CONCERNS)},many\n", "Row 2 holds “many”"),
        (HEADER + f"{','.join(CONCERNS)},5\n{','.join(CONCERNS)},10\n", "Row 3 repeats"),
        (HEADER + f"{','.join(CONCERNS)},-5\n", "whole number"),
        (b"\xff\xfe\x00", "not a CSV file of words"),
    ],
)
def test_a_wrong_file_is_refused_by_its_fault_and_what_was_typed_stays(board, enter, content, said):
    answer = look(enter("analyst"), content)

    assert answer.status_code == 422
    assert said in text(answer)
    assert 'value="Elsewhere"' in answer.content.decode()
    assert not PublishedReturn.objects.exists()


def test_a_later_file_of_the_same_council_takes_the_place_of_the_earlier_which_stays(board, enter):
    client = enter("analyst")
    for value in (1250, 1255):
        keep(client, look(client, HEADER + f"{','.join(CONCERNS)},{value}\n"), "Elsewhere")

    assert PublishedReturn.objects.count() == 2
    assert [one.cells[0][4] for one in queries.published(board, YEAR)] == [1255]


def of_councils(*names: str) -> str:
    return "LA_NAME," + HEADER + "".join(f"{name},{','.join(CONCERNS)},{5 * at}\n" for at, name in enumerate(names, 1))


def test_of_the_open_data_a_named_councils_rows_alone_are_shown(board, enter):
    client = enter("analyst")

    one = look(client, of_councils("Here", "There"), council="there")
    none = look(client, of_councils("Here", "There"), council="Nowhere")

    assert [(line["council"], line["is_ticked"]) for line in one.context["lines"]] == [("There", True)]
    assert "It holds Here, There" in text(none)


def test_a_fault_in_one_councils_rows_keeps_no_other_from_use(board, enter):
    client = enter("analyst")
    wrong = of_councils("Here", "There").replace(",10\n", ",ten\n")

    shown = look(client, wrong, council="")

    assert [(line["council"], line["is_ticked"]) for line in shown.context["lines"]] == [("Here", True)]
    assert "There: Row 3 holds “ten”" in text(shown)


def test_numbers_that_are_not_to_the_nearest_five_are_told(board, enter):
    client = enter("analyst")
    told = "Not every number is to the nearest five"

    assert told in text(look(client, HEADER + f"{','.join(CONCERNS)},1251\n"))
    assert told not in text(look(client, HEADER + f"{','.join(CONCERNS)},1250\n"))


@pytest.mark.parametrize(
    ("councils", "chosen", "said"),
    [(2, 0, "Choose at least one council"), (31, 31, "Choose at most 30 councils at once"), (2, 1, "")],
)
def test_as_many_councils_are_kept_as_are_chosen(board, enter, councils, chosen, said):
    client = enter("analyst")
    names = [f"Council {number:02}" for number in range(councils)]

    answer = keep(client, look(client, of_councils(*names), council=""), *names[:chosen])

    assert answer.status_code == (422 if said else 302)
    if said:
        assert said in text(answer)
        assert [line["is_ticked"] for line in answer.context["lines"]] == [name in names[:chosen] for name in names]
    assert PublishedReturn.objects.count() == (0 if said else chosen)


def test_what_somebody_else_was_shown_or_was_changed_on_the_way_is_not_kept(board, enter):
    shown = look(enter("analyst"), of_councils("Here"), council="")
    token = shown.context["token"]

    for client, given in ((enter("board_manager"), token), (enter("analyst"), token[:-1]), (enter("analyst"), "")):
        answer = client.post(at("-keep"), {"read": given, "council": "Here"}, follow=True)
        assert "Choose the file again" in text(answer)
    assert not PublishedReturn.objects.exists()


def test_up_to_three_councils_stand_beside_a_version_and_which_is_chosen(board, version, enter):
    client = enter("analyst")
    names = [f"Council {number}" for number in range(6)]
    keep(client, look(client, of_councils(*names), council=""), *names)
    last = queries.published(board, YEAR)[-1]

    first = client.get(at("-compare", pk=version.pk) + "?table=SG1f")
    chosen = client.get(at("-compare", pk=version.pk) + f"?table=SG1f&council={last.pk}")

    assert [one.council for one in first.context["published"]] == names[:3]
    assert [one.council for one in chosen.context["published"]] == names[-1:]
    assert f"table=SG1a&amp;council={last.pk}" in chosen.content.decode()
