"""The ways within a case: back to where it begins, to its other pages, and where it stands in the menu."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from goldenthread.cases.models import Case, CasePerson, Sort
from goldenthread.core.access.purposes import Purpose
from goldenthread.workspace.cases import places
from goldenthread.workspace.navigation import ROOMS
from tests.integration.cases.conftest import Around


def page(around: Around, rest: str) -> str:
    client = around.client("manager")
    client.post(f"{around.inside}why/", {"purpose": Purpose.REVIEW.value})
    answer = client.get(f"{around.inside}{rest}")
    assert answer.status_code == 200
    return answer.content.decode()


def nav(html: str, name: str) -> str:
    found = re.search(rf'<nav class="[^"]*" aria-label="{name}">(.*?)</nav>', html, re.DOTALL)
    assert found, f"no navigation called {name}"
    return found.group(1)


@pytest.mark.parametrize("rest", ["case-people/new/", "review-delays/new/", "named/new/", "case-people/", "why/"])
def test_every_page_of_a_case_leads_back_to_where_it_begins(around: Around, rest: str):
    head = re.search(r'<div class="gt-casehead">(.*?)</div>', page(around, rest), re.DOTALL)

    assert head
    assert f'<a href="{around.inside}">{around.case.called}</a>' in head.group(1)


@pytest.mark.parametrize("rest", ["terms-of-reference/", "review-delays/", "log/", "case-people/"])
def test_a_page_of_a_review_stands_under_reviews_in_the_menu(around: Around, rest: str):
    here = re.search(
        r'<a href="([^"]*)" aria-current="(?:page|true)">\s*([^<]*?)\s*</a>', nav(page(around, rest), "Main")
    )

    assert here
    assert here.group(2) == "Reviews"


def test_a_record_of_a_case_has_the_pages_of_the_case_beside_it(around: Around):
    person = CasePerson.objects.get(case=around.case)
    beside = nav(page(around, f"case-people/{person.pk}/"), "In this case")

    assert f'href="{around.inside}case-people/" aria-current="true"' in beside
    assert f'href="{around.inside}log/"' in beside


@pytest.mark.parametrize("sort", list(Sort))
def test_every_sort_of_case_is_found_in_a_list_of_the_menu(sort: Sort):
    import_module("goldenthread.workspace.urls")  # each room says there where its cases are listed
    rooms = {place.view: room.words for room in ROOMS for place in room.places}

    expected = "Reviews" if sort in {Sort.REFERRAL, Sort.REVIEW} else "Panels"
    assert rooms[places.list_of(Case(sort=sort, reference="C-KNO-WN1"))] == expected
