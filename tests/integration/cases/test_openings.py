"""Opening a case in an emergency, or for information governance: who may, what it opens, who is told, and how it ends."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from itertools import product
from typing import Any

import pytest
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.boards.standing import RoleHeld
from goldenthread.cases import openings
from goldenthread.cases.models import Case, Opening, Sort
from goldenthread.core import clock
from goldenthread.core.access import Act, allow, standing_of, visible_to
from goldenthread.core.access.matrix import objects
from goldenthread.core.actors import Actor
from goldenthread.core.models import OutgoingMail
from goldenthread.core.todo import Asked, things
from goldenthread.trail.models import Entry
from goldenthread.workspace.notices.models import Notice
from tests.factories import people
from tests.factories.entering import says
from tests.factories.walk import NOISE
from tests.integration.cases.conftest import Around

WHY = "The out-of-hours nurse cannot find where the adult should be tonight."
BY = Actor.system("a test")
MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Time as the test says it is."""

    def moment(when: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: when)
        monkeypatch.setattr(clock, "today", lambda: when.astimezone(clock.LONDON).date())

    moment(MONDAY)
    return moment


def said(around: Around, **more: str) -> dict[str, str]:
    return {"reference": around.case.reference, "category": "danger", "reason": WHY, **more}


def opened(around: Around, who: str, how: str = "open", client: Client | None = None, **more: str) -> Any:
    given = {"category": "check"} if how == "open-for-governance" else {}
    return (client or around.client(who)).post(f"{around.cases}{how}/", said(around, **{**given, **more}))


EMERGENCIES, GOVERNANCE = ("danger", "cover", "court"), ("check", "complaint", "rights", "court")
PLACES = ("", "named/", "case-people/")


@pytest.mark.parametrize(
    ("who", "how", "categories"),
    [
        ("other manager", "open", EMERGENCIES),
        ("chair", "open", EMERGENCIES),
        ("lead", "open", EMERGENCIES),
        ("governance", "open-for-governance", GOVERNANCE),
        ("other governance", "open-for-governance", GOVERNANCE),
    ],
)
def test_a_case_is_opened_to_read(around: Around, who: str, how: str, categories: tuple[str, ...]):
    """Fifty-one uses: three roles in an emergency and information governance, for every reason, and what they then read."""
    client = around.client(who)
    for category, place in product(categories, PLACES):
        done = opened(around, who, how, client, category=category)
        says(client, around.case)
        page = client.get(f"{around.inside}{place}", follow=True).content.decode()
        opening = Opening.objects.get()

        assert done.status_code == 302, (category, place)
        assert "until" in page
        assert ("Adult Juniper" in page) is (place == "case-people/")
        assert opening.ends_at - opening.opened_at == timedelta(hours=4)
        opening.delete()


REFUSED = [
    ("other manager", {"reason": "too short"}, 422, "Write at least 20 characters"),
    ("other manager", {"reason": "   short   but with room   "[:18]}, 422, "Write at least 20 characters"),
    ("other manager", {"reason": ""}, 422, "Say why, in your words"),
    ("other manager", {"category": ""}, 422, "Choose what makes it necessary"),
    ("other manager", {"category": "check"}, 422, "from the list"),
    ("other manager", {"category": "curiosity"}, 422, "from the list"),
    ("other manager", {"reference": ""}, 422, "Enter the reference of the case"),
    ("other manager", {"reference": "C-NEVER1"}, 422, "There is no case with this reference"),
    ("manager", {}, 422, "open to you already"),
    ("seventh lead", {}, 422, "There is no case with this reference"),
    *[
        (who, {}, 403, "not part of your role")
        for who in ("officer", "panellist", "reviewer", "inspector", "contributor")
    ],
    *[
        (who, {}, 403, "not part of your role")
        for who in ("administrator", "editor", "analyst", "member", "governance")
    ],
]


@pytest.mark.parametrize(("who", "more", "status", "says_so"), REFUSED)
def test_a_case_is_not_opened(around: Around, who: str, more: dict[str, str], status: int, says_so: str):
    answer = opened(around, who, **more)

    assert answer.status_code == status
    assert says_so in answer.content.decode()
    assert not Opening.objects.exists()
    assert not Notice.objects.filter(kind="case-opened").exists()


