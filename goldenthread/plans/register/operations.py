"""What people do with the Board's risks: score, close, and let another Board see one."""

from __future__ import annotations

from datetime import date
from typing import TypeVar
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Model

from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotFound, NotPossibleNow, Refused
from goldenthread.plans.models import BoardRisk, RiskScore, RiskShare, SharedRisk
from goldenthread.plans.register.sharing import Offered, shown_to
from goldenthread.trail import operations as trail

M = TypeVar("M", bound=Model)
NOT_OFFERED = "There is no such risk shared with this Board, or it is not shared any more."


@transaction.atomic
def add_risk(risk: BoardRisk, *, by: Actor) -> BoardRisk:
    """Write down a risk, with its first score in its history."""
    added = trail.add(risk, by=by)
    if not added.scores.exists():
        _keep_score(added, None, clock.today(), "When it was written down.", by)
    return added


@transaction.atomic
def score(
    risk: BoardRisk, *, likelihood: int, impact: int, why: str, by: Actor, review_on: date | None = None
) -> RiskScore:
    """Look at a risk again: its score now, why, and when it is next looked at. What it was before stays.

    Whoever holds risks may say so without changing the rest of the register.

    Raises:
        NotPermitted: they may not say that a risk was looked at.
        NotPossibleNow: the risk is closed.
        Refused: no reason was given, or the next day is not ahead.
    """
    now = _locked(risk)
    require(by, Act.CREATE, RiskScore(risk=now))
    today = clock.today()
    if now.status != BoardRisk.Status.OPEN:
        raise NotPossibleNow("This risk is closed. Reopen it first, and say why.")
    if not why.strip():
        raise Refused("Say why it has this score.")
    if review_on is not None and review_on <= today:
        raise Refused("Next looked at must be after today.")
    values = {"likelihood": likelihood, "impact": impact, "looked_at_on": today, "review_on": review_on}
    before = {name: getattr(now, name) for name in values}
    for name, value in values.items():
        setattr(now, name, value)
    now.full_clean()
    now.save(update_fields=list(values))
    trail.record("score the risk", now, by=by, before=before, after=values, why=why)
    return _keep_score(now, (before["likelihood"], before["impact"]), today, why.strip(), by)


def _keep_score(risk: BoardRisk, before: tuple[int, int] | None, on: date, why: str, by: Actor) -> RiskScore:
    kept = RiskScore(
        risk=risk,
        likelihood=risk.likelihood,
        impact=risk.impact,
        likelihood_before=before[0] if before else None,
        impact_before=before[1] if before else None,
        scored_on=on,
        scored_at=clock.now(),
        scored_by=by.name[:200],
        why=why,
        is_synthetic=risk.is_synthetic,
    )
    kept.full_clean()
    kept.save(force_insert=True)
    return kept


@transaction.atomic
def close(risk: BoardRisk, *, why: str, by: Actor) -> BoardRisk:
    """Take a risk off the open register, with the reason. Its history stays.

    Raises:
        NotPossibleNow: it is closed already.
        Refused: no reason was given.
    """
    now = _locked(risk)
    if now.status == BoardRisk.Status.CLOSED:
        raise NotPossibleNow("This risk is closed already.")
    if not why.strip():
        raise Refused("Say why it is closed.")
    values = {
        "status": BoardRisk.Status.CLOSED,
        "closed_on": clock.today(),
        "why_closed": why.strip(),
        "review_on": None,
    }
    return trail.change(now, values, by=by, verb="close the risk", why=why)


@transaction.atomic
def reopen(risk: BoardRisk, *, why: str, by: Actor) -> BoardRisk:
    """Put a closed risk back on the open register.

    Raises:
        NotPossibleNow: it is open.
        Refused: no reason was given.
    """
    now = _locked(risk)
    if now.status == BoardRisk.Status.OPEN:
        raise NotPossibleNow("This risk is open already.")
    if not why.strip():
        raise Refused("Say why it is opened again.")
    values = {"status": BoardRisk.Status.OPEN, "closed_on": None, "why_closed": ""}
    return trail.change(now, values, by=by, verb="reopen the risk", why=why)


