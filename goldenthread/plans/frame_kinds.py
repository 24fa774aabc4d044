"""The Board's frame as pages: its vision, and its account of a year under each of the six principles."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from goldenthread.core import clock
from goldenthread.core.filters import years
from goldenthread.core.kinds import Column, Filter, Kind, Row, kind
from goldenthread.core.shapes import Status
from goldenthread.plans import frame_forms, queries
from goldenthread.plans.models import Principle, PrincipleAccount, Vision


def _stands(one: Vision) -> Status:
    """Whether it is the one that pages print today."""
    if one.from_on and one.from_on > clock.today():
        return Status("ring", "From its day on")
    now = queries.vision_of(one.board, clock.today())
    return Status("good", "Holds now") if now == one else Status("info", "An earlier one")


def _principles(board_id: UUID) -> Iterable[tuple[str, str]]:
    return [(str(pk), name) for pk, name in Principle.objects.filter(board=board_id).values_list("pk", "name")]


kind(
    Kind(
        model=Vision,
        slug="visions",
        one="vision",
        many="visions",
        intro="What the Board wants for its area, in its own words. The annual report and the public site print it.",
        columns=(
            Column("Vision", lambda one: one.text, sort="text"),
            Column("Holds from", lambda one: one.from_on, sort="from_on"),
        ),
        rows=(
            Row("Vision", lambda one: one.text, is_long=True),
            Row("Holds from", lambda one: one.from_on or "Not known"),
            Row("State", _stands),
        ),
        empty="Write down what the Board wants for its area.",
        form=frame_forms.VisionForm,
        new_words="Add a vision",
        search=("text",),
        with_them=("board",),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=PrincipleAccount,
        slug="principle-accounts",
        one="account of a principle",
        many="accounts of the principles",
        intro="What the Board did in a year under each of the six principles, what shows it, and what is still missing.",
        columns=(
            Column("Principle", lambda one: one.principle.name, sort="principle__order"),
            Column("Year", lambda one: one.period, sort="period"),
            Column("What the Board did", lambda one: one.text),
            Column("What shows it", lambda one: one.evidence or "Not said yet"),
            Column("What is still missing", lambda one: one.gaps or "Not said yet"),
        ),
        rows=(
            Row("Principle", lambda one: one.principle),
            Row("Year", lambda one: one.period),
            Row("What the Board did", lambda one: one.text, is_long=True),
            Row("What shows it", lambda one: one.evidence, is_long=True),
            Row("What is still missing", lambda one: one.gaps, is_long=True),
        ),
        empty="Write what the Board did in the year under each principle.",
        form=frame_forms.PrincipleAccountForm,
        new_words="Write an account",
        begun=lambda _: {},
        search=("principle__name", "text", "evidence", "gaps"),
        filters=(
            years(PrincipleAccount, "principle__board"),
            Filter("principle", "Principle", "principle", _principles),
        ),
        with_them=("principle",),
        can_be_taken_away=True,
    )
)