@pytest.mark.parametrize("who", ["other manager", "chair", "lead", "governance"])
def test_nobody_opens_across_standing_aside(around: Around, who: str):
    people.stands_aside(around.users[who], around.case)
    how = "open-for-governance" if who == "governance" else "open"

    answer = opened(around, who, how)

    assert "There is no case with this reference" in answer.content.decode()
    assert not Opening.objects.exists()


@pytest.mark.parametrize("who", ["other manager", "chair"])
def test_only_information_governance_opens_for_governance(around: Around, who: str):
    assert opened(around, who, "open-for-governance").status_code == 403
    assert not Opening.objects.exists()


@pytest.mark.parametrize("who", ["other manager", "chair", "lead"])
def test_somebody_who_did_not_prove_who_they_are_of_late_is_asked_first(around: Around, who: str, at: Any):
    client = around.client(who)
    at(MONDAY + timedelta(minutes=5, seconds=1))

    answer = opened(around, who, client=client)

    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/account/prove/")
    assert not Opening.objects.exists()


def test_a_disabled_account_opens_nothing(around: Around):
    client = around.client("chair")
    User.objects.filter(pk=around.users["chair"].pk).update(is_active=False)

    assert opened(around, "chair", client=client).status_code == 302
    assert not Opening.objects.exists()


def test_a_reference_that_cannot_be_opened_is_as_one_that_never_was(around: Around):
    """Of another Board, of a case one stands aside from, and of one the agency has no part in: to the byte."""
    other = people.board("other")
    there = other.cases.create(sort="review", called="Adult Z")
    people.stands_aside(around.users["other manager"], around.case)

    def body(who: str, reference: str) -> str:
        page = opened(around, who, reference=reference).content.decode()
        return strip(page.replace(reference, "REFERENCE"))

    assert body("other manager", around.case.reference) == body("other manager", "C-NEVER1")
    assert body("other manager", there.reference) == body("other manager", "C-NEVER1")
    assert body("seventh lead", around.case.reference) == body("seventh lead", "C-NEVER1")


def strip(page: str) -> str:
    found = page.encode()
    for pattern, put in NOISE:
        found = re.sub(pattern, put, found)
    return found.decode()


def test_information_governance_is_told_at_once_by_a_reference_alone(around: Around):
    opened(around, "chair")

    assert {one.user.email for one in Notice.objects.filter(kind="case-opened")} == {
        "governance@luton.example",
        "other.governance@luton.example",
    }
    letters = [message_from_bytes(bytes(one.message), policy=default) for one in OutgoingMail.objects.all()]
    assert len(letters) == 2
    for letter in letters:
        whole = f"{letter['Subject']} {letter.get_content()}"
        assert around.case.reference in whole
        for token in ("Chair", "chair@", WHY[:20], "Juniper", around.case.called, "danger", "Police"):
            assert token not in whole


def test_information_governance_that_stands_aside_is_not_told(around: Around):
    people.stands_aside(around.users["governance"], around.case)

    opened(around, "chair")

    assert [one.user.email for one in Notice.objects.filter(kind="case-opened")] == ["other.governance@luton.example"]


def test_where_nobody_of_information_governance_can_judge_the_chair_is_told(around: Around):
    for who in ("governance", "other governance"):
        people.stands_aside(around.users[who], around.case)

    opened(around, "other manager")

    assert [one.user.email for one in Notice.objects.filter(kind="case-opened")] == ["chair@luton.example"]


def test_whoever_co_ordinates_the_case_is_told_of_governance(around: Around):
    opened(around, "governance", "open-for-governance")

    told = Notice.objects.get(kind="case-opened-for-governance")
    assert told.user.email == "manager@luton.example"
    assert around.case.called not in told.words


@pytest.mark.parametrize("who", ["other manager", "chair", "lead"])
def test_an_emergency_reads_and_does_nothing_else(around: Around, who: str):
    client = around.client(who)
    opened(around, who, client=client)
    says(client, around.case)

    tried = {
        "new": client.get(f"{around.inside}case-people/new/").status_code,
        "add": client.post(f"{around.inside}case-people/new/", {"pseudonym": "Adult Y", "sort": "adult"}).status_code,
        "export": client.get(f"{around.inside}case-people/export.csv").status_code,
        "name": client.post(f"{around.inside}named/new/", {}).status_code,
    }

    assert set(tried.values()) == {403}
    assert around.case.cases_casepersons.count() == 1
    standing = standing_of(around.users[who])
    person = around.case.cases_casepersons.get()
    assert not allow(standing, Act.EXPORT, person)
    assert visible_to(standing, Act.READ, type(person).objects.all()).count() == 1


