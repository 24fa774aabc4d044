"""The log of a case: who was there, for what, and who may read of it. And why somebody opens a case, said anew."""

from __future__ import annotations

import pytest

from goldenthread.cases.models import CasePerson
from goldenthread.core.actors import Actor
from goldenthread.trail import operations as trail
from tests.factories.entering import says
from tests.integration.cases.conftest import Around


def page(around: Around, who: str, query: str = "") -> str:
    return around.client(who).get(f"{around.inside}log/{query}").content.decode()


@pytest.fixture
def busy(around: Around) -> Around:
    """The panellist and the police’s lead read its people; the manager changed one."""
    for who in ("panellist", "lead"):
        says(around.client(who), around.case, "review")
        client = says(around.client(who), around.case, "review")
        client.get(f"{around.inside}case-people/")
    client = around.client("manager")
    client.post(f"{around.inside}why/", {"purpose": "complaint", "then": ""})
    person = around.case.cases_casepersons.get()
    by = Actor.person("Manager", around.users["manager"].pk)
    trail.change(person, {"relation": "daughter"}, by=by)
    return around


def test_who_read_what_and_why_is_there(busy: Around):
    shown = page(busy, "manager")

    assert "Panellist</strong> read “People”" in shown
    assert "Lead</strong> read “People”" in shown
    assert "To carry out the review" in shown
    assert "Manager</strong> said why they open it" in shown
    assert "changed a person" in shown
    assert "daughter" not in shown


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("?who=panel", "Panellist</strong>", "Lead</strong>"),
        ("?deed=read", "Panellist</strong>", "changed a person"),
        ("?deed=opened", "said why", "Panellist</strong>"),
        ("?deed=changed", "changed a person", "Panellist</strong>"),
        ("?purpose=complaint", "said why", "Panellist</strong>"),
    ],
)
def test_it_is_narrowed(busy: Around, query: str, there: str, gone: str):
    shown = page(busy, "manager", query)

    assert there in shown
    assert gone not in shown


@pytest.mark.parametrize("query", ["?deed=stolen", "?purpose=curiosity", "?by_user_id=1", "?after__purpose=x"])
def test_it_is_asked_for_nothing_else(busy: Around, query: str):
    assert busy.client("manager").get(f"{busy.inside}log/{query}").status_code == 400


def test_an_agencys_lead_sees_what_their_own_people_did(busy: Around):
    shown = page(busy, "lead")

    assert "Lead</strong> read “People”" in shown
    assert "Panellist" not in shown


@pytest.mark.parametrize(
    ("who", "status"), [("panellist", 403), ("reviewer", 403), ("other manager", 404), ("chair", 404)]
)
def test_others_see_none_of_it(busy: Around, who: str, status: int):
    assert busy.client(who).get(f"{busy.inside}log/").status_code == status


def test_what_was_taken_away_is_still_told(busy: Around):
    person = CasePerson.objects.get()
    trail.take_away(person, by=Actor.person("Manager", busy.users["manager"].pk), why="Entered twice.")

    shown = page(busy, "manager")

    assert "took a person away" in shown
    assert "Juniper" not in shown


def test_why_one_opens_a_case_can_be_said_anew(around: Around):
    client = says(around.client("manager"), around.case, "review")
    asked = client.get(f"{around.inside}why/").content.decode()
    assert 'value="review" checked' in asked

    client.post(f"{around.inside}why/", {"purpose": "legal", "then": f"{around.inside}case-people/"})

    shown = client.get(f"{around.inside}case-people/").content.decode()
    assert "You opened it: legal advice or proceedings" in shown


def test_a_purpose_nobody_knows_is_refused(around: Around):
    assert around.client("manager").post(f"{around.inside}why/", {"purpose": "curiosity"}).status_code == 400


def test_the_way_on_leads_only_into_the_case(around: Around):
    client = around.client("manager")
    for wanted in ("https://elsewhere.example/", "//elsewhere.example", "/board/luton/actions/"):
        answer = client.post(f"{around.inside}why/", {"purpose": "legal", "then": wanted})
        assert answer.headers["Location"] == around.inside


def test_what_was_sent_without_a_purpose_is_kept(around: Around):
    """Somebody signed in anew while a form was open."""
    client = around.client("manager")
    there = f"{around.inside}case-people/new/"

    asked = client.post(there, {"pseudonym": "Adult Willow", "sort": "adult", "alive": "alive"})
    on = client.post(f"{around.inside}why/", {"purpose": "review", "then": there}, follow=True)

    assert "Why do you open this case?" in asked.content.decode()
    assert "Adult Willow" in on.content.decode()
