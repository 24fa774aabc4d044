"""Whatever is done to the trail behind the program's back is found, and it is said where."""

from __future__ import annotations

import ast
import random
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import F, QuerySet

from goldenthread.boards.models import Agency, Board
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.trail import checkpoint, links, triggers
from goldenthread.trail.export import lines
from goldenthread.trail.models import Chain, Entry
from goldenthread.trail.operations import record
from goldenthread.trail.verify import chains, walk
from tests import independent_verifier

pytestmark = pytest.mark.django_db
LENGTH = 20
POSITIONS = 12
"""How many places each kind of tampering is tried at."""


@pytest.fixture
def chain(board: Board) -> UUID:
    """The key of a Board's chain of twenty entries, whose triggers somebody took off."""
    by, agreed = Actor.person("Morgan Example", uuid4()), Actor.person("Chris Example", uuid4())
    agencies = [Agency(board=board, slug=f"agency-{number}") for number in range(LENGTH)]
    for number, agency in enumerate(agencies):
        after = {"name": f"Agency {number}", "order": number, "board": str(board.pk)}
        second = agreed if number % 2 else None
        record("change", agency, by=by, before={"name": "Zoë’s"}, after=after, why="A reason.", second=second)
    triggers.remove(connection)
    return board.pk


def rows() -> QuerySet[Entry]:
    """The entries without their manners: what somebody with the database's password has."""
    return QuerySet(Entry)


def at(chain: UUID, number: int) -> QuerySet[Entry]:
    return rows().filter(chain=chain, number=number)


def rehash(chain: UUID, first: int, last: int) -> None:
    """Write the hashes of some entries anew, each on the one before, as somebody would who has read our documentation."""
    for number in range(first, last + 1):
        entry = at(chain, number).get()
        entry.previous = at(chain, number - 1).get().hash if number > 1 else links.FIRST
        at(chain, number).update(previous=entry.previous, hash=entry.rightful_hash())


def rehash_one(chain: UUID, number: int) -> None:
    at(chain, number).update(hash=at(chain, number).get().rightful_hash())


def move_head(chain: UUID) -> None:
    last = rows().filter(chain=chain).order_by("-number").first()
    assert last is not None
    Chain.objects.filter(key=chain).update(number=last.number, hash=last.hash)


def edit(**values: object) -> Callable[[UUID, int], range]:
    def tamper(chain: UUID, number: int) -> range:
        at(chain, number).update(**values)
        return range(number, number + 1)

    return tamper


def edit_and_rehash(chain: UUID, number: int) -> range:
    at(chain, number).update(by_name="Somebody Else")
    rehash_one(chain, number)
    return range(number, number + 2)


def rekey(chain: UUID, number: int) -> range:
    at(chain, number).update(id=uuid4())
    return range(number, number + 1)


def flip_a_bit(chain: UUID, number: int) -> range:
    name = at(chain, number).get().by_name
    place = number % len(name)
    at(chain, number).update(by_name=name[:place] + chr(ord(name[place]) ^ 1) + name[place + 1 :])
    return range(number, number + 1)


def back_date(chain: UUID, number: int) -> range:
    at(chain, number).update(at=at(chain, number).get().at - timedelta(microseconds=1))
    return range(number, number + 1)


def delete_one(chain: UUID, number: int) -> range:
    at(chain, number).delete()
    return range(number, number + 1)


def delete_some(chain: UUID, number: int) -> range:
    last = min(number + 4, LENGTH)
    rows().filter(chain=chain, number__range=(number, last)).delete()
    return range(number, last + 1)


def delete_and_close_the_gap(chain: UUID, number: int) -> range:
    at(chain, number).delete()
    for later in range(number + 1, LENGTH + 1):
        at(chain, later).update(number=F("number") - 1)
    if number < LENGTH:  # without the last, and with its head, a chain is whole: that is for the checkpoint
        move_head(chain)
    return range(number - 1, LENGTH + 1)


def delete_close_the_gap_and_rehash(chain: UUID, number: int) -> range:
    """Everything is put right but the head, which is another table."""
    at(chain, number).delete()
    for later in range(number + 1, LENGTH + 1):
        at(chain, later).update(number=F("number") - 1)
    rehash(chain, number, LENGTH - 1)
    return range(number - 1, LENGTH + 1)


def cut_off(chain: UUID, number: int) -> range:
    rows().filter(chain=chain, number__gte=number).delete()
    return range(number, LENGTH + 1)


