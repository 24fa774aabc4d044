"""The frame of the Board's work, as the public and its own people read it."""

from __future__ import annotations

import urllib.request

import pytest
from lxml import html


def words_of(address: str) -> str:
    with urllib.request.urlopen(address) as answer:
        main = html.fromstring(answer.read().decode()).xpath("//main")[0]
    return " ".join(main.text_content().split())


@pytest.mark.capability("S10", "S11", "S48", "S49", "S50", "S54", "S56", "S57", "S58", "S59", "S60")
def test_the_page_about_the_board_tells_who_it_is_and_what_it_is_for(site: str):
    text = words_of(f"{site}/about/")

    for told in (
        "Statutory partner",
        "ResoLUTiONs",
        "no one should have to tolerate",
        "I am asked what I want as the outcomes",
        "Domestic abuse (joint: adults' and children's partnerships across Bedfordshire)",
        "Priorities for the next two years",
        "Golden threads through all its work",
        "What it has promised to do next",
    ):
        assert told in text, told


@pytest.mark.capability("S17", "S154", "S155", "S187")
def test_each_group_stands_below_the_one_it_reports_to_with_the_names_it_has_had(site: str):
    text = words_of(f"{site}/about/")

    joint = text.index("Joint Learning and Improvement Group")
    assert text.index("How the Board is organised") < joint
    assert "Since then called Joint Quality Assurance and Learning Group." in text[joint : joint + 400]
    assert "Shared with Luton Safeguarding Children Partnership." in text
