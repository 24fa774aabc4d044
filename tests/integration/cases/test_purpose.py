"""Why a case is opened, as it stands at the top of its pages."""

from __future__ import annotations

from tests.integration.cases.conftest import Around


def test_the_name_of_an_act_keeps_its_capitals(around: Around):
    client = around.client("manager")
    client.post(f"{around.inside}why/", {"purpose": "section_45"})

    page = client.get(f"{around.inside}case-people/").content.decode()

    assert "You opened it: to answer, or deal with, a request for information (Care Act 2014, section 45)" in page