def swap_places(chain: UUID, number: int) -> range:
    other = 1 if number == LENGTH else number + 1
    at(chain, number).update(number=1000)
    at(chain, other).update(number=number)
    at(chain, 1000).update(number=other)
    return range(min(number, other), max(number, other) + 1)


def swap_words(chain: UUID, number: int) -> range:
    other = 1 if number == LENGTH else number + 1
    one, two = at(chain, number).get(), at(chain, other).get()
    at(chain, number).update(after=two.after)
    at(chain, other).update(after=one.after)
    return range(min(number, other), max(number, other) + 1)


def renumber(chain: UUID, number: int) -> range:
    at(chain, number).update(number=LENGTH + 10)
    return range(number, LENGTH + 11)


def slip_in(chain: UUID, number: int) -> range:
    """A forged entry that follows the one before rightly; the later ones are moved up."""
    for later in range(LENGTH, number - 1, -1):
        at(chain, later).update(number=F("number") + 1)
    forge(chain, number, like=number + 1)
    return range(number, LENGTH + 2)


def put_on_the_end(chain: UUID, number: int) -> range:
    forge(chain, LENGTH + 1, like=number)
    return range(LENGTH + 1, LENGTH + 2)


def forge(chain: UUID, number: int, like: int) -> None:
    forged = at(chain, like).get()
    forged.id, forged.number = uuid4(), number
    forged.previous = at(chain, number - 1).get().hash if number > 1 else links.FIRST
    forged.hash = forged.rightful_hash()
    rows().bulk_create([forged])


def move_to_another_chain(chain: UUID, number: int) -> range:
    at(chain, number).update(chain=links.INSTALLATION)
    return range(number, number + 1)


def turn_the_head(chain: UUID, number: int) -> range:
    Chain.objects.filter(key=chain).update(number=number - 1, hash=links.FIRST)
    return range(number, LENGTH + 1)


def paint_the_head(chain: UUID, number: int) -> range:
    Chain.objects.filter(key=chain).update(hash=f"{number:064x}")
    return range(LENGTH, LENGTH + 1)


def behead(chain: UUID, number: int) -> range:
    Chain.objects.filter(key=chain).delete()
    return range(1, LENGTH + 1)


TAMPERINGS: dict[str, Callable[[UUID, int], range]] = {
    "another verb": edit(verb="add"),
    "another name": edit(by_name="Somebody Else"),
    "another account": edit(by_user_id=uuid4()),
    "another kind of actor": edit(by_kind="system"),
    "somebody agreed": edit(second_name="Nobody", second_user_id=uuid4()),
    "another subject": edit(subject_id=str(uuid4())),
    "another kind of subject": edit(subject_kind="boards.board"),
    "what it was": edit(before={"name": "Zoe’s"}),
    "what it became": edit(after={}),
    "another reason": edit(why=""),
    "another form": edit(form=2),
    "another link": edit(previous=links.FIRST[:-1] + "1"),
    "another hash": edit(hash=links.FIRST),
    "an edit with its hash": edit_and_rehash,
    "another key": rekey,
    "a bit": flip_a_bit,
    "an earlier moment": back_date,
    "one deleted": delete_one,
    "some deleted": delete_some,
    "one deleted, the gap closed": delete_and_close_the_gap,
    "one deleted, all later hashes made again": delete_close_the_gap_and_rehash,
    "the end cut off": cut_off,
    "two change places": swap_places,
    "two change words": swap_words,
    "another number": renumber,
    "one slipped in": slip_in,
    "one put on the end": put_on_the_end,
    "one in another chain": move_to_another_chain,
    "the head turned back": turn_the_head,
    "the head painted": paint_the_head,
    "the head gone": behead,
}


def positions(kind: str) -> list[int]:
    chance = random.Random(kind)
    return sorted({1, LENGTH, *chance.sample(range(2, LENGTH), POSITIONS - 2)})


def by_the_other_verifier() -> list[tuple[str, int, str]]:
    return independent_verifier.verify(lines(chains()))


def test_there_are_enough_tamperings():
    assert sum(len(positions(kind)) for kind in TAMPERINGS) >= 300


@pytest.mark.parametrize(("kind", "number"), [(kind, number) for kind in TAMPERINGS for number in positions(kind)])
def test_a_tampering_is_found_where_it_was_done(chain: UUID, kind: str, number: int):
    if kind == "another link" and number == 1:
        at(chain, 1).update(previous="f" * 64)
    touched = TAMPERINGS[kind](chain, number)

    problems = walk(chain).problems
    others = [place for where, place, _ in by_the_other_verifier() if where == str(chain)]

    assert problems, "not found"
    assert any(set(range(problem.first, problem.last + 1)) & set(touched) for problem in problems), problems
    assert all(problem.first >= touched.start - 1 for problem in problems), "an innocent entry was blamed"
    assert others
    assert min(others) in range(touched.start - 1, touched.stop + 1)
    assert all(problem.words.endswith(".") for problem in problems)


