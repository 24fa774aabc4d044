"""The ways within a case: back to where it begins, to its other pages, and where it stands in the menu."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from goldenthread.cases.models import Case, CasePerson, Sort
from goldenthread.core.access import standing_of
from goldenthread.core.access.purposes import Purpose
from goldenthread.reviews import referring_steps, running_process
from goldenthread.reviews.models import FactCheck, Referral, Review
from goldenthread.workspace.cases import places
from goldenthread.workspace.navigation import ROOMS
from tests.factories import people, records
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


def test_cases_say_how_they_stand_and_what_is_worked_on_comes_first(around: Around):
    over = records.make(
        Referral, around.board, reference="R-OLD-000", state=referring_steps.DECIDED, decision="not_met"
    )
    coming = records.make(Referral, around.board, reference="R-NEW-111", state=referring_steps.SUBMITTED)
    for one in (over, coming):
        people.named_on(around.users["manager"], Case.objects.get(pk=one.pk), "coordinator")

    html = around.client("manager").get(around.cases).content.decode()

    lines = re.findall(r"<tr>(.*?)</tr>", html.partition("<tbody>")[2], re.DOTALL)
    assert [around.case.called in one for one in lines] != [False] * len(lines)
    assert "R-OLD-000" in lines[-1]
    assert "Decided" in lines[-1]
    assert "Handed in" in next(one for one in lines if "R-NEW-111" in one)
    assert Case.objects.get(pk=over.pk).closed_on
    assert not Case.objects.get(pk=coming.pk).closed_on
    closed = around.client("manager").get(f"{around.cases}?which=closed").content.decode()
    assert "R-OLD-000" in closed
    assert "R-NEW-111" not in closed


def test_how_a_review_stands_is_not_told_to_whoever_may_not_read_it(around: Around):
    standing = standing_of(around.users["lead"])

    assert places.standing_of([around.case], standing_of(around.users["manager"]))
    assert places.standing_of([around.case], standing) == {}


def test_referrals_that_wait_for_somebody_come_before_those_that_are_over(around: Around):
    for reference, day, state in (
        ("R-AAA-111", "2026-01-01", referring_steps.DECIDED),
        ("R-BBB-222", "2025-01-01", referring_steps.SCREENING),
        ("R-CCC-333", "2025-06-01", referring_steps.SUBMITTED),
        ("R-DDD-444", "2026-02-01", referring_steps.DECIDED),
    ):
        records.make(Referral, around.board, reference=reference, received_on=day, state=state)

    html = around.client("manager").get(f"/board/{around.board.slug}/referrals/").content.decode()

    assert re.findall(r">(R-[A-D]{3}-\d{3})<", html) == ["R-CCC-333", "R-BBB-222", "R-DDD-444", "R-AAA-111"]


def test_a_referral_that_was_dealt_with_before_says_that_nothing_was_written(around: Around):
    earlier = records.make(Referral, around.board, state=referring_steps.DECIDED, decision="not_met")
    case = Case.objects.get(pk=earlier.pk)
    people.named_on(around.users["manager"], case, "coordinator")
    people.named_on(around.users["panellist"], case, "panel")
    page = f"{around.cases}{case.pk}/referral/says/"

    for who, status in (("manager", 200), ("panellist", 404)):
        client = around.client(who)
        client.post(f"{around.cases}{case.pk}/why/", {"purpose": Purpose.SCREENING.value})
        assert client.get(page).status_code == status
    manager = around.client("manager")
    manager.post(f"{around.cases}{case.pk}/why/", {"purpose": Purpose.SCREENING.value})
    assert "Nothing was written here" in manager.get(page).content.decode()


def test_an_agency_comes_to_what_it_is_asked_for(around: Around):
    client = around.client("lead")
    front = f"{around.inside}review/"
    assert "Nothing now." in client.get(front).content.decode()

    check = records.make(FactCheck, around.board, case=around.case, agency=around.agency, is_answered=False)

    html = client.get(front).content.decode()
    assert f'{around.inside}fact-checks/{check.pk}/"' in html
    assert "Check a part of a draft report" in html


def test_only_whoever_may_decide_on_publication_is_told_to(around: Around):
    Review.objects.filter(pk=around.case.pk).update(stage=running_process.BEFORE_PUBLICATION, published_on=None)

    told = {}
    for who in ("manager", "panellist"):
        client = around.client(who)
        client.post(f"{around.inside}why/", {"purpose": Purpose.REVIEW.value})
        told[who] = client.get(f"{around.inside}review/stands/").content.decode()

    assert ">Decide on publication</a>" in told["manager"]
    assert "Two people decide on publication." in told["panellist"]
    assert ">Decide on publication</a>" not in told["panellist"]
    assert "Not yet" in told["panellist"]
