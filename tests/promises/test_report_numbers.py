"""No number in the annual report stands on its own: each is bound, dated, referred to, cited or quoted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree, html

MARKS = {"time", "cite", "q", "blockquote"}


def is_marked(element: etree._Element) -> bool:
    """Whether this element, or one around it, says what its digits are."""
    around = [element, *element.iterancestors()]
    return any(one.tag in MARKS or "data-bound" in one.attrib or "data-reference" in one.attrib for one in around)


def pieces(element: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Each run of text with the element it belongs to."""
    for one in element.iter():
        if not isinstance(one.tag, str) or one.tag in {"style", "script"}:
            continue
        if one.text:
            yield one, one.text
        parent = one.getparent()
        if one.tail and parent is not None and one is not element:
            yield parent, one.tail


def loose_digits(page: str) -> list[str]:
    """Every run of text in the page's main part that holds a digit nobody answers for."""
    main = html.fromstring(page).find(".//main")
    assert main is not None
    return [
        " ".join(text.split())
        for element, text in pieces(main)
        if any(character.isdigit() for character in text) and not is_marked(element)
    ]


@pytest.mark.capability("S182")
def test_no_digit_in_the_report_stands_on_its_own(demo_out: Path):
    page = (demo_out / "annual-report.html").read_text()

    assert loose_digits(page) == []


def test_a_digit_that_stands_on_its_own_is_found():
    page = "<html><body><main><p>In <time>2023-24</time> there were <b data-bound='x'>346</b>, 52 fewer.</p></main>"

    assert loose_digits(page) == [", 52 fewer."]


def test_the_report_asks_nothing_of_the_network(demo_out: Path):
    page = html.fromstring((demo_out / "annual-report.html").read_text())

    fetched = [*page.xpath("//script/@src"), *page.xpath("//img/@src"), *page.xpath("//link[@rel='stylesheet']/@href")]

    assert [address for address in fetched if not address.startswith("data:")] == []
