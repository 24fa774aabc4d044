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
from goldenthread.core.errors import NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.core.periods import Period, Stretch, year_of
from goldenthread.figures import beside, frozen, giving_out, live, store
from goldenthread.figures.definitions import views
from goldenthread.figures.disclosure import Audited
from goldenthread.figures.disclosure_audit.knowledge import Contradiction
from goldenthread.figures.models import FrozenSet, PublishedRelease, ReleaseProposal, ReleaseView
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
            "manifest_sha256": frozen.manifest_of(folder).get(frozen.HASH, ""),
            "is_synthetic": dataset.snapshot.is_synthetic,
            "frozen_at": made.at,
            "frozen_by": by.name,
        },
    )
    if is_new:
        record("freeze", saved, by=by, after={"period": period.label, "seal": folder.name})
    return saved


def propose_release(
    *, frozen_set: FrozenSet, by: Actor, rule: str = "board", period: Stretch | None = None
) -> ReleaseProposal:
    """Protect the figures of a frozen set beside all that is public, and put them before the Board. They are not public yet.

    `period` are quarters of its year; without it the figures are those of the year.

    Raises:
        NotPermitted: they may not propose figures here, or act without an account of their own.
        Refused: the frozen set was changed since it was frozen, or holds another year, or there is no such rule.
        NotPossibleNow: the quarters were not over when the data were frozen, the figures cannot be protected, the audit
            came to no end, or others of the same year wait already.
    """
    period = period or Period.parse(frozen_set.period)
    proposal = ReleaseProposal(
        board=frozen_set.board,
        period=period.label,
        rule=rule,
        frozen_set=frozen_set,
        proposed_at=clock.now(),
        proposed_by=_account(by),
    )
    require(by, Act.CREATE, proposal)
    _refuse_unless_over(frozen_set, period)
    facts = beside.facts_hash(frozen_set.board_id, frozen_set.period)
    found = _audited(frozen_set, rule, period)
    proposal.contents = store.to_json(found.release)
    proposal.contents_sha256 = store.hash_of(proposal.contents)
    proposal.version, proposal.audit = found.release.version, {**found.report, "facts": facts}
    proposal.audit["views"] = [list(one) for one in views().items()]
    after = {"period": proposal.period, "rule": rule, "version": proposal.version, "seal": frozen_set.sha256}
    try:
        with transaction.atomic():
            proposal.save(force_insert=True)
            record("propose figures", proposal, by=by, after=after)
    except IntegrityError as error:
        raise NotPossibleNow(
            f"Figures of {proposal.period} have been proposed already and wait for two views. Withdraw those first."
        ) from error
    return proposal


def _audited(frozen_set: FrozenSet, rule: str, period: Stretch) -> Audited:
    try:
        return beside.audited(frozen_set, rule, period)
    except Contradiction as error:
        given = giving_out.conflicts(frozen_set.board, frozen_set.period)
        if not given:
            raise
        raise NotPossibleNow(
            f"Nothing was published: these figures do not fit numbers that were given out ({given}). Where such a number "
            "was put right since, enter the right one under Given out as well, and propose the figures again."
        ) from error


def _refuse_unless_over(frozen_set: FrozenSet, period: Stretch) -> None:
    """Refuse quarters that the frozen data cannot hold: of another year, or that had not ended when they were frozen."""
    if year_of(period).label != frozen_set.period:
        raise Refused(f"These data are of {frozen_set.period}, not of {year_of(period)}. Choose data of the same year.")
    if not isinstance(period, Period) and period.end >= frozen_set.frozen_at.date():
        raise NotPossibleNow(
            f"{period.months} was not over when these data were frozen. Choose data frozen later, or earlier quarters."
        )


