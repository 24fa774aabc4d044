"""Which token a secret belongs to, what it stands for, and what there is to read."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import lru_cache
from uuid import UUID

from django.db.models import Q, QuerySet

from goldenthread.api import secrets
from goldenthread.api.models import Token
from goldenthread.boards.models import Agency, Board
from goldenthread.core import clock, logs
from goldenthread.core.access import Act, Role, Standing, visible_to
from goldenthread.core.errors import NotFound, NotPossibleNow, Refused
from goldenthread.core.periods import Period, Stretch, stretch, year_of
from goldenthread.figures import basis
from goldenthread.figures.models import FrozenSet, PublishedRelease
from goldenthread.figures.published import PublishedFigure, Release
from goldenthread.figures.sight import Sight, sight_of
from goldenthread.figures.store import from_json, releases_of_years

STANDS_AS = {Token.Reads.RELEASED: Role.AGENCY_CONTRIBUTOR, Token.Reads.EVERYTHING: Role.ANALYST}
"""A token has the rights of a role on its Board, as the table of access gives them, and no others."""


def kinds_for(standing: Standing, board: Board) -> list[Token.Reads]:
    """What the tokens that somebody makes may read. A program takes figures out, so whoever lets it have those that are not
    protected may take them out themselves.
    """
    may_export = standing.may("figures", Act.EXPORT, board.pk)
    return [one for one in Token.Reads if one is not Token.Reads.EVERYTHING or may_export]


def open_token(secret: str) -> Token | None:
    """The token with this secret, if it opens anything today."""
    if not secret.startswith(secrets.MARK):
        return None
    still = Token.objects.filter(digest=secrets.digest(secret), ended_at=None, last_day__gte=clock.today())
    return still.select_related("board", "agency").first()


def standing_of_token(token: Token) -> Standing:
    """Where a token stands: as its role, for its agency and the parts of it. No group, no case, nothing given one by one."""
    role = STANDS_AS[Token.Reads(token.reads)]
    parts = Agency.objects.filter(Q(pk=token.agency_id) | Q(part_of_id=token.agency_id)).values_list("pk", flat=True)
    return Standing(is_active=True, roles=frozenset({(token.board_id, role)}), agencies=frozenset(parts))


def tokens_of(board: Board, standing: Standing) -> QuerySet[Token]:
    """The tokens this person may see, newest first."""
    return visible_to(standing, Act.READ, Token.objects.filter(board=board)).select_related(
        "agency", "made_by", "ended_by"
    )


def reads_everything(standing: Standing, board: Board) -> bool:
    """Whether the table lets this standing read every figure before small numbers are protected."""
    return sight_of(standing, board.pk) is Sight.WHOLE


def years(board: Board, standing: Standing) -> list[Period]:
    """The financial years with figures to read, newest first."""
    labels = set(releases_of_years(board).values_list("period", flat=True))
    if reads_everything(standing, board):
        labels |= set(FrozenSet.objects.filter(board=board).values_list("period", flat=True))
    return sorted((Period.parse(label) for label in labels), reverse=True)


def quarters(board: Board, standing: Standing) -> list[Stretch]:
    """The quarters, and quarters together, whose figures were released by themselves, newest first."""
    if not standing.may("published", Act.READ, board.pk):
        return []
    labels = PublishedRelease.objects.filter(board=board, period__contains=" ").values_list("period", flat=True)
    return sorted((stretch(label) for label in set(labels)), key=lambda one: (one.end, one.start), reverse=True)


def release_of(board: Board, period: Stretch) -> Release | None:
    """What the Board last released for a year or quarters of one, read once."""
    found = PublishedRelease.objects.filter(board=board, period=period.label).only("pk").first()
    return _release(found.pk) if found else None


@lru_cache(maxsize=16)
def _release(pk: UUID) -> Release:
    return from_json(PublishedRelease.objects.get(pk=pk).contents)


def figures_of(board: Board, standing: Standing, period: Stretch) -> tuple[Mapping[str, PublishedFigure], str]:
    """The figures of a year, or of quarters of one, as this standing may read them, and the rule that protects them (empty
    where none does).

    Raises:
        NotFound: nothing of that period may be read.
        NotPossibleNow: the frozen set was changed, or is not there. The log says which and where.
    """
    if reads_everything(standing, board):
        return _in_full(board, standing, period), ""
    found = release_of(board, period) if standing.may("published", Act.READ, board.pk) else None
    if found is None:
        raise NotFound("There are no figures of that period.")
    return found.figures, found.rule


def _in_full(board: Board, standing: Standing, period: Stretch) -> Mapping[str, PublishedFigure]:
    """The figures with nothing withheld, from the newest frozen set of the year, where that holds the whole period."""
    year = year_of(period)
    if year not in years(board, standing):
        raise NotFound("There are no figures of that year.")
    found = basis.basis(board, year)
    if not isinstance(period, Period) and found.frozen_set and period.end >= found.frozen_set.frozen_at.date():
        raise NotFound("These quarters were not over when the data were frozen.")
    try:
        return basis.in_full(found, period)
    except Refused as error:
        logs.say("figures cannot be read in the interface", level=logging.ERROR, error=error)
        raise NotPossibleNow(
            "The data of that year cannot be trusted, or are not there. Tell the Board’s manager."
        ) from error


def frozen_sets(board: Board, standing: Standing) -> list[FrozenSet]:
    """The frozen sets this standing may know of, newest first."""
    return list(visible_to(standing, Act.READ, FrozenSet.objects.filter(board=board)))