def test_a_good_chain_is_good_to_both_verifiers(chain: UUID):
    assert [(one.entries, one.problems) for one in map(walk, chains())] == [(LENGTH, [])]
    assert by_the_other_verifier() == []


def rewritten(chain: UUID, number: int) -> None:
    """History as somebody would have liked it, with every hash right and the head moved."""
    at(chain, number).update(after={"name": "As if nothing had been"})
    rehash(chain, number, LENGTH)
    move_head(chain)


def truncated(chain: UUID, number: int) -> None:
    rows().filter(chain=chain, number__gte=max(number, 2)).delete()
    move_head(chain)


def rolled_back(chain: UUID, number: int) -> None:
    """An older database put back, and work gone on with: the chain is longer than it ever was."""
    truncated(chain, number)
    for place in range(number, LENGTH + 5):
        record("change", Board.objects.get(), by=Actor.system("go on"), after={"order": place})


def vanished(chain: UUID, number: int) -> None:
    rows().filter(chain=chain).delete()
    Chain.objects.filter(key=chain).delete()


@pytest.mark.parametrize("number", positions("a checkpoint"))
@pytest.mark.parametrize("tamper", [rewritten, truncated, rolled_back, vanished])
def test_only_the_checkpoint_finds_a_whole_chain_made_again(
    chain: UUID, tamper: Callable[[UUID, int], None], number: int
):
    kept = checkpoint.make([walk(chain)])

    tamper(chain, number)

    assert walk(chain).problems == []
    found = checkpoint.walk_to(chain, checkpoint.read(kept.text())).problems
    assert len(found) == 1
    assert independent_verifier.verify(lines(chains()), kept.said())


def test_a_checkpoint_holds_while_the_chain_grows(chain: UUID):
    kept = checkpoint.make([walk(chain)])

    record("change", Board.objects.get(), by=Actor.system("go on"))

    assert checkpoint.walk_to(chain, checkpoint.read(kept.text())).problems == []


def test_a_checkpoint_somebody_made_to_measure_is_refused(chain: UUID):
    kept = checkpoint.make([walk(chain)]).text()
    rewritten(chain, 3)
    last = at(chain, LENGTH).get().hash
    painted = kept.replace(checkpoint.read(kept).marks[0].hash, last)
    assert painted != kept

    with pytest.raises(Refused, match="not sealed by this installation"):
        checkpoint.read(painted)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"form": 1, "origin": "", "at": "", "chains": [{}], "seal": ""}'])
def test_what_is_no_checkpoint_is_refused(text: str):
    with pytest.raises(Refused, match="not a checkpoint"):
        checkpoint.read(text)


def test_no_checkpoint_is_made_of_a_broken_chain(chain: UUID):
    edit(verb="add")(chain, 5)

    with pytest.raises(NotPossibleNow, match="no checkpoint was made"):
        checkpoint.make([walk(chain)])


def test_entries_that_are_no_entries_are_named_and_the_rest_is_walked(chain: UUID):
    if connection.vendor != "sqlite":
        return  # the server keeps no text where it wants a key
    with connection.cursor() as cursor:
        cursor.execute("UPDATE trail_entry SET by_user_id = 'gibberish' WHERE number IN (4, 9)")
        cursor.execute("UPDATE trail_entry SET at = 'gibberish' WHERE number = 12")

    walked = walk(chain)

    assert [(problem.kind, problem.first) for problem in walked.problems] == [
        ("unreadable", 4),
        ("unreadable", 9),
        ("changed", 12),
    ]
    assert walked.entries == LENGTH


def test_a_long_chain_is_read_in_parts(chain: UUID, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("goldenthread.trail.verify.AT_A_TIME", 3)

    assert walk(chain).problems == []
    edit(verb="add")(chain, 19)
    assert [problem.first for problem in walk(chain).problems] == [19]


def test_the_other_verifier_is_short_and_owes_us_nothing():
    source = Path(independent_verifier.__file__).read_text()
    nodes = list(ast.walk(ast.parse(source)))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}

    assert len(source.splitlines()) <= 150
    assert names <= sys.stdlib_module_names
