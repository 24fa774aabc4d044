"""The first steps of an installation: a database, a Board, an account; and what is done there leaves its trail."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from goldenthread.accounts.models import User
from goldenthread.boards import operations
from goldenthread.boards.models import Board
from goldenthread.boards.standing import RoleHeld
from goldenthread.core import clock
from goldenthread.core.access import standing_of
from goldenthread.core.access.acts import Role
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPermitted, NotPossibleNow, Refused
from goldenthread.trail.models import Entry

ROOT = Path(__file__).resolve().parents[3]
CONSOLE = Actor.console("root at the command line")
BOARD = ("--slug", "anywhere", "--name", "Anywhere Board", "--area", "Anywhere", "--authority", "Anywhere Council")
PERSON = ("--email", "Asha.Patel@council.example", "--name", "Asha Patel")
ROLE = ("--board", "anywhere", "--role", "board_manager")


def command(data: Path, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GOLDENTHREAD_")}
    whole = [sys.executable, "-m", "goldenthread", *words, "--data", str(data)]
    return subprocess.run(whole, cwd=ROOT, env=kept, input=given, capture_output=True, text=True, check=False)


pytestmark = pytest.mark.xdist_group("first-steps")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty installation with a Board."""
    data = tmp_path_factory.mktemp("begun") / "data"
    for words in (("migrate",), ("create-board", *BOARD)):
        answer = command(data, *words)
        assert answer.returncode == 0, answer.stderr
    return data


def test_somebody_is_invited_by_a_link_that_is_printed(begun: Path):
    answer = command(begun, "create-user", *PERSON, *ROLE)

    assert answer.returncode == 0, answer.stderr
    assert "asha.patel@council.example is invited." in answer.stdout
    assert "They are board manager of Anywhere Board." in answer.stdout
    assert "which opens the account once: http://localhost:8001/account/" in answer.stdout


def test_an_account_may_be_opened_with_a_password(begun: Path):
    words = ("create-user", "--email", "brian@council.example", "--name", "Brian Okoye", "--password-stdin")

    weak = command(begun, *words, given="password1234\n")
    strong = command(begun, *words, given="violet-harbour-turnip\n")
    again = command(begun, *words, given="violet-harbour-turnip\n")

    assert (weak.returncode, strong.returncode, again.returncode) == (1, 0, 1), strong.stderr
    assert "has an account already" in again.stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("create-board", *BOARD), 1, "already exists"),
        (("create-user", *PERSON, "--board", "anywhere"), 2, "together"),
        (("create-user", *PERSON, "--board", "nowhere", "--role", "member"), 1, "There is no Board “nowhere” here"),
        (("create-user", *PERSON, "--board", "anywhere", "--role", "king"), 2, "king"),
        (("create-user", "--email", "nobody", "--name", "N"), 1, "correct format"),
    ],
    ids=["a Board twice", "a Board without a role", "no such Board", "no such role", "no e-mail address"],
)
def test_what_cannot_be_begun_is_said(begun: Path, words: tuple[str, ...], code: int, said: str):
    answer = command(begun, *words)

    assert (answer.returncode, "Traceback" in answer.stderr) == (code, False)
    assert said in answer.stderr


def test_an_installation_that_was_begun_is_safe_to_serve(begun: Path):
    assert begun.stat().st_mode & 0o777 == 0o700
    assert [path for path in (begun / "keys").iterdir() if path.stat().st_mode & 0o077] == []


@pytest.fixture
def board(db: Any) -> Board:
    return operations.create_board(slug="anywhere", name="Anywhere Board", area="A", authority="A Council", by=CONSOLE)


@pytest.fixture
def user(db: Any) -> User:
    return User.objects.create_user("asha@council.example", name="Asha Patel")


def manager(board: Board, address: str) -> Actor:
    user = User.objects.create_user(address, name=address)
    operations.give_role(user=user, board=board, role=Role.BOARD_MANAGER, by=CONSOLE)
    return Actor.person(user.name, user.pk)


def test_a_board_leaves_its_first_entry(board: Board):
    assert [(entry.verb, entry.by_name) for entry in Entry.objects.filter(subject_id=str(board.pk))] == [
        ("add", "root at the command line")
    ]


def test_nobody_begins_a_board_from_inside_another(board: Board, user: User):
    by = manager(board, "m@council.example")

    with pytest.raises(NotPermitted):
        operations.create_board(slug="other", name="Other", area="O", authority="O", by=by)

    assert Board.objects.count() == 1


def test_a_board_with_a_short_address_that_is_none_is_refused(db: Any):
    with pytest.raises(ValidationError):
        operations.create_board(slug="not one!", name="N", area="A", authority="A", by=CONSOLE)


def test_a_role_is_given_with_its_entry_and_once(board: Board, user: User):
    first = operations.give_role(user=user, board=board, role=Role.MEMBER, by=CONSOLE)
    second = operations.give_role(user=user, board=board, role=Role.MEMBER, by=CONSOLE)

    assert first == second
    assert standing_of(user).roles_on(board.pk) == (Role.MEMBER,)
    assert Entry.objects.filter(verb="give a role", subject_id=str(first.pk)).count() == 1


def test_giving_a_role_takes_two_people(board: Board, user: User):
    one, other = manager(board, "one@council.example"), manager(board, "two@council.example")
    with pytest.raises(NotPossibleNow, match="two people"):
        operations.give_role(user=user, board=board, role=Role.MEMBER, by=one)
    with pytest.raises(NotPossibleNow, match="two people"):
        operations.give_role(user=user, board=board, role=Role.MEMBER, by=one, second=one)

    held = operations.give_role(user=user, board=board, role=Role.MEMBER, by=one, second=other)

    entry = Entry.objects.get(verb="give a role", subject_id=str(held.pk))
    assert (entry.by_user_id, entry.second_user_id) == (one.user_id, other.user_id)


def test_the_second_person_must_be_one_who_may(board: Board, user: User):
    one, stranger = manager(board, "one@council.example"), Actor.person("Stranger", user.pk)
    another = User.objects.create_user("new@council.example", name="New")

    with pytest.raises(NotPermitted):
        operations.give_role(user=another, board=board, role=Role.MEMBER, by=one, second=stranger)


def test_nobody_gives_themselves_a_role(board: Board):
    one, other = manager(board, "one@council.example"), manager(board, "two@council.example")
    themselves = User.objects.get(pk=one.user_id)

    with pytest.raises(Refused, match="of their own"):
        operations.give_role(user=themselves, board=board, role=Role.CHAIR, by=one, second=other)
    with pytest.raises(Refused, match="of their own"):
        operations.give_role(user=themselves, board=board, role=Role.CHAIR, by=other, second=one)


def test_a_role_that_ends_ends_at_once(board: Board, user: User):
    held = operations.give_role(user=user, board=board, role=Role.MEMBER, by=CONSOLE)

    operations.end_role(held, by=CONSOLE)

    assert standing_of(user).roles_on(board.pk) == ()
    assert RoleHeld.objects.get(pk=held.pk).to_on == clock.today() - timedelta(days=1)
    with pytest.raises(NotPossibleNow, match="already"):
        operations.end_role(held, by=CONSOLE)


def test_a_role_may_end_on_a_day_to_come(board: Board, user: User):
    held = operations.give_role(user=user, board=board, role=Role.MEMBER, by=CONSOLE)
    day = clock.today() + timedelta(days=3)

    operations.end_role(held, on=day, by=CONSOLE)

    assert standing_of(user, day).roles_on(board.pk) == (Role.MEMBER,)
    assert standing_of(user, day + timedelta(days=1)).roles_on(board.pk) == ()
