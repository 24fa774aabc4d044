"""Whatever stands in an address or a form is answered in words: never with a fault of ours."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from goldenthread.accounts.models import User
from goldenthread.boards.models import Board
from goldenthread.core.days import DayField
from goldenthread.core.forms import PoundsField
from goldenthread.core.kinds import Kind, kinds
from goldenthread.learning.models import Action
from goldenthread.meetings.models import Meeting
from tests.factories import matrix_by_hand
from tests.factories.entering import list_of
from tests.factories.people import agency, board, group, person, signed_in

pytestmark = pytest.mark.django_db
ODD = ("abc", "9" * 30, "-1", "2024-13-40", "²", "%ff")
AS_ODD = [pytest.param(one, marks=[pytest.mark.sqlite] if one in ODD[2:] else []) for one in ODD]
"""What is no number, and a number too large, may be another fault on each database; the others never come so far."""
PAGES = (
    "access/?role=",
    "accounts/?page=",
    "figures/?period=",
    "figures/?data=",
    "trail/mine/?page=",
    "figures/concerns.received/?data=",
)


@pytest.fixture
def ours() -> Board:
    return board("ours")


@pytest.fixture
def manager(client: Client, ours: Board) -> Client:
    return signed_in(client, person("manager@ours.example", board=ours, role="board_manager"))


def lists(manager: Client, ours: Board, act: str) -> list[tuple[Kind, str]]:
    """The kinds whose records the manager may add, or read, with the addresses of their lists."""
    user = User.objects.get(email="manager@ours.example")
    own = [kind for kind in kinds().values() if matrix_by_hand.may_somewhere({"board_manager"}, act, kind.row)]
    return [(kind, list_of(kind, ours, manager, user)) for kind in own]


@pytest.mark.parametrize("odd", AS_ODD)
def test_a_new_form_opens_whatever_its_address_says_of_its_fields(manager: Client, ours: Board, odd: str):
    for kind, there in lists(manager, ours, "create"):
        if kind.form is not None:
            asked = "&".join(f"{name}={odd}" for name in kind.form.base_fields)
            assert manager.get(f"{there}new/?{asked}").status_code == 200, kind.slug


@pytest.mark.parametrize("odd", AS_ODD)
def test_a_list_answers_whatever_it_is_asked(manager: Client, ours: Board, odd: str):
    for kind, there in lists(manager, ours, "read"):
        narrowed = "&".join(f"{name}={odd}" for name in ("q", "sort", *(one.name for one in kind.filters)))
        for asked in (narrowed, f"page={odd}"):
            assert manager.get(f"{there}?{asked}").status_code in {200, 400}, (kind.slug, asked)


@pytest.mark.parametrize("page", PAGES)
def test_other_pages_answer_whatever_they_are_asked(manager: Client, page: str):
    for odd in ODD:
        assert manager.get(f"/board/ours/{page}{odd}").status_code in {200, 400, 404}, odd


@pytest.mark.parametrize(
    "address", ["actions/?q=%00", "trail/mine/?page=%00", "figures/%00/", "actions/new/?text=a%00b"]
)
def test_an_address_with_a_null_character_is_refused(manager: Client, address: str):
    assert manager.get(f"/board/ours/{address}").status_code == 400


@pytest.mark.parametrize("odd", ["\0", "9" * 30, "9" * 5000, "-1", "NaN", "Infinity", "1e999999999", "x" * 20_000])
def test_a_form_filled_with_nonsense_is_shown_again_and_nothing_is_kept(manager: Client, ours: Board, odd: str):
    for kind, there in lists(manager, ours, "create"):
        if kind.form is None:
            continue
        kept = kind.model._default_manager.count()
        sent = dict.fromkeys(kind.form.base_fields, odd)
        sent |= {f"{name}-{part}": odd for name in kind.form.base_fields for part in ("day", "month", "year")}

        assert manager.post(f"{there}new/", sent).status_code == 422, kind.slug
        assert kind.model._default_manager.count() == kept, kind.slug


@pytest.mark.parametrize("year", ["99999999999999999999", "9" * 5000, "0", "-5", "²"])
def test_a_year_that_is_none_is_said_to_be_none(year: str):
    with pytest.raises(ValidationError, match="must"):
        DayField(words="Due").clean(["1", "2", year])


@pytest.mark.parametrize("typed", ["NaN", "Infinity", "1e999999999", "12.345", "-1", "a lot", "99999999999999"])
def test_an_amount_that_is_none_is_said_to_be_none_and_never_rounded(typed: str):
    with pytest.raises(ValidationError, match="Enter an amount in pounds and pence"):
        PoundsField().clean(typed)


@pytest.mark.parametrize(("typed", "pence"), [("1,250.50", 125_050), ("£ 12", 1_200), ("0", 0), (" 0.01 ", 1)])
def test_an_amount_is_kept_to_the_penny(typed: str, pence: int):
    assert PoundsField().clean(typed) == pence


def test_an_unread_choice_of_a_form_is_left_as_it_is(client: Client, ours: Board):
    """Whoever may not see the meeting that agreed an action says how far it is, and the meeting stays."""
    police = agency(ours, "police")
    meeting = Meeting.objects.create(group=group(ours, "closed"), held_on=date(2026, 1, 5))
    action = Action.objects.create(board=ours, text="Ring the trust", agency=police, meeting=meeting)
    lead = signed_in(client, person("lead@police.example", board=ours, role="agency_lead", agency=police))
    address = f"/board/ours/actions/{action.pk}/change/"
    form = lead.get(address).context["form"]
    sent = {"status": "not_started", "text": action.text, "agency": str(police.pk), "note": "Half of it.", "owner": ""}

    answer = lead.post(address, {**sent, "read": form.initial["read"]})

    action.refresh_from_db()
    assert (answer.status_code, action.note, action.meeting) == (302, "Half of it.", meeting)
    assert "meeting" not in form.fields
