"""An agency says how its own action stands: done, going on, or stuck; others do not say it for them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.cases import naming
from goldenthread.core import clock
from goldenthread.core.errors import NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.panels import actions, moving
from goldenthread.panels.kinds_of_panel_cases import how_it_stands
from goldenthread.panels.models import PanelAction, PanelActionWord, PanelCase
from goldenthread.trail.models import Entry
from tests.factories import people
from tests.integration.panels.conftest import Place, Refer

WORDS = "Nobody answers the door. The housing officer has a key."


@pytest.fixture
def head(refer: Refer, seated: Place) -> PanelCase:
    found = refer()
    values = {"lead_agency": seated.fire}
    moving.take(found, "accept", on=clock.today(), why="It fits.", by=seated.by("panel_chair"), values=values)
    return found


@pytest.fixture
def action(head: PanelCase, seated: Place) -> PanelAction:
    """What the fire service does; it takes part in the case."""
    naming.takes_part(head.case, seated.fire, by=seated.by("panel_chair"))
    due = clock.today() + timedelta(days=3)
    return PanelAction.objects.create(case=head.case, agency=seated.fire, text="Fit an alarm", due_on=due)


def sent(stands: str = "stuck", words: str = WORDS, ago: int = 0) -> dict[str, str]:
    day = clock.today() - timedelta(days=ago)
    return {
        "stands": stands,
        "words": words,
        "on-day": str(day.day),
        "on-month": str(day.month),
        "on-year": str(day.year),
    }


def address(place: Place, action: PanelAction) -> str:
    return place.address(action.case, f"panel-actions/{action.pk}/stands/")


def test_an_agency_finds_its_action_among_what_it_has_to_do_and_says_that_it_is_stuck(
    seated: Place, action: PanelAction
):
    home = seated.client("lead").get("/board/ours/to-do/").content.decode()
    client = seated.client("lead", action.case)

    page = client.get(address(seated, action)).content.decode()
    answer = client.post(address(seated, action), sent())
    chairs = seated.client("panel_chair").get("/board/ours/to-do/").content.decode()
    action.refresh_from_db()

    assert address(seated, action) in home
    assert "Fit an alarm" not in home
    assert "Fit an alarm" in page
    assert (answer.status_code, action.is_stuck, action.done_on) == (302, True, None)
    assert str(how_it_stands(action)) == "It cannot go on"
    assert "An action cannot go on" in chairs
    assert WORDS in client.get(answer["Location"]).content.decode()


def test_done_it_is_no_more_to_do_and_what_was_said_before_is_kept(seated: Place, action: PanelAction):
    client = seated.client("lead", action.case)
    client.post(address(seated, action), sent())
    client.post(address(seated, action), sent("done", "Two alarms fitted, and tried.", ago=1))
    action.refresh_from_db()

    assert action.done_on == clock.today() - timedelta(days=1)
    assert (action.is_stuck, action.came_to) == (False, "Two alarms fitted, and tried.")
    assert list(PanelActionWord.objects.values_list("stands", flat=True)) == ["done", "stuck"]
    for who in ("lead", "panel_chair"):
        assert str(action.pk) not in seated.client(who).get("/board/ours/to-do/").content.decode()


def test_what_was_said_is_not_in_the_trail(seated: Place, action: PanelAction):
    seated.client("lead", action.case).post(address(seated, action), sent())

    told = Entry.objects.filter(verb__startswith="say of an action")
    assert [one.by_user_id for one in told] == [seated.users["lead"].pk]
    assert WORDS not in str(list(Entry.objects.values("verb", "before", "after", "why")))


@pytest.mark.parametrize(
    ("who", "status"), [("council_lead", 404), ("outsider", 404), ("worker", 404), ("panel_chair", 200)]
)
def test_the_agency_and_the_chair_say_it_and_nobody_else_learns_of_it(
    seated: Place, action: PanelAction, who: str, status: int
):
    naming.takes_part(action.case, seated.council, by=seated.by("panel_chair"))

    client = seated.client(who, action.case)

    assert client.get(address(seated, action)).status_code == status


def test_others_on_the_panel_read_it_and_do_not_say_it(seated: Place, head: PanelCase):
    action = PanelAction.objects.create(case=head.case, agency=seated.council, text="Write", due_on=clock.today())
    client = seated.client("panel_member", head.case)
    record = client.get(seated.address(head, f"panel-actions/{action.pk}/")).content.decode()

    assert client.get(address(seated, action)).status_code == 403
    assert address(seated, action) not in record
    with pytest.raises(NotPermitted):
        actions.say(action, "done", on=clock.today(), words="Done.", by=seated.by("panel_member"))
    assert PanelActionWord.objects.count() == 0


@pytest.mark.parametrize(("given", "said"), [({"words": " "}, "In words"), ({"ago": -1}, "still to come")])
def test_what_is_missing_is_told_and_nothing_is_lost(
    seated: Place, action: PanelAction, given: dict[str, object], said: str
):
    answer = seated.client("lead", action.case).post(address(seated, action), sent("done", **{"words": WORDS, **given}))  # type: ignore[arg-type]
    page = answer.content.decode()

    assert answer.status_code == 422
    assert said.lower() in page.lower()
    assert 'value="done"' in page
    assert PanelActionWord.objects.count() == 0


def test_of_a_case_that_left_the_panel_nothing_more_is_said(seated: Place, action: PanelAction, head: PanelCase):
    head.refresh_from_db()
    moving.take(
        head, "leave", on=clock.today(), why="It is safe.", by=seated.by("panel_chair"), values={"effect": "reduced"}
    )

    with pytest.raises(NotPossibleNow, match="left the panel"):
        actions.say(action, "done", on=clock.today(), words="Done.", by=seated.by("lead"))
    assert str(action.pk) not in seated.client("lead").get("/board/ours/to-do/").content.decode()


def test_whoever_stands_aside_has_nothing_to_do_there(seated: Place, action: PanelAction):
    people.stands_aside(seated.users["lead"], action.case)

    assert str(action.pk) not in seated.client("lead").get("/board/ours/to-do/").content.decode()
    with pytest.raises((NotPermitted, NotFound)):
        actions.say(action, "done", on=clock.today(), words="Done.", by=seated.by("lead"))


def test_the_day_is_not_to_come(seated: Place, action: PanelAction):
    with pytest.raises(Refused, match="to come"):
        actions.say(action, "stuck", on=clock.today() + timedelta(days=1), words="Soon.", by=seated.by("lead"))
