"""The national disclosure rule, and the file of cells."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.errors import Refused
from goldenthread.national import cells, definition
from goldenthread.national.publish import protected, published
from tests.factories.national_cases import DONE, DONE_OTHER, S42, Cases

YEAR = definition.load("2025-26")
DISCRIMINATORY = ("SG2a", DONE, "Discriminatory Abuse", "Service Provider")
HEADER = "TABLE_REFERENCE,ENQUIRY_TYPE,CATEGORY,SUBCATEGORY,VALUE"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (3, "[c]"),
        (0, "[c]"),
        (7, 5),
        (8, 10),
        (4, "[c]"),
        (5, 5),
        (12, 10),
        (13, 15),
        (999_998, 1_000_000),
        (None, "[x]"),
    ],
)
def test_w25_a_value_as_it_is_published(value: int | None, shown: int | str):
    assert protected(value) == shown
    assert published({DISCRIMINATORY: value}, YEAR) == {DISCRIMINATORY: shown}


@given(st.integers(min_value=0, max_value=10**9))
def test_what_is_shown_is_the_nearest_multiple_of_five_and_never_small(value: int):
    shown = protected(value)

    assert (shown == "[c]") == (value < 5)
    if isinstance(shown, int):
        assert shown % 5 == 0
        assert abs(shown - value) <= 2


def _all(value: int | None) -> dict[definition.Key, int | None]:
    return {cell.key: value for cell in YEAR.cells}


def test_a_part_of_making_safeguarding_personal_that_is_all_nought_was_not_supplied():
    values = _all(0)
    values["SG4a", DONE, "Fully Achieved", "65-74"] = 9

    shown = published(values, YEAR)

    asked = [key for key in values if key[:2] == ("SG4a", DONE) and "Achieved" not in key[2]]
    achieved = [key for key in values if key[:2] == ("SG4a", DONE) and "Achieved" in key[2]]
    assert {shown[key] for key in asked} == {"[x]"}
    assert sorted(str(shown[key]) for key in achieved) == ["10"] + ["[c]"] * 17
    assert {shown[key] for key in values if key[:2] == ("SG4a", DONE_OTHER)} == {"[x]"}
    assert {shown[key] for key in values if key[0] == "SG3a"} == {"[c]"}


def test_a_cell_of_no_return_is_refused():
    with pytest.raises(Refused, match="no cell"):
        published({("SG9z", S42, "Row", "Total"): 7}, YEAR)


def test_the_file_has_every_cell_in_order_with_plain_line_ends(tmp_path: Path):
    cases = Cases()
    cases.enquiry(cases.adult(), concluded="2025-08-01")
    computed = cases.counted(tmp_path / "extract").computed

    cells.write_return(computed, tmp_path / "cells.csv")

    written = (tmp_path / "cells.csv").read_bytes()
    lines = written.decode().splitlines()
    assert b"\r" not in written
    assert (lines[0], len(lines), written[-1:]) == (HEADER, 644, b"\n")
    assert 'SG3a,Concluded Other Enquiries,"No, they did not lack capacity",18-64,0' in lines
    assert cells.read(tmp_path / "cells.csv") == computed.by_key()


def test_without_reviews_sg5_is_empty_and_not_nought(tmp_path: Path):
    cases = Cases()
    del cases.rows["reviews"]
    computed = cases.counted(tmp_path).computed

    assert {cell.value for cell in computed.cells if cell.table in {"SG5a", "SG5b"}} == {None}
    assert {cell.value for cell in computed.cells if cell.table not in {"SG5a", "SG5b"}} == {0}
    assert {published(computed.by_key(), YEAR)[c.key] for c in computed.cells if c.table == "SG5b"} == {"[x]"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A,B\n1,2\n",
        HEADER + "\n",
        f"{HEADER}\nSG1a,E,R,C,3\nSG1a,E,R,C,3\n",
        f"{HEADER}\nSG1a,E,R,C,-3\n",
        f"{HEADER}\nSG1a,E,R,C,three\n",
        f"{HEADER}\nSG1a,E,R,C,{'9' * 5000}\n",
        f"{HEADER}\nSG1a,E,R,C,[c]\n",
        f"{HEADER}\nSG1a,E,R,C,٣\n",
    ],
)
def test_a_file_that_holds_no_cells_is_refused(text: str, tmp_path: Path):
    (tmp_path / "cells.csv").write_text(text, encoding="utf-8")

    with pytest.raises(Refused):
        cells.read(tmp_path / "cells.csv")


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path: Path):
    (tmp_path / "cells.csv").write_bytes(b"\xff\xfe\x00")

    for path in (tmp_path / "cells.csv", tmp_path / "none.csv", tmp_path):
        with pytest.raises(Refused):
            cells.read(path)
