"""Deeds in cases that take two people are never done by one: every deed that a room registers, whatever is tried.

What is tried does not do the deed itself, which each room's own tests do: it counts whether it would have been done.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from unittest import mock

import pytest
from django.db import IntegrityError, OperationalError, connection

from goldenthread.accounts.models import User
from goldenthread.boards import steps
from goldenthread.boards.models import Board
from goldenthread.boards.standing import RoleHeld
from goldenthread.cases import two_people
from goldenthread.cases.models import Case, CaseMembership, TwoPersonAct
from goldenthread.cases.two_people import Deed
from goldenthread.core.access import Role
from goldenthread.core.actors import Actor
from goldenthread.core.errors import GoldenThreadError
from goldenthread.reviews.models import Review
from tests.factories import people, records

ATTEMPTS = 500
RACES = 20
TOGETHER = 5
"""Twenty races of five at once: a hundred that run beside each other."""
STEPS = {"agree": steps.AGREE, "refuse": steps.REFUSE, "take back": steps.WITHDRAW}
WHOLE = "What is agreed to is kept whole in what was asked, and nothing of it can be changed there."
WITHOUT_A_SEAL = {"name": WHOLE, "agencies": WHOLE, "open-position-of-trust": WHOLE, "give-position-of-trust": WHOLE}
"""Deeds whose subject cannot change between asking and agreeing, each with the reason."""


class Office:
    """Two managers and a case; deeds that count, over a subject that can change."""

    def __init__(self) -> None:
        self.board: Board = people.board("office")
        self.case = Case.objects.get(pk=records.make(Review, self.board).pk)
        self.users = [self._manager(name) for name in ("first", "second")]
        self.done: list[tuple[str | None, str | None]] = []
        self.subject = 0

    def _manager(self, name: str) -> User:
        user = people.person(f"{name}@office.example", board=self.board, role=Role.BOARD_MANAGER)
        people.named_on(user, self.case, "coordinator")
        return user

    def by(self, place: int) -> Actor:
        return Actor.person(self.users[place].name, self.users[place].pk)

    def counted(self, declared: Deed) -> Deed:
        """The deed, that counts instead of being done; whoever gives access may ask for it."""

        def does(act: TwoPersonAct, first: Actor, second: Actor) -> None:
            self.done.append((str(first.user_id), str(second.user_id)))

        return replace(
            declared,
            act=two_people.NAME.act,
            guarded=lambda act: CaseMembership(case=act.case, user=self.users[0], part="panel", from_on=people.SINCE),
            does=does,
            seal=lambda _: str(self.subject),
            says=lambda act: act.why,
            was_asked=lambda _: None,
            was_decided=lambda _: None,
        )

    @contextmanager
    def registered(self, key: str) -> Iterator[Deed]:
        counted = self.counted(two_people.deeds()[key])
        with mock.patch.dict(two_people._deeds, {key: counted}):
            yield counted


def keys() -> list[str]:
    return sorted(two_people.deeds())


@pytest.fixture
def office(db: None) -> Office:
    return Office()


def alone(office: Office, key: str, seed: int, attempts: int) -> int:
    """Whatever one person tries, in any order, with what they read before and after: how often they tried."""
    chance, tried = random.Random(seed), 0
    with office.registered(key) as declared:
        read: list[TwoPersonAct] = []
        while tried < attempts:
            tried += 1
            try:
                if not read or chance.random() < 0.3:
                    read.append(
                        two_people.ask(declared, office.case, why="Now.", by=office.by(0), details={"n": tried})
                    )
                elif chance.random() < 0.2:
                    office.subject += 1  # whoever asked changes what is to be agreed to
                else:
                    step = STEPS[chance.choice(["agree", "agree", "refuse", "take back"])]
                    two_people.decide(chance.choice(read), step, by=office.by(0), why="Because.")
            except GoldenThreadError:
                continue
    return tried


@pytest.mark.parametrize("key", keys())
def test_nobody_does_alone_what_takes_two(office: Office, key: str):
    assert alone(office, key, 16, ATTEMPTS // len(keys()) + 1) > 0
    assert office.done == []
    assert not TwoPersonAct.objects.filter(state="agreed").exists()


def test_a_deed_that_took_ones_own_agreement_would_be_noticed(office: Office):
    """The operation would let them; the database still does not."""
    lenient = replace(steps.AGREE, takes_another=False)
    planted = mock.patch.object(steps, "AGREE", lenient)
    with planted, mock.patch.dict(STEPS, {"agree": lenient}), pytest.raises(IntegrityError):
        alone(office, "name", 16, 200)

    assert office.done != []


def agreed(office: Office, key: str, between: Callable[[], object]) -> int:
    """One asks, something happens, another agrees: how often it was done."""
    with office.registered(key) as declared:
        act = two_people.ask(declared, office.case, why="Now.", by=office.by(0))
        between()
        with suppress(GoldenThreadError):
            two_people.decide(act, steps.AGREE, by=office.by(1))
    return len(office.done)


def _changes(office: Office) -> None:
    office.subject += 1


def _loses_the_role(office: Office) -> None:
    RoleHeld.objects.filter(user=office.users[0]).delete()


@pytest.mark.parametrize("key", keys())
def test_what_changed_since_it_was_asked_is_not_done(office: Office, key: str):
    assert agreed(office, key, lambda: _changes(office)) == 0


@pytest.mark.parametrize("key", keys())
def test_what_somebody_asked_who_may_not_any_more_is_not_done(office: Office, key: str):
    assert agreed(office, key, lambda: _loses_the_role(office)) == 0


@pytest.mark.parametrize("key", keys())
def test_whoever_stands_aside_agrees_to_nothing(office: Office, key: str):
    assert agreed(office, key, lambda: people.stands_aside(office.users[1], office.case)) == 0


@pytest.mark.parametrize("key", keys())
def test_two_people_do_it_once(office: Office, key: str):
    assert agreed(office, key, lambda: None) == 1
    assert len({person for pair in office.done for person in pair}) == 2


def test_every_deed_seals_what_is_agreed_to_or_says_why_not():
    plain = {key for key, one in two_people.deeds().items() if one.seal is two_people.Deed.seal}

    assert plain == set(WITHOUT_A_SEAL)


def patiently(deed: Callable[[], object]) -> None:
    """Threads that share SQLite in memory are told that a table is locked at once, and not made to wait as in a file."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            deed()
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(random.random() / 50)
        except GoldenThreadError:
            return
        else:
            return
    raise AssertionError


def race(office: Office, key: str, number: int) -> None:
    """One asks; they and the other agree, all at the same moment."""
    with office.registered(key) as declared:
        act = two_people.ask(declared, office.case, why="Now.", by=office.by(0), details={"n": number})

        def agree(place: int) -> None:
            try:
                patiently(lambda: two_people.decide(act, steps.AGREE, by=office.by(place)))
            finally:
                connection.close()

        threads = [threading.Thread(target=agree, args=(place % 2,)) for place in range(TOGETHER)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()


@pytest.mark.django_db(transaction=True)
def test_however_many_agree_at_once_it_is_done_once_and_by_two():
    """A hundred at once, in twenty races: the one who asked among them."""
    office = Office()

    for number in range(RACES):
        race(office, keys()[number % len(keys())], number)

    assert len(office.done) == RACES
    assert set(office.done) == {(str(office.users[0].pk), str(office.users[1].pk))}
