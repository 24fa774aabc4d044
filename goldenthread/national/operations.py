"""What people do with versions of the national return: compute one, sign it and put it forward, send it back, lock it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Max

from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.access import Act, allow, require
from goldenthread.core.access.asking import standing_of_actor
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.core.periods import Period
from goldenthread.figures.models import FrozenSet
from goldenthread.national import basis, queries
from goldenthread.national.models import ReturnVersion
from goldenthread.national.signing import is_whole, may_send_back, seal
from goldenthread.national.steps import LOCK, PUT_FORWARD, SEND_BACK, Status, Step, is_open
from goldenthread.trail.operations import record

Cells = list[list[Any]]


def compute(*, board: Board, period: Period, by: Actor, frozen_set: FrozenSet | None = None) -> ReturnVersion:
    """Compute the return of a year as a new version: from the records as they are now, or from a frozen set.

    The policies are those that the Board chose for the year. What was computed before stays as it is.

    Raises:
        NotPermitted: they may not compute a return here.
        Refused: the Board has no records of that year, or the frozen set was changed.
    """
    version = ReturnVersion(board=board, period=period.label, frozen_set=frozen_set, cells=[])
    require(by, Act.CREATE, version)
    data = basis.of_frozen(frozen_set) if frozen_set else basis.of_board(board)
    data.refuse_another_year(period)
    policies = queries.policies(board, period)
    made = data.computed(period, policies)
    version.sources, version.is_synthetic = data.sources, data.is_synthetic
    version.policies = dict(made.policies)
    version.cells = [[one.table, one.enquiry_type, one.category, one.subcategory, one.value] for one in made.cells]
    version.left_out = [[one.sheet, one.record, one.part, one.why] for one in made.left_out]
    version.definition_version = made.version
    version.sha256 = seal(period.label, version.policies, version.cells)
    version.computed_at, version.computed_by = clock.now(), by.name
    return _kept(version, by=by)


@transaction.atomic
def _kept(version: ReturnVersion, *, by: Actor) -> ReturnVersion:
    """The version under the next number of its year."""
    Board.objects.select_for_update().get(pk=version.board_id)
    beside = ReturnVersion.objects.filter(board=version.board_id, period=version.period)
    version.number = (beside.aggregate(last=Max("number"))["last"] or 0) + 1
    version.save(force_insert=True)
    after = {
        "year": version.period,
        "version": version.number,
        "policies": version.policies,
        "left out": len(version.left_out),
        "seal": version.sha256,
    }
    record("compute the national return", version, by=by, after=after)
    return version


@transaction.atomic
def put_forward(*, version: ReturnVersion, by: Actor) -> ReturnVersion:
    """Sign a version as the first of two, and put it before whoever may lock it.

    Raises:
        NotPermitted: they may not, or act without an account of their own.
        NotPossibleNow: it is before somebody already, or locked; or another of the year waits.
        NotFound: there is no such version any more.
    """
    now = _locked_row(version)
    require(by, Act.EDIT, now)
    _check(PUT_FORWARD, now)
    beside = ReturnVersion.objects.filter(board=now.board_id, period=now.period, status=Status.FORWARD)
    if beside.exists():
        raise NotPossibleNow("Another version of this year waits for a second signature. Have that sent back first.")
    now.forward_at, now.forward_by = clock.now(), _account(by)
    return _moved(PUT_FORWARD, now, by=by)


@transaction.atomic
def lock(*, version: ReturnVersion, by: Actor) -> ReturnVersion:
    """Sign a version as the second of two. From then on it never changes.

    Raises:
        NotPermitted: they may not, or were the first to sign.
        NotPossibleNow: it is not before anybody, the first may not sign any more, or a cell was changed since.
        NotFound: there is no such version any more.
    """
    now = _locked_row(version)
    require(by, Act.APPROVE, now)
    _check(LOCK, now)
    account = _account(by)
    first = Actor.person(now.forward_by.name, now.forward_by_id)
    if account.pk == now.forward_by_id:
        raise NotPermitted("You have signed this return already. A second person must sign it before it is locked.")
    if not allow(standing_of_actor(first), Act.EDIT, now):
        raise NotPossibleNow(
            "Whoever signed first may not work on the return any more. Send it back, and have it put forward again."
        )
    if not is_whole(now):
        raise NotPossibleNow("A number of this version is not as it was computed. Compute a new version and lock that.")
    now.locked_at, now.locked_by = clock.now(), account
    now.comments = queries.comments_to_keep(now)
    return _moved(LOCK, now, by=by, second=first)


@transaction.atomic
def send_back(*, version: ReturnVersion, why: str, by: Actor) -> ReturnVersion:
    """Take the first signature off again, with a reason. Whoever may put a return forward, or lock one, may do so.

    Raises:
        NotPermitted: they may do neither.
        Refused: no reason was given.
        NotPossibleNow: it is not before anybody.
        NotFound: there is no such version any more.
    """
    if not why.strip():
        raise Refused("Say why it is sent back.")
    now = _locked_row(version)
    if not may_send_back(now, by=by):
        raise NotPermitted("You may not send this return back. Ask whoever put it forward, or the Board’s manager.")
    _check(SEND_BACK, now)
    now.forward_at, now.forward_by = None, None
    return _moved(SEND_BACK, now, by=by, why=why)


def _check(step: Step, version: ReturnVersion) -> None:
    if not is_open(step, Status(version.status)):
        raise NotPossibleNow(f"Nothing was changed. This version is in another state: {version.get_status_display()}.")


def _moved(
    step: Step, version: ReturnVersion, *, by: Actor, why: str = "", second: Actor | None = None
) -> ReturnVersion:
    before, version.status = version.status, step.target.value
    version.save()
    after = {"status": version.status, "version": version.number, "seal": version.sha256}
    record(step.verb, version, by=by, before={"status": before}, after=after, why=why, second=second)
    return version


def _locked_row(version: ReturnVersion) -> ReturnVersion:
    now = ReturnVersion.objects.select_for_update().filter(pk=version.pk).first()
    if now is None:
        raise NotFound("There is no such return, or it is not open to you.")
    return now


def _account(by: Actor) -> Any:
    """The account of whoever signs: signatures are of people, each under their own name."""
    account = get_user_model()._default_manager.filter(pk=by.user_id, is_active=True).first() if by.user_id else None
    if account is None:
        raise NotPermitted("A return is signed by people, each from their own account.")
    return account
