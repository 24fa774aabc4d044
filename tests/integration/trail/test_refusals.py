"""Neither the program nor the database changes what was written, whoever asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from goldenthread.boards.models import Board
from goldenthread.core.actors import Actor
from goldenthread.trail import links
from goldenthread.trail.models import Chain, Entry, Unchangeable
from goldenthread.trail.operations import record
from goldenthread.trail.verify import walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(board: Board) -> Entry:
    record("open", board, by=Actor.system("test the trail"))
    return record("open again", board, by=Actor.system("test the trail"))


def unlinked() -> Entry:
    return Entry(chain=links.INSTALLATION, number=1, previous=links.FIRST, hash="f" * 64, verb="forge")


WAYS: dict[str, Callable[[Entry], Any]] = {
    "save": lambda entry: entry.save(),
    "save a field": lambda entry: entry.save(update_fields=["verb"]),
    "delete": lambda entry: entry.delete(),
    "update many": lambda entry: Entry.objects.update(verb="nothing"),
    "update some": lambda entry: Entry.objects.filter(pk=entry.pk).update(verb="nothing"),
    "delete many": lambda entry: Entry.objects.all().delete(),
    "delete some": lambda entry: Entry.objects.exclude(pk=entry.pk).delete(),
    "update in bulk": lambda entry: Entry.objects.bulk_update([entry], ["verb"]),
    "create in bulk": lambda entry: Entry.objects.bulk_create([unlinked()]),
    "create without a link": lambda entry: unlinked().save(),
    "update or create": lambda entry: Entry.objects.update_or_create(pk=entry.pk, defaults={"verb": "nothing"}),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_program_refuses(entry: Entry, way: str):
    with pytest.raises(Unchangeable, match="Make a new entry"):
        WAYS[way](entry)

    assert [one.verb for one in Entry.objects.order_by("number")] == ["open", "open again"]


def rows() -> QuerySet[Entry]:
    return QuerySet(Entry)


def twin(entry: Entry) -> Entry:
    return Entry(**{field.attname: getattr(entry, field.attname) for field in Entry._meta.concrete_fields})


SQL: dict[str, Callable[[Entry], Any]] = {
    "update": lambda entry: rows().filter(pk=entry.pk).update(verb="nothing"),
    "delete": lambda entry: rows().filter(pk=entry.pk).delete(),
    "the same key": lambda entry: rows().bulk_create([twin(entry)]),
    "turn the head back": lambda entry: Chain.objects.filter(key=entry.chain).update(number=1),
    "leap ahead": lambda entry: Chain.objects.filter(key=entry.chain).update(number=7),
    "swap the head": lambda entry: Chain.objects.filter(key=entry.chain).update(hash="f" * 64),
    "take the head away": lambda entry: Chain.objects.filter(key=entry.chain).delete(),
}


@pytest.mark.parametrize("way", SQL)
def test_the_database_refuses(entry: Entry, way: str):
    with pytest.raises(IntegrityError), transaction.atomic():
        SQL[way](entry)

    assert [one.verb for one in Entry.objects.order_by("number")] == ["open", "open again"]
    assert walk(entry.chain).problems == []


def test_the_database_refuses_its_own_ways_round(entry: Entry):
    """REPLACE takes rows away unseen on SQLite; TRUNCATE does on PostgreSQL."""
    statements = {
        "sqlite": [
            "INSERT OR REPLACE INTO trail_entry SELECT * FROM trail_entry",
            "INSERT OR REPLACE INTO trail_chain SELECT * FROM trail_chain",
            "UPDATE OR REPLACE trail_entry SET number = 1",
        ],
        "postgresql": ["TRUNCATE trail_entry", "TRUNCATE trail_chain CASCADE"],
    }
    for statement in statements[connection.vendor]:
        with pytest.raises(IntegrityError, match="cannot be changed"), transaction.atomic(), connection.cursor() as sql:
            sql.execute(statement)

    assert walk(entry.chain).entries == 2


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_is_cleaned_up_after():
    board = Board.objects.create(slug="example", name="Example", short_name="E", area="Example", authority="X")
    record("open", board, by=Actor.system("test the trail"))

    assert Entry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_and_the_database_refuses_as_before():
    assert not Entry.objects.exists()
    board = Board.objects.create(slug="example", name="Example", short_name="E", area="Example", authority="X")
    record("open", board, by=Actor.system("test the trail"))

    with pytest.raises(IntegrityError):
        rows().update(verb="nothing")
