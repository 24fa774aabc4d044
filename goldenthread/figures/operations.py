"""What people do with figures' data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from goldenthread.boards.models import Board
from goldenthread.casework.queries import current_extracts
from goldenthread.core import clock
from goldenthread.core.access import Act, allow, require
from goldenthread.core.access.asking import standing_of_actor
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotFound, NotPermitted, NotPossibleNow
from goldenthread.core.periods import Period
from goldenthread.figures import disclosure, frozen, live, store
from goldenthread.figures.models import FrozenSet, ReleaseProposal
from goldenthread.figures.steps import OPEN, Status, step_from
from goldenthread.trail.operations import record


@transaction.atomic
def freeze(*, board: Board, period: Period, out: Path, by: Actor) -> FrozenSet:
    """Freeze a Board's data for a year under `out/<board>/<period>/<seal>/`. Freezing the same data twice changes nothing."""
    dataset = live.dataset(board, period)
    sources = tuple(
        {
            "authority": extract.authority,
            "period_from": extract.period_from.isoformat(),
            "period_to": extract.period_to.isoformat(),
            "taken_on": extract.taken_on.isoformat(),
            "sha256": extract.sha256,
            "rows": extract.rows,
        }
        for extract in current_extracts(board)
    )
    made = frozen.Made(by.name, clock.now(), sources)
    folder = frozen.write(dataset, out / board.slug / period.label, made)
    saved, is_new = FrozenSet.objects.get_or_create(
        board=board,
        period=period.label,
        sha256=folder.name,
        defaults={
            "folder": str(folder),
            "is_synthetic": dataset.snapshot.is_synthetic,
            "frozen_at": made.at,
            "frozen_by": by.name,
        },
    )
    if is_new:
        record("freeze", saved, by=by, after={"period": period.label, "seal": folder.name})
    return saved


def propose_release(*, frozen_set: FrozenSet, by: Actor, rule: str = "board") -> ReleaseProposal:
    """Protect the figures of a frozen set, and put them before the Board. They are not public yet.

    Raises:
        NotPermitted: they may not propose figures here, or act without an account of their own.
        Refused: the frozen set was changed since it was frozen, or there is no such rule.
        NotPossibleNow: the figures cannot be protected, or others of the same year wait already.
    """
    proposal = ReleaseProposal(
        board=frozen_set.board,
        period=frozen_set.period,
        rule=rule,
        frozen_set=frozen_set,
        proposed_at=clock.now(),
        proposed_by=_account(by),
    )
    require(by, Act.CREATE, proposal)
    period = Period.parse(frozen_set.period)
    proposal.contents = store.to_json(disclosure.release(frozen.read(Path(frozen_set.folder)), period, rule))
    after = {"period": period.label, "rule": rule, "seal": frozen_set.sha256}
    try:
        with transaction.atomic():
            proposal.save(force_insert=True)
            record("propose figures", proposal, by=by, after=after)
    except IntegrityError as error:
        raise NotPossibleNow(
            f"Figures of {period} have been proposed already and wait to be agreed to. Withdraw those first."
        ) from error
    return proposal


@transaction.atomic
def agree_to_release(*, proposal: ReleaseProposal, by: Actor) -> ReleaseProposal:
    """Agree to proposed figures. The second to agree releases them; neither may have proposed them.

    Raises:
        NotPermitted: they may not sign off figures, or proposed or agreed to these themselves.
        NotPossibleNow: they were released or withdrawn meanwhile.
        NotFound: there is no such proposal any more.
    """
    now = _locked(proposal)
    require(by, Act.APPROVE, now)
    account = _account(by)
    step = step_from(Status(now.status), Act.APPROVE)
    if step is None:
        raise NotPossibleNow(f"Nothing was changed. These figures are settled: {now.get_status_display().lower()}.")
    if account.pk == now.proposed_by_id:
        raise NotPermitted("You proposed these figures. Two others must agree to them before they are released.")
    if account.pk == now.agreed_by_id:
        raise NotPermitted(
            "You have agreed to these figures already. A second person must agree before they are released."
        )
    before, now.status = now.status, step.target.value
    if step.target is Status.RELEASED:
        first = Actor.person(now.agreed_by.name, now.agreed_by.pk) if now.agreed_by else None
        if first is None or not allow(standing_of_actor(first), Act.APPROVE, now):
            raise NotPossibleNow(
                "Whoever agreed first may not sign off figures any more. Withdraw these, and have them proposed again."
            )
        now.released_at, now.released_by = clock.now(), account
        now.release = store.save_release(store.from_json(now.contents), board=now.board, by=by, first=first)
    else:
        now.agreed_at, now.agreed_by = clock.now(), account
    now.save()
    record(step.verb, now, by=by, before={"status": before}, after={"status": now.status})
    return now


@transaction.atomic
def withdraw_proposal(*, proposal: ReleaseProposal, why: str, by: Actor) -> ReleaseProposal:
    """Take proposed figures back, before they are released. Whoever may propose figures, or sign them off, may do so.

    Raises:
        NotPermitted: they may do neither.
        NotPossibleNow: they were released or withdrawn meanwhile.
        NotFound: there is no such proposal any more.
    """
    now = _locked(proposal)
    if not may_withdraw(now, by=by):
        raise NotPermitted("You may not withdraw these figures. Ask whoever proposed them, or the Board’s manager.")
    step = step_from(Status(now.status), Act.EDIT)
    if step is None:
        raise NotPossibleNow(f"Nothing was changed. These figures are settled: {now.get_status_display().lower()}.")
    before, now.status = now.status, step.target.value
    now.withdrawn_at, now.withdrawn_by = clock.now(), _account(by)
    now.save(update_fields=["status", "withdrawn_at", "withdrawn_by"])
    record(step.verb, now, by=by, before={"status": before}, after={"status": now.status}, why=why)
    return now


def may_withdraw(proposal: ReleaseProposal, *, by: Actor) -> bool:
    """Whether they may take this proposal back, as long as it is open."""
    standing = standing_of_actor(by)
    is_open = Status(proposal.status) in OPEN
    return is_open and (allow(standing, Act.EDIT, proposal) or allow(standing, Act.APPROVE, proposal))


def may_agree(proposal: ReleaseProposal, *, by: Actor) -> bool:
    """Whether they may be one of the two who agree to this proposal now."""
    is_open = Status(proposal.status) in OPEN
    is_another = by.user_id not in {None, proposal.proposed_by_id, proposal.agreed_by_id}
    return is_open and is_another and allow(standing_of_actor(by), Act.APPROVE, proposal)


def _locked(proposal: ReleaseProposal) -> ReleaseProposal:
    now = ReleaseProposal.objects.select_for_update().filter(pk=proposal.pk).first()
    if now is None:
        raise NotFound("There is no such proposal, or it is not open to you.")
    return now


def _account(by: Actor) -> Any:
    """The account of whoever acts: signing off is by people, each under their own name."""
    found = get_user_model()._default_manager.filter(pk=by.user_id, is_active=True).first() if by.user_id else None
    if found is None:
        raise NotPermitted("Figures are proposed and agreed to by people who are signed in, each under their own name.")
    return found