def test_an_emergency_opens_nothing_that_is_sealed():
    assert [row.name for row in objects().values() if row.level == "sealed" and row.opens_in_emergency] == []


@pytest.mark.parametrize(
    ("who", "how"),
    [("other manager", "open"), ("chair", "open"), ("lead", "open"), ("governance", "open-for-governance")],
)
def test_no_opening_reaches_the_case_of_a_person_in_a_position_of_trust(around: Around, who: str, how: str):
    Case.objects.filter(pk=around.case.pk).update(sort=Sort.TRUST)

    answer = opened(around, who, how)

    assert "There is no case with this reference" in answer.content.decode()
    assert not Opening.objects.exists()


@pytest.mark.parametrize("days", [{"to_on": -1}, {"from_on": 1}], ids=["stopped yesterday", "begins tomorrow"])
def test_an_agency_that_takes_no_part_today_opens_nothing(around: Around, days: dict[str, int]):
    moved = {name: clock.today() + timedelta(days=number) for name, number in days.items()}
    around.case.agencies.update(**moved)

    answer = opened(around, "lead")

    assert "There is no case with this reference" in answer.content.decode()
    assert not Opening.objects.exists()


def test_one_case_is_opened_and_no_other(around: Around):
    other = around.board.cases.create(sort="review", called="Adult R")
    client = around.client("chair")
    opened(around, "chair", client=client)

    assert client.get(f"{around.cases}{other.pk}/named/").status_code == 404


@pytest.mark.parametrize(("hours", "status"), [(3.99, 200), (4, 404), (30, 404)])
def test_it_ends_after_four_hours(around: Around, at: Any, hours: float, status: int):
    client = around.client("chair")
    opened(around, "chair", client=client)
    at(MONDAY + timedelta(hours=hours))
    client = around.client("chair")

    assert client.get(f"{around.inside}named/").status_code == status


def test_it_is_ended_early(around: Around, at: Any):
    client = around.client("chair")
    opened(around, "chair", client=client)
    at(MONDAY + timedelta(minutes=2))

    client.post(f"{around.inside}end/")

    assert client.get(f"{around.inside}named/").status_code == 404


def test_it_opens_from_the_reference_in_a_link(around: Around):
    page = around.client("chair").get(f"{around.cases}open/?reference={around.case.reference}").content.decode()

    assert f'value="{around.case.reference}"' in page


@pytest.mark.parametrize(("count", "told"), [(1, 0), (2, 0), (3, 1), (4, 2)])
def test_opening_often_raises_an_alert_of_its_own(around: Around, at: Any, count: int, told: int):
    for number in range(count):
        around.case = around.board.cases.create(sort="review", called=f"Adult {number}")
        assert opened(around, "chair").status_code == 302

    assert Notice.objects.filter(kind="cases-opened-often", user=around.users["governance"]).count() == told


@pytest.mark.parametrize(("days", "told"), [(29, 1), (31, 0)])
def test_what_was_long_ago_is_not_often(around: Around, at: Any, days: int, told: int):
    for number in range(2):
        around.case = around.board.cases.create(sort="review", called=f"Adult {number}")
        opened(around, "chair")
    at(MONDAY + timedelta(days=days))
    around.case = around.board.cases.create(sort="review", called="Adult 3")
    opened(around, "chair")

    assert Notice.objects.filter(kind="cases-opened-often", user=around.users["governance"]).count() == told


def judge(around: Around, who: str, **more: str) -> Any:
    one = Opening.objects.get()
    given = {"verdict": "justified", "why": "The nurse found the adult by it.", **more}
    return around.client(who).post(f"{around.cases}openings/{one.pk}/", given)


def to_do(around: Around, who: str) -> list[str]:
    user = around.users[who]
    asked = Asked(user.pk, standing_of(user), around.board, clock.today())
    return [thing.button for thing in things(asked) if thing.button == "Judge it"]


