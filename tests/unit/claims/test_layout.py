"""What is a heading, an item, a row, a caption; and that it does not matter where lines were broken."""

from __future__ import annotations

import textwrap

import pytest

from goldenthread.claims import check_text
from goldenthread.claims.checking import all_kinds
from goldenthread.claims.document import Layout
from goldenthread.claims.layout import blocks_of

SENTENCES = sorted({text for kind in all_kinds().values() for text in (*kind.TRUE, *kind.FALSE) if "\n" not in text})
PAGE = """CONTENTS

1. Introduction..... 2
2. Reviews..... 7
3. Money..... 12
4. Plans..... 15

1. INTRODUCTION

The Board met four times in the year, and the
police came to all of its meetings.

Its duties are:

- to plan
- to report on what was done in
  the year
- to review

FIGURE 1: CONCERNS BY QUARTER

| Source | Number |
|---|---|
| Police | 12 |

Domestic abuse
More was reported than in any year before it.
"""


def test_each_block_is_what_a_reader_sees() -> None:
    found = [(block.layout.value, block.text) for block in blocks_of(PAGE)]
    assert found == [
        ("heading", "CONTENTS"),
        ("contents", "1. Introduction..... 2"),
        ("contents", "2. Reviews..... 7"),
        ("contents", "3. Money..... 12"),
        ("contents", "4. Plans..... 15"),
        ("heading", "1. INTRODUCTION"),
        ("paragraph", "The Board met four times in the year, and the police came to all of its meetings."),
        ("paragraph", "Its duties are:"),
        ("item", "to plan"),
        ("item", "to report on what was done in the year"),
        ("item", "to review"),
        ("caption", "FIGURE 1: CONCERNS BY QUARTER"),
        ("row", "Source\tNumber"),
        ("row", "Police\t12"),
        ("heading", "Domestic abuse"),
        ("paragraph", "More was reported than in any year before it."),
    ]


def test_every_character_knows_where_it_stood() -> None:
    text = "Of the **197** incidents\n(see [the log](https://x.example/log)) – 82 (40%).\n"
    (block,) = blocks_of(text)
    assert block.text == "Of the 197 incidents (see the log) - 82 (40%)."
    assert all(text[place] == sign or sign in " -" for sign, place in zip(block.text, block.offsets, strict=True))


def test_page_numbers_and_running_heads_are_left_aside() -> None:
    pages = "\f".join(
        f"Annual report of the Board\n\nIn all {number} people came.\n\n{number}\n" for number in range(1, 7)
    )
    checked = check_text(pages)
    assert checked.numbers == 6


@pytest.mark.parametrize("width", [38, 50, 70, 95])
def test_it_does_not_matter_where_lines_were_broken(width: int) -> None:
    for text in SENTENCES:
        broken = "\n".join(textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False))
        assert _said(broken) == _said(text), broken


def _said(text: str) -> list[tuple[str, str]]:
    return sorted((one.claim.kind.value, one.claim.verdict.value) for one in check_text(text).claims)


def test_furniture_is_no_prose() -> None:
    blocks = blocks_of("12\n\nPage 3 of 9\n\nWords.\n")
    assert [block.layout for block in blocks] == [Layout.FURNITURE, Layout.FURNITURE, Layout.PARAGRAPH]