@transaction.atomic
def share(risk: BoardRisk, *, with_board: str, why: str, by: Actor) -> RiskShare:
    """Let another Board see this risk: its title, scores and state, and nothing else. That Board takes it itself.

    Whether there is a Board of that name here is not told: the answer is the same.

    Raises:
        NotPermitted: it takes whoever may approve the register.
        Refused: it names this Board itself, or gives no reason.
        NotPossibleNow: it is shared with that Board already.
    """
    now = _locked(risk)
    require(by, Act.APPROVE, now)
    name = with_board.strip().lower()
    if name == now.board.slug:
        raise Refused("Enter the short name of another Board.")
    if not why.strip():
        raise Refused("Say why it is shared.")
    if now.shares.filter(with_board=name, ended_at=None).exists():
        raise NotPossibleNow("This risk is shared with that Board already.")
    made = RiskShare(risk=now, with_board=name, why=why.strip(), agreed_at=clock.now(), agreed_by=by.name[:200])
    made.full_clean()
    made.save(force_insert=True)
    trail.record("share the risk", now, by=by, after={"with_board": name}, why=why)
    return made


@transaction.atomic
def end_share(given: RiskShare, *, by: Actor) -> RiskShare:
    """Stop showing a risk to another Board. What it holds already stays as it was on its day.

    Raises:
        NotPossibleNow: it ended already.
    """
    now = _locked(given)
    require(by, Act.APPROVE, now.risk)
    if now.ended_at is not None:
        raise NotPossibleNow("It is not shared any more.")
    now.ended_at, now.ended_by = clock.now(), by.name[:200]
    now.save(update_fields=["ended_at", "ended_by"])
    trail.record("end sharing the risk", now.risk, by=by, before={"with_board": now.with_board})
    return now


@transaction.atomic
def take_shared(share_id: UUID, *, board: Board, by: Actor, comment: str = "") -> SharedRisk:
    """Take a risk that another Board shares onto this Board's register, as it is today.

    Raises:
        NotPermitted: they may not add to this Board's register.
        NotFound: nothing like that is shared with this Board; the words tell no more.
        NotPossibleNow: it was taken already.
    """
    shown = shown_to(board).get(share_id)
    blank = SharedRisk(id=uuid4(), board=board, share_id=share_id)
    require(by, Act.CREATE, blank)
    if shown is None:
        raise NotFound(NOT_OFFERED)
    if SharedRisk.objects.filter(board=board, share_id=share_id).exists():
        raise NotPossibleNow("It is on this Board’s register already.")
    _copy(blank, shown)
    blank.comment = comment.strip()
    return trail.add(blank, by=by)


@transaction.atomic
def refresh(shared: SharedRisk, *, by: Actor) -> SharedRisk:
    """Bring the copy up to what the other Board shows today; where it shows nothing any more, say so and keep the copy."""
    now = _locked(shared)
    require(by, Act.EDIT, now)
    shown = shown_to(now.board).get(now.share_id)
    before = _told(now)
    if shown is None:
        now.ended_on = now.ended_on or clock.today()
    else:
        _copy(now, shown)
    now.save()
    trail.record("refresh the shared risk", now, by=by, before=before, after=_told(now))
    return now


def _copy(to: SharedRisk, shown: Offered) -> None:
    to.from_board, to.title, to.status = shown.from_board, shown.title, shown.status
    to.likelihood, to.impact = shown.likelihood, shown.impact
    to.as_of, to.ended_on = clock.today(), None


def _told(one: SharedRisk) -> dict[str, object]:
    names = ("title", "likelihood", "impact", "status", "as_of", "ended_on")
    return {name: getattr(one, name) for name in names}


def _locked(record: M) -> M:
    found = type(record)._base_manager.select_for_update(of=("self",)).filter(pk=record.pk).first()
    if found is None:
        raise NotFound("This is not here any more. Somebody took it away.")
    return found