def test_information_governance_judges_it(around: Around):
    opened(around, "other manager")
    assert to_do(around, "governance") == ["Judge it"]
    assert to_do(around, "chair") == []

    assert judge(around, "governance", why="").status_code == 422
    assert judge(around, "governance").status_code == 302

    one = Opening.objects.get()
    assert (one.verdict, one.judged_by) == ("justified", around.users["governance"])
    assert to_do(around, "governance") == []
    assert not Notice.objects.filter(kind="case-opened", read_at=None).exists()
    assert judge(around, "other governance").status_code == 409


@pytest.mark.parametrize(
    ("who", "status"), [("chair", 409), ("other manager", 403), ("lead", 403), ("seventh lead", 403)]
)
def test_nobody_judges_their_own_and_others_not_at_all(around: Around, who: str, status: int):
    opened(around, "chair")

    assert judge(around, who).status_code == status
    assert Opening.objects.get().judged_at is None


@pytest.mark.parametrize(
    ("opened_at", "late_on"),
    [
        (datetime(2026, 11, 30, 9, 0, tzinfo=UTC), date(2026, 12, 4)),
        (datetime(2026, 12, 4, 16, 0, tzinfo=UTC), date(2026, 12, 10)),
        (datetime(2026, 12, 5, 3, 0, tzinfo=UTC), date(2026, 12, 10)),
        (datetime(2026, 12, 23, 12, 0, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2027, 5, 31, 23, 30, tzinfo=UTC), date(2027, 6, 5)),
    ],
    ids=["in a week", "on a Friday", "on a Saturday", "before Christmas", "by the English day, in summer"],
)
def test_what_nobody_judged_goes_to_the_chair(around: Around, at: Any, opened_at: datetime, late_on: date):
    at(opened_at)
    opened(around, "other manager")
    day = datetime.combine(late_on, datetime.min.time(), UTC) + timedelta(hours=12)

    at(day - timedelta(days=1))
    assert openings.escalate_due(by=BY) == 0
    at(day)
    assert openings.escalate_due(by=BY) == 1
    assert openings.escalate_due(by=BY) == 0

    assert [one.user.email for one in Notice.objects.filter(kind="opening-not-judged")] == ["chair@luton.example"]
    assert to_do(around, "chair") == ["Judge it"]
    assert judge(around, "chair").status_code == 302


def test_what_the_chair_opened_is_not_escalated_to_the_chair(around: Around, at: Any):
    opened(around, "chair")
    at(MONDAY + timedelta(days=10))

    openings.escalate_due(by=BY)

    assert {one.user.email for one in Notice.objects.filter(kind="opening-not-judged")} == {
        "governance@luton.example",
        "other.governance@luton.example",
    }


def test_whoever_judges_sees_which_pages_were_read(around: Around):
    client = around.client("chair")
    opened(around, "chair", client=client)
    client.get(f"{around.inside}case-people/")

    page = around.client("governance").get(f"{around.cases}openings/{Opening.objects.get().pk}/").content.decode()

    assert "read “People”" in page
    assert WHY in page
    assert "Juniper" not in page
    assert around.case.called not in page


def test_the_trail_says_that_it_was_opened(around: Around):
    opened(around, "chair")

    entry = Entry.objects.get(verb="open a case in an emergency")
    assert (entry.subject_id, entry.by_name) == (str(around.case.pk), "Chair")
    assert "reason" not in entry.after


def test_losing_the_role_ends_it(around: Around):
    client = around.client("other manager")
    opened(around, "other manager", client=client)
    RoleHeld.objects.filter(user=around.users["other manager"]).update(to_on=clock.today() - timedelta(days=1))

    assert client.get(f"{around.inside}named/").status_code == 404


@pytest.mark.parametrize(
    ("who", "way"), [("chair", "open/"), ("governance", "open-for-governance/"), ("officer", ""), ("manager", "")]
)
def test_a_review_one_is_not_named_on_leads_to_the_way_in(around: Around, who: str, way: str):
    page = around.client(who).get(f"/board/luton/reviews/{around.case.pk}/open/").content.decode()

    offered = f"{around.cases}{way}?reference={around.case.reference}" in page
    assert offered is bool(way)
