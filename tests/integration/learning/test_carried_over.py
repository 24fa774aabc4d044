"""What was kept before actions said how far they are."""

from importlib import import_module

import pytest
from django.apps import apps

from goldenthread.learning.models import Action
from tests.factories import records
from tests.integration.learning.conftest import Room

pytestmark = [pytest.mark.django_db, pytest.mark.records]
MOVES = import_module("goldenthread.learning.migrations.0004_actions_say_how_far_they_are")


@pytest.mark.parametrize(
    ("was", "note", "now"),
    [
        ("open", "", "not_started"),
        ("open", "Half of it.", "in_progress"),
        ("done", "", "done"),
        ("closed", "No longer needed.", "superseded"),
    ],
)
def test_each_kept_value_says_more_and_can_say_less_again(room: Room, was: str, note: str, now: str):
    one = records.make(Action, room.board, status=was, note=note)

    MOVES.say_more(apps, None)
    one.refresh_from_db()
    said = one.status
    MOVES.say_less(apps, None)
    one.refresh_from_db()

    assert (said, one.status) == (now, was)
