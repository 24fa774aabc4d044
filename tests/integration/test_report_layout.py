"""Where the report's pages break: nothing stands alone at a page's foot, and no row is cut, in any Board's report.

The structure of a tagged PDF says on which page each of its parts stands.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest

from goldenthread.reports import pdf
from goldenthread.reports.document import Heading, Inline, Note, Paragraph

WORDS = "Agencies work together over adults who neglect themselves, and tell the Board what came of it. "


class Sheets:
    """A tagged PDF as its parts, each with the pages it stands on."""

    def __init__(self, made: bytes) -> None:
        self.file = pikepdf.open(io.BytesIO(made))
        self.places = {sheet.objgen: place for place, sheet in enumerate(self.file.pages, start=1)}

    def __iter__(self) -> Iterator[list[pikepdf.Object]]:
        """Each run of parts that stand beside each other."""
        waiting = [self.file.Root.StructTreeRoot]
        while waiting:
            beside = _parts(waiting.pop())
            yield beside
            waiting += beside

    def of(self, part: pikepdf.Object, above: pikepdf.Object | None = None) -> list[int]:
        """The pages a part stands on, in reading order."""
        here = part.get("/Pg", above)
        found: list[int] = []
        for kid in _kids(part):
            if isinstance(kid, int):
                found.append(self.places[here.objgen])
            elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR":
                found.append(self.places[kid.get("/Pg", here).objgen])
            elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                found += self.of(kid, here)
        return found

    def named(self, *names: str) -> list[pikepdf.Object]:
        return [part for beside in self for part in beside if str(part.S) in names]

    def left_alone(self) -> list[tuple[str, list[int]]]:
        """Headings and captions that stand on another page than the beginning of what they head."""
        found = []
        for beside in self:
            for part, after in pairwise(beside):
                above, below = self.of(part), self.of(after)
                if str(part.S) in {"/H2", "/H3", "/Caption"} and above and below and above[-1] != below[0]:
                    found.append((str(part.S), above))
        return found

    def cut_rows(self) -> list[list[int]]:
        return [self.of(row) for row in self.named("/TR") if len(set(self.of(row))) > 1]


def _kids(part: pikepdf.Object) -> list[Any]:
    kids = part.get("/K")
    return [] if kids is None else list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _parts(part: pikepdf.Object) -> list[pikepdf.Object]:
    return [kid for kid in _kids(part) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def line(words: str) -> list[dict[str, str]]:
    return [{"kind": "text", "text": words, "style": ""}]


def paragraph(words: str) -> dict[str, Any]:
    return {"is": "paragraph", "line": line(words)}


def heading(words: str) -> dict[str, Any]:
    return {"is": "heading", "level": 2, "line": line(words)}


def table(rows: list[list[str]], note: str = "") -> dict[str, Any]:
    heads = ["What was asked", "What was done", "State"][: len(rows[0])]
    said = {"is": "table", "number": 1, "caption": "What was asked", "columns": heads, "numeric": [False] * len(heads)}
    return {
        **said,
        "total": False,
        "note": note,
        "synthetic": False,
        "url": "",
        "rows": [[line(cell) for cell in row] for row in rows],
    }


def made(tmp_path: Path, *sections: list[dict[str, Any]]) -> bytes:
    """A report of these sections, laid out."""
    data = {
        "board": "A Board with a long name for two places Safeguarding Adults Board",
        "title": "Annual report",
        "period": "2023-24",
        "months": "April 2023 to March 2024",
        "version": "1.0",
        "draft": True,
        "dated": "September 2024",
        "synthetic": True,
        "snapshot": "0" * 16,
        "frozen": "9 September 2024",
        "sections": [
            {"slug": f"s{place}", "number": place, "title": f"Part {place}", "finding": [], "blocks": blocks}
            for place, blocks in enumerate(sections, start=1)
        ],
        "glossary": [{"word": "Concern", "meaning": "A report to the council."}],
    }
    attached = pdf.Attached("manifest.json", "Nothing", {})
    moment = datetime(2024, 9, 9, tzinfo=UTC)
    return pdf.lay_out(pdf.TEMPLATE, data, folder=tmp_path, at=moment, attached=attached)


@pytest.mark.demo
def test_no_row_is_cut_and_nothing_stands_alone_in_the_demonstrations_report(demo_out: Path):
    sheets = Sheets((demo_out / "annual-report.pdf").read_bytes())

    assert len(sheets.named("/TR")) > 100
    assert sheets.cut_rows() == []
    assert sheets.left_alone() == []


@pytest.mark.parametrize("lines", range(20, 48, 3))
def test_wherever_a_table_falls_its_heading_its_caption_and_its_rows_stay_whole(tmp_path: Path, lines: int):
    before = [paragraph(WORDS) for _ in range(lines // 2)]
    rows = [[WORDS * 2, WORDS * 3, "Partly done"] for _ in range(12)]

    sheets = Sheets(made(tmp_path, [*before, heading("What we did"), table(rows)]))

    assert sheets.cut_rows() == []
    assert sheets.left_alone() == []


def test_a_short_table_stays_on_one_page_with_its_note(tmp_path: Path):
    short = [["Ask", "Answer", "Done"], ["Ask", "Answer", "Done"], ["Ask", "Answer", "Done"]]
    sections = [[*[paragraph(WORDS)] * count, table(short, note="[c]: withheld.")] for count in range(16, 28)]

    sheets = Sheets(made(tmp_path, *sections))

    assert [len(set(sheets.of(one))) for one in sheets.named("/Table")] == [1] * len(sections)


def test_a_row_longer_than_a_page_goes_on_and_loses_nothing(tmp_path: Path):
    sheets = Sheets(made(tmp_path, [table([["The chair asked", WORDS * 120, "Done"]])]))

    (row,) = sheets.cut_rows()
    assert len(set(row)) > 2


def test_a_note_prints_all_that_stands_in_it(tmp_path: Path):
    inside = [
        paragraph(WORDS),
        table([["Ask", "Answer", "Done"]]),
        {"is": "items", "ordered": False, "items": [line("A")]},
    ]

    note = {"is": "note", "level": 2, "title": "What this means", "blocks": inside}

    sheets = Sheets(made(tmp_path, [note]))

    assert len(sheets.named("/Table")) == 1
    assert len([part for part in sheets.named("/L") if 3 in sheets.of(part)]) == 1


@pytest.mark.parametrize(("sections", "headings", "pages"), [(3, 4, 1), (7, 7, 1), (9, 9, 1), (60, 0, 2)])
def test_the_contents_stand_on_one_page_where_they_can(tmp_path: Path, sections: int, headings: int, pages: int):
    blocks = [one for place in range(headings) for one in (heading(f"What we did, {place}"), paragraph(WORDS))]

    built = made(tmp_path, *[blocks] * sections)

    sheets = Sheets(built)
    headed = {place for one in sheets.named("/H1", "/P") for place in sheets.of(one) if place > 2}
    assert min(headed) == 2 + pages
    assert page.validate_pdf(_kept(tmp_path, built), profile="ua1").failures == []


def _kept(tmp_path: Path, built: bytes) -> str:
    (tmp_path / "built.pdf").write_bytes(built)
    return str(tmp_path / "built.pdf")


class Nowhere:
    def figure_url(self, figure_id: str) -> str:
        return f"https://example.org/figures/{figure_id}/"


def test_a_note_and_a_deep_heading_may_begin_a_section(tmp_path: Path):
    told = Paragraph((Inline("text", "Members asked."),))
    written = [
        Note("What this means", [told, Heading(4, (Inline("text", "Deep"),), "deep")]),
        Heading(2, (Inline("text", "Then"),), "then"),
        Note("And this", [told]),
    ]

    blocks = pdf.blocks(Nowhere(), written, tmp_path, "s")
    built = made(tmp_path, blocks)

    assert [one["level"] for one in blocks] == [2, 2, 3]
    assert page.validate_pdf(_kept(tmp_path, built), profile="ua1").failures == []
