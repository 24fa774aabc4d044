"""A case that was opened in an emergency twice: once long ago, and judged; once now, for information governance to judge."""

from __future__ import annotations

from datetime import timedelta

from goldenthread.accounts.models import User
from goldenthread.boards.models import Board
from goldenthread.cases import openings
from goldenthread.cases.models import Opening
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.demo.records import content
from goldenthread.panels.models import PanelCase


def finish(board: Board, *, by: Actor) -> None:  # noqa: ARG001  (whoever opens and judges is said)
    """What somebody opened of the made-up panel’s case, where it is there."""
    said = content("openings")
    head = PanelCase.objects.filter(board=board, called=said["case"], is_fictional=True).select_related("case").first()
    if head is None:
        return
    today = clock.today()
    for one in said["openings"]:
        with clock.on(today - timedelta(days=one["days_ago"])):
            given = Opening(case=head.case, category=one["category"], reason=one["reason"])
            opened = openings.open_case(given, by=_actor(one["by"]))
        if "judged" in one:
            with clock.on(today - timedelta(days=one["judged"]["days_ago"])):
                verdict = Opening.Verdict(one["judged"]["verdict"])
                openings.judge(opened, verdict=verdict, why=one["judged"]["why"], by=_actor(one["judged"]["by"]))


def _actor(email: str) -> Actor:
    user = User.objects.get(email=email)
    return Actor.person(user.name, user.pk)
