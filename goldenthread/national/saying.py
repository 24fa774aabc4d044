"""What a Board says about its return: policies with reasons, comments on tables, ticks against the template, its day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPermitted, Refused
from goldenthread.core.periods import Period
from goldenthread.national import queries
from goldenthread.national.definition import Key, load
from goldenthread.national.models import PolicyChoice, ReturnDay, TableComment, TemplateTick
from goldenthread.national.policies import BY_ID
from goldenthread.trail.operations import record


@transaction.atomic
def choose_policy(*, board: Board, period: Period, policy: str, value: str, why: str, by: Actor) -> PolicyChoice:
    """Decide one policy of the return, from a year on, and say why. It holds for what is computed from now on.

    Raises:
        NotPermitted: they may not decide policies here.
        NotFound: nothing defines the return of that year.
        Refused: there is no such policy or answer, no reason was given, or it is so already.
    """
    choice = PolicyChoice(board=board, from_period=period.label, policy=policy, value=value, why=why.strip())
    require(by, Act.CREATE, choice)
    load(period.label)
    if policy not in BY_ID or value not in BY_ID[policy].answers:
        raise Refused("Choose one of the answers that the policy has.")
    if not choice.why:
        raise Refused("Say why the Board decides so.")
    before = queries.policies(board, period)[policy]
    if before == value:
        raise Refused("It is so already. Choose another answer, or leave it as it is.")
    choice.decided_at, choice.decided_by = clock.now(), account(by)
    choice.save(force_insert=True)
    said = {"policy": policy, "from": period.label}
    record(
        "decide a policy of the national return",
        choice,
        by=by,
        before={**said, "answer": before},
        after={**said, "answer": value, "words": BY_ID[policy].answers[value]},
        why=choice.why,
    )
    return choice


@transaction.atomic
def comment(*, board: Board, period: Period, table: str, text: str, by: Actor) -> TableComment:
    """Write a comment on a table of a year's return.

    Raises:
        NotPermitted: they may not.
        Refused: there is no such table, or nothing was written.
    """
    written = TableComment(board=board, period=period.label, table=table, text=text.strip())
    require(by, Act.CREATE, written)
    if table not in load(period.label).tables:
        raise Refused("There is no such table in the return of that year.")
    if not written.text:
        raise Refused("Write the comment.")
    written.written_at, written.written_by = clock.now(), account(by)
    written.save(force_insert=True)
    record("comment on the national return", written, by=by, after={"table": table, "year": period.label})
    return written


@transaction.atomic
def tick(*, board: Board, period: Period, table: str, ticked: Mapping[Key, bool], by: Actor) -> list[TemplateTick]:
    """Say which cells of a table are as the collection's own template has them. Only what differs from before is kept.

    Args:
        ticked: by (table, enquiry type, category, subcategory), whether the cell is confirmed.

    Raises:
        NotPermitted: they may not.
        Refused: a cell is not of this table.
    """
    require(by, Act.CREATE, TemplateTick(board=board, period=period.label, table=table))
    known = {one.key for one in load(period.label).of_table(table)}
    if not known or set(ticked) - known:
        raise Refused("There is no such cell in that table of that year.")
    before = {key: one.is_confirmed for key, one in queries.ticks(board, period, table).items()}
    differing = {key: is_so for key, is_so in ticked.items() if before.get(key, False) != is_so}
    if not differing:
        return []
    said = {"board": board, "period": period.label, "said_at": clock.now(), "said_by": account(by)}
    made = [
        TemplateTick(table=key[0], enquiry_type=key[1], category=key[2], subcategory=key[3], is_confirmed=is_so, **said)
        for key, is_so in differing.items()
    ]
    TemplateTick.objects.bulk_create(made)
    after = {
        "table": table,
        "year": period.label,
        "confirmed": sum(one.is_confirmed for one in made),
        "taken back": sum(not one.is_confirmed for one in made),
    }
    record("compare the national return with its template", board, by=by, after=after)
    return made


@transaction.atomic
def set_day(*, board: Board, period: Period, due_on: date, by: Actor) -> ReturnDay:
    """Set the day by which the Board wants the return of a year sent.

    Raises:
        NotPermitted: they may not.
        Refused: the day is before the year has ended.
    """
    day = ReturnDay.objects.select_for_update().filter(board=board, period=period.label).first()
    is_new = day is None
    day = day or ReturnDay(board=board, period=period.label)
    require(by, Act.CREATE if is_new else Act.EDIT, day)
    if due_on <= period.end:
        raise Refused(
            f"The return of {period} can be sent once the year is over. Enter a day after {period.end:%-d %B %Y}."
        )
    before = {} if is_new else {"day": day.due_on.isoformat()}
    day.due_on, day.set_by = due_on, by.name
    day.save()
    record("set the day of the national return", day, by=by, before=before, after={"day": due_on.isoformat()})
    return day


def account(by: Actor) -> Any:
    """The account of whoever speaks for the Board."""
    found = get_user_model()._default_manager.filter(pk=by.user_id, is_active=True).first() if by.user_id else None
    if found is None:
        raise NotPermitted("This is said by people, each from their own account.")
    return found
