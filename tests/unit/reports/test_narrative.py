"""Reading a section: bound numbers, marked digits, and everything that is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core.errors import Refused
from goldenthread.figures.published import Release
from goldenthread.reports import binding
from goldenthread.reports.document import Block, Heading, Inline, Items, Note, Paragraph
from goldenthread.reports.narrative import NarrativeRefused, Reader
from tests.factories import releases

RELEASE: Release = releases.small()


def bind(said: str) -> Inline:
    return binding.bind(RELEASE, said)


def nothing(name: str, said: str) -> list[Block]:
    raise Refused(f"There is no {name}.")


def read(text: str) -> list[Block]:
    return Reader("a-section", bind, nothing).blocks(text)


def only_line(text: str) -> list[tuple[str, str]]:
    (block,) = read(text)
    assert isinstance(block, Paragraph)
    return [(one.kind, one.text) for one in block.inlines]


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("concerns.received", "42"),
        ("concerns.received|previous", "30"),
        ("concerns.received|change", "12 more"),
        ("concerns.received|percent-change", "40%"),
        ("concerns.received|chance", "No clear change. A difference this size is usual"),
        ("concerns.led_to_enquiry", "24%"),
        ("concerns.led_to_enquiry|numerator", "10"),
        ("concerns.led_to_enquiry|numerator-words", "ten"),
        ("concerns.led_to_enquiry|denominator", "42"),
        ("concerns.led_to_enquiry|one-in", "about 1 in 4"),
        ("concerns.led_to_enquiry|range", "13.5% to 39%"),
        ("concerns.by_source:police|denominator", "42"),
        ("concerns.self_neglect", "withheld (small numbers)"),
    ],
)
def test_a_binding_prints_what_was_published(said: str, printed: str):
    assert binding.bind(RELEASE, said).text == printed


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("concerns.recieved", "Nearest: concerns.received"),
        ("concerns.by_source:polise", "Nearest: police"),
        ("concerns.received|sideways", "“sideways” is not a measure"),
    ],
)
def test_a_binding_that_leads_nowhere_names_the_nearest(said: str, words: str):
    with pytest.raises(Refused, match=words):
        binding.bind(RELEASE, said)


def test_each_digit_is_something_known():
    line = only_line(
        "On 31 March 2024, under section 42 of the Care Act 2014, [[concerns.received]] in [cite: 16 Days]."
    )

    assert line == [
        ("text", "On "),
        ("time", "31 March 2024"),
        ("text", ", under "),
        ("reference", "section 42"),
        ("text", " of the "),
        ("citation", "Care Act 2014"),
        ("text", ", "),
        ("figure", "42"),
        ("text", " in "),
        ("citation", "16 Days"),
        ("text", "."),
    ]


@pytest.mark.parametrize(
    "text", ["There were 346.", "In 2023/34 it rose.", "About 1 in 9.", "- a list of 3", "## Top 10"]
)
def test_a_loose_digit_is_refused_with_its_line_and_words(text: str):
    with pytest.raises(NarrativeRefused, match="holds a number that is not bound") as refused:
        read(f"Fine.\n\n{text}")

    assert [fault.line for fault in refused.value.faults] == [3]


def test_every_fault_is_said_at_once():
    with pytest.raises(NarrativeRefused) as refused:
        read("There were 3.\n\n[[no.such]]\n\n{{chart no.such}}\n\n{{note A note}}\nwithout an end")

    assert [fault.line for fault in refused.value.faults] == [1, 3, 5, 8]


def test_headings_lists_and_notes_become_blocks():
    blocks = read("## What we *did*\n\n1. First\n2. Second\n\n{{note What this means}}\n**Means:** more.\n{{end}}")

    heading, items, note = blocks
    assert isinstance(heading, Heading)
    assert (heading.level, heading.anchor) == (2, "a-section-what-we-did")
    assert isinstance(items, Items)
    assert (items.ordered, len(items.items)) == (True, 2)
    assert isinstance(note, Note)
    assert isinstance(note.blocks[0], Paragraph)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "<b>bold</b>", "```\ncode\n```"])
def test_markup_is_text_or_is_refused(text: str):
    try:
        blocks = read(text)
    except NarrativeRefused:
        return
    assert all(one.kind == "text" for block in blocks if isinstance(block, Paragraph) for one in block.inlines)


@given(st.text(max_size=200))
def test_nothing_anybody_types_does_more_than_refuse(text: str):
    try:
        read(text)
    except NarrativeRefused as refused:
        assert refused.faults


@given(st.text(alphabet="0123456789 ab.,-/%£", min_size=1, max_size=30).filter(lambda t: any(c.isdigit() for c in t)))
def test_a_digit_is_never_plain_text(text: str):
    try:
        blocks = read(text)
    except NarrativeRefused:
        return
    lines = [block.inlines for block in blocks if isinstance(block, Paragraph | Heading)]
    lines += [item for block in blocks if isinstance(block, Items) for item in block.items]
    assert not any(one.kind == "text" and any(c.isdigit() for c in one.text) for line in lines for one in line)