@transaction.atomic
def give_view(*, proposal: ReleaseProposal, agrees: bool, words: str, by: Actor) -> ReleaseProposal:
    """Say what one thinks of proposed figures. Two people do, apart: the second cannot see what the first said.

    If both agree the figures are released; if either does not, they go back. Neither may have proposed them.

    Raises:
        NotPermitted: they may not sign off figures, proposed these themselves, or gave their view already.
        Refused: they say nothing.
        NotPossibleNow: the figures are settled, more has become public since they were proposed, or whoever gave the
            first view may not sign off any more. It is the same whatever the first view says.
        NotFound: there is no such proposal any more.
    """
    now = _locked(proposal)
    require(by, Act.APPROVE, now)
    account = _account(by)
    if step_from(Status(now.status), Act.APPROVE, both_agree=True) is None:
        raise NotPossibleNow(f"Nothing was changed. These figures are settled: {now.get_status_display().lower()}.")
    if now.contents_sha256 != store.hash_of(now.contents):
        raise NotPossibleNow(
            "Nobody has worked out what these figures give away, or they are not what was proposed. "
            "Withdraw them, and have them proposed again."
        )
    if account.pk == now.proposed_by_id:
        raise NotPermitted("You proposed these figures. Two others must look at them before they are released.")
    if not words.strip():
        raise Refused("Write what you looked at, and what you think of it.")
    others = list(now.views.select_related("by"))
    if any(one.by_id == account.pk for one in others):
        raise NotPermitted("You have given your view of these figures already. A second person must give theirs.")
    _refuse_if_overtaken(now, others)
    view = ReleaseView.objects.create(
        proposal=now, place=len(others) + 1, by=account, given_at=clock.now(), agrees=agrees, words=words.strip()
    )
    both_agree = agrees and all(one.agrees for one in others)
    step = step_from(Status(now.status), Act.APPROVE, both_agree=both_agree)
    if step is None:
        raise NotPossibleNow(f"Nothing was changed. These figures are settled: {now.get_status_display().lower()}.")
    before, now.status = now.status, step.target.value
    if step.target is Status.RELEASED:
        _release(now, others[0], account, by=by)
    elif step.target is Status.RETURNED:
        now.returned_at = view.given_at
    now.save()
    record(step.verb, now, by=by, before={"status": before}, after={"status": now.status})
    return now


def _refuse_if_overtaken(now: ReleaseProposal, given: list[ReleaseView]) -> None:
    """Refuse a view where something has happened since that speaks against these figures, whatever anybody thinks of them."""
    for view in given:
        if not allow(standing_of_actor(_who_gave(view)), Act.APPROVE, now):
            raise NotPossibleNow(
                "Whoever gave the first view may not sign off figures any more. "
                "Withdraw these, and have them proposed again."
            )
    since = PublishedRelease.objects.filter(board=now.board, period__in=beside.labels(now.period))
    if since.filter(released_at__gt=now.proposed_at).exists():
        raise NotPossibleNow(
            "Other figures were released since these were proposed, so it has to be worked out again what they give away "
            "together. Withdraw these, and have them proposed again."
        )
    if now.audit.get("facts", "") not in {"", beside.facts_hash(now.board_id, now.period)}:
        raise NotPossibleNow(
            "More has become public since these were proposed, in a report, a return or a page of figures, so it has to be "
            "worked out again what they give away together. Withdraw these, and have them proposed again."
        )


def _who_gave(view: ReleaseView) -> Actor:
    return Actor.person(view.by.name, view.by.pk)


def _release(now: ReleaseProposal, first: ReleaseView, account: Any, *, by: Actor) -> None:
    """Let the figures out."""
    now.agreed_at, now.agreed_by = first.given_at, first.by
    now.released_at, now.released_by = clock.now(), account
    made = store.from_json(now.contents)
    now.release = store.save_release(made, board=now.board, by=by, first=_who_gave(first), audit=now.audit)


def views_of(proposal: ReleaseProposal, *, by: Actor) -> list[ReleaseView]:
    """What the two said: all of it once both have, and before that nobody's but one's own."""
    found = list(proposal.views.select_related("by"))
    return found if len(found) == 2 else [one for one in found if one.by_id == by.user_id]


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


def may_give_view(proposal: ReleaseProposal, *, by: Actor) -> bool:
    """Whether they may be one of the two who say now what they think of this proposal."""
    is_open = Status(proposal.status) in OPEN
    is_another = by.user_id not in {None, proposal.proposed_by_id}
    has_said = is_open and proposal.views.filter(by=by.user_id).exists()
    return is_open and is_another and not has_said and allow(standing_of_actor(by), Act.APPROVE, proposal)


def _locked(proposal: ReleaseProposal) -> ReleaseProposal:
    now = ReleaseProposal.objects.select_for_update().filter(pk=proposal.pk).first()
    if now is None:
        raise NotFound("There is no such proposal, or it is not open to you.")
    return now


def _account(by: Actor) -> Any:
    """The account of whoever acts: signing off is by people, each under their own name."""
    found = get_user_model()._default_manager.filter(pk=by.user_id, is_active=True).first() if by.user_id else None
    if found is None:
        raise NotPermitted("Figures are proposed and looked at by people who are signed in, each under their own name.")
    return found
