"""What the database itself refuses."""

import pytest
from django.db import IntegrityError, connection, transaction

from goldenthread.boards.models import Agency, Board
from goldenthread.learning.models import Recommendation, Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def board() -> Board:
    return Board.objects.create(slug="example", name="Example Board", short_name="EB", area="Example", authority="X")


def test_two_agencies_of_one_board_cannot_share_an_address(board: Board):
    Agency.objects.create(board=board, slug="police", name="Example Police")

    with pytest.raises(IntegrityError), transaction.atomic():
        Agency.objects.create(board=board, slug="police", name="Another")


@pytest.mark.capability("S91")
@pytest.mark.parametrize(("reasons", "decided_in"), [("", "2023-24"), ("Superseded by law.", "")])
def test_a_decision_not_to_act_needs_reasons_and_a_year(board: Board, reasons: str, decided_in: str):
    source = Source.objects.create(board=board, slug="a", kind=Source.Kind.REVIEW, title="Adult A")
    not_acting = Recommendation(
        source=source, number="1", text="…", status="not_implementing", reasons=reasons, decided_in=decided_in
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        not_acting.save()


def test_sqlite_keeps_what_it_acknowledged():
    if connection.vendor != "sqlite":
        assert connection.vendor == "postgresql"
        return
    with connection.cursor() as cursor:
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
        foreign_keys = cursor.execute("PRAGMA foreign_keys").fetchone()[0]

    assert (synchronous, foreign_keys) == (2, 1)
