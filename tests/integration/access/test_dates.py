"""Relationships hold from their first day to their last, both days included."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from goldenthread.accounts.models import User
from goldenthread.boards.models import Board
from goldenthread.core.access import NOBODY, Act, Role, Standing, allow, standing_of
from goldenthread.reviews.models import Review
from tests.factories import people, records

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2024, 2, 29), date(2024, 3, 31)  # a leap day, and the day the clocks go forward
DAYS: dict[str, Any] = {"from_on": FIRST, "to_on": LAST}
DAY = timedelta(days=1)


@pytest.fixture
def here() -> Board:
    return people.board("here")


@pytest.fixture
def review(here: Board) -> Any:
    return records.make(Review, here)


@pytest.fixture
def somebody(here: Board, review: Any) -> User:
    """Somebody who stands in every relationship there is, for a month."""
    group, agency = people.group(here), people.agency(here)
    user = people.person("ada@here.example", board=here, role=Role.MEMBER, agency=agency, groups=[group], **DAYS)
    people.named_on(user, review, **DAYS)
    people.stands_aside(user, review, **DAYS)
    people.given(user, review, here, **DAYS)
    return user


EDGES = [(FIRST - DAY, False), (FIRST, True), (LAST, True), (LAST + DAY, False)]


@pytest.mark.parametrize("of", ["roles", "agencies", "groups", "cases", "recused", "items"])
@pytest.mark.parametrize(("day", "holds"), EDGES)
def test_a_relationship_holds_on_its_days(somebody: User, of: str, day: date, holds: bool):
    assert bool(getattr(standing_of(somebody, day), of)) is holds


def test_a_relationship_without_an_end_holds_on(here: Board):
    user = people.person("ada@here.example", board=here, role=Role.CHAIR, from_on=FIRST)

    assert standing_of(user, date(2099, 1, 1)).roles == {(here.pk, Role.CHAIR)}


@pytest.mark.parametrize(("day", "may"), EDGES)
def test_what_somebody_may_do_follows_the_days_of_their_role(here: Board, day: date, may: bool):
    user = people.person("ada@here.example", board=here, role=Role.BOARD_MANAGER, **DAYS)
    risk = records.make(records.plans.BoardRisk, here)

    assert allow(standing_of(user, day), Act.EDIT, risk) is may


def test_standing_is_asked_for_today_unless_a_day_is_given(here: Board, time_machine_day: Any):
    user = people.person("ada@here.example", board=here, role=Role.CHAIR, **DAYS)

    with time_machine_day(LAST):
        assert standing_of(user).roles == {(here.pk, Role.CHAIR)}
    with time_machine_day(LAST + DAY):
        assert standing_of(user).roles == frozenset()


@pytest.fixture
def time_machine_day() -> Any:
    import time_machine

    return lambda day: time_machine.travel(f"{day.isoformat()}T10:00:00+01:00", tick=False)


def test_the_day_is_the_day_in_england(here: Board):
    """Half past midnight in a London summer is still the day before in UTC; the relationship has ended."""
    import time_machine

    user = people.person("ada@here.example", board=here, role=Role.CHAIR, from_on=FIRST, to_on=date(2024, 6, 30))

    with time_machine.travel("2024-06-30T23:30:00+00:00", tick=False):
        assert standing_of(user).roles == frozenset()


@pytest.mark.parametrize("gone", ["disabled", "nobody", "anonymous"])
def test_leavers_and_strangers_stand_nowhere(somebody: User, gone: str):
    from django.contrib.auth.models import AnonymousUser

    somebody.is_active = False
    who: Any = {"disabled": somebody, "nobody": None, "anonymous": AnonymousUser()}[gone]

    assert standing_of(who, FIRST) == NOBODY


def test_somebody_stands_as_themselves(somebody: User):
    standing = standing_of(somebody, FIRST)

    assert (standing.user_id, standing.is_active, standing.is_trusted) == (somebody.pk, True, False)


def test_somebody_of_an_agency_is_of_its_parts_and_not_of_its_whole(here: Board):
    council = people.agency(here, "council")
    care = people.agency(here, "adult-social-care", part_of=council)
    of_council = people.person("ada@here.example", agency=council)
    of_care = people.person("bea@here.example", agency=care)

    assert standing_of(of_council).agencies == {council.pk, care.pk}
    assert standing_of(of_care).agencies == {care.pk}


def test_relationships_are_ones_own(somebody: User):
    """Somebody else stands in every relationship there is; a stranger stands in none of them."""
    stranger = people.person("bea@here.example")

    assert standing_of(somebody, FIRST) != Standing(user_id=somebody.pk, is_active=True)
    assert standing_of(stranger, FIRST) == Standing(user_id=stranger.pk, is_active=True)
