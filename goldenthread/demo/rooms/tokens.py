"""Tokens of the demonstration: one open and one ended. Nobody has what opens them: it is made at random and thrown away."""

from __future__ import annotations

from datetime import timedelta

from goldenthread.accounts.models import User
from goldenthread.api import operations
from goldenthread.api.models import Token
from goldenthread.boards.models import Agency, Board
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.demo.records import content


def finish(board: Board, *, by: Actor) -> None:  # noqa: ARG001  (tokens are made by people)
    """What the manager made for a made-up agency, and ended."""
    said = content("tokens")
    user = User.objects.get(email=said["by"])
    manager = Actor.person(user.name, user.pk)
    agencies = {one.slug: one for one in Agency.objects.filter(board=board)}
    for one in said["tokens"]:
        made = operations.make_token(
            board=board,
            agency=agencies[one["agency"]],
            purpose=f"{one['purpose']} {said['made_up']}",
            reads=Token.Reads(one["reads"]),
            last_day=clock.today() + timedelta(days=one["days"]),
            by=manager,
        )
        if "ended" in one:
            operations.end_token(token=made.token, why=one["ended"], by=manager)
