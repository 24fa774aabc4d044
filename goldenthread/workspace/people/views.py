"""Pages of accounts and roles."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from goldenthread.accounts import kept
from goldenthread.accounts import operations as accounts
from goldenthread.accounts.fresh import is_fresh
from goldenthread.accounts.middleware import go_to
from goldenthread.accounts.models import User
from goldenthread.accounts.queries import is_waiting
from goldenthread.boards import operations, steps
from goldenthread.boards.proposals import people_of, reaches_all, waiting
from goldenthread.boards.standing import AgencyMembership, RoleHeld, RoleProposal
from goldenthread.core import clock
from goldenthread.core.access import actor_of, needs
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, NotPermitted, Refused
from goldenthread.core.shapes import Status
from goldenthread.trail import queries as trails
from goldenthread.workspace.errors import NO_SUCH_PAGE
from goldenthread.workspace.navigation import siblings
from goldenthread.workspace.people.forms import InviteForm, RoleForm

DONE = {
    "agree": "You agreed. It holds from now.",
    "refuse": "You refused it. Nothing was changed.",
    "take-back": "You took it back. Nothing was changed.",
}


@needs("accounts", get=Act.READ)
def everybody(request: Any) -> HttpResponse:
    board = request.board
    people = list(people_of(board, request.standing))
    held = RoleHeld.objects.on(clock.today()).filter(board=board, user__in=people)
    sees_roles = request.standing.may("memberships", Act.READ, board.pk)
    agencies = AgencyMembership.objects.on(clock.today()).filter(agency__board=board, user__in=people)
    roles: dict[UUID, list[str]] = {}
    for one in held if sees_roles else ():
        roles.setdefault(one.user_id, []).append(one.get_role_display())
    places: dict[UUID, list[str]] = {}
    for place in agencies.select_related("agency"):
        places.setdefault(place.user_id, []).append(place.agency.name)
    rows = [(one, ", ".join(roles.get(one.pk, [])), ", ".join(places.get(one.pk, [])), state_of(one)) for one in people]
    context = {
        "rows": rows,
        "sees_roles": sees_roles,
        "waiting": list(waiting(board)) if request.standing.may("memberships", Act.GRANT, board.pk) else [],
        "may_invite": request.standing.may("memberships", Act.GRANT, board.pk),
        "siblings": siblings("accounts", request.standing, board),
    }
    return render(request, "workspace/people/everybody.html", context)


def state_of(user: User) -> Status:
    if user.is_active:
        return Status("good", "Open")
    return Status("ring", "Invited") if is_waiting(user) else Status("info", "Closed")


def _person(request: Any, pk: UUID) -> User:
    found = people_of(request.board, request.standing).filter(pk=pk).first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    return found


def _there(request: Any, user: User) -> HttpResponseRedirect:
    return HttpResponseRedirect(
        reverse("workspace:accounts-person", kwargs={"board": request.board.slug, "pk": user.pk})
    )


@needs("accounts", get=Act.READ)
def person(request: Any, pk: UUID) -> HttpResponse:
    written = reverse("workspace:accounts-role", kwargs={"board": request.board.slug, "pk": pk})
    return _show(request, _person(request, pk), RoleForm(kept.take(request, written), board_id=request.board.pk))


def _prove_first(request: Any, back: str) -> HttpResponseBase | None:
    """Ask for proof of who they are, unless it was given just now; what was written is kept, and they come back here."""
    if is_fresh(request):
        return None
    kept.keep(request)
    return go_to(request, "account_prove", back)


def _list(request: Any) -> str:
    return reverse("workspace:accounts", kwargs={"board": request.board.slug})


def _show(request: Any, user: User, form: RoleForm, status: int = 200) -> HttpResponse:
    board, standing = request.board, request.standing
    held = RoleHeld.objects.filter(board=board, user=user).order_by("-from_on")
    sees_roles = standing.may("memberships", Act.READ, board.pk)
    may_grant = standing.may("memberships", Act.GRANT, board.pk) and user.pk != request.user.pk
    context = {
        "one": user,
        "state": state_of(user),
        "sees_roles": sees_roles,
        "held": [(one, one.to_on is None or one.to_on >= clock.today()) for one in (held if sees_roles else ())],
        "places": AgencyMembership.objects.filter(agency__board=board, user=user).select_related("agency"),
        "waiting": list(waiting(board).filter(user=user)) if may_grant else [],
        "form": form,
        "may_grant": may_grant,
        "may_close": _may_close(request, user),
        "is_waiting": is_waiting(user),
        "entries": _entries(request, user),
    }
    return render(request, "workspace/people/person.html", context, status=status)


def _entries(request: Any, user: User) -> list[Any]:
    """What was done about this person's roles on this Board, newest first, for those who may read who holds which role."""
    if not request.standing.may("memberships", Act.READ, request.board.pk):
        return []
    about = [str(key) for key in RoleHeld.objects.filter(board=request.board, user=user).values_list("pk", flat=True)]
    about += [
        str(key) for key in RoleProposal.objects.filter(board=request.board, user=user).values_list("pk", flat=True)
    ]
    entries = trails.recent(request.board.pk).filter(subject_id__in=about)[:20]
    return [(entry, trails.changes(entry, request.standing)) for entry in entries]


def _may_close(request: Any, user: User) -> bool:
    """Nobody closes their own account, and one that other Boards use is theirs to close too: end the role instead."""
    may = request.standing.may("accounts", Act.APPROVE, request.board.pk) or reaches_all(
        request.standing, Act.EDIT, request.board.pk
    )
    others = RoleHeld.objects.filter(user=user).exclude(board=request.board)
    elsewhere = others.exclude(to_on__lt=clock.today()).exists()  # a role that is yet to begin counts
    return may and user.pk != request.user.pk and not elsewhere


@needs("memberships", get=Act.GRANT, post=Act.GRANT)
def invite(request: Any) -> HttpResponseBase:
    """Invite somebody, and propose their first role in the same breath."""
    if request.method != "POST":
        return _invitation(request, InviteForm(kept.take(request, request.path), board_id=request.board.pk))
    if (proof := _prove_first(request, request.path)) is not None:
        return proof
    form = InviteForm(request.POST, board_id=request.board.pk)
    if not form.is_valid():
        return _invitation(request, form, 422)
    try:
        with transaction.atomic():
            by = actor_of(request)
            sent = accounts.invite(email=form.cleaned_data["email"], name=form.cleaned_data["name"], by=by)
            operations.propose_role(_proposal(request, sent.user, form), by=by)
    except Refused as error:
        form.add_error(None, str(error))
        return _invitation(request, form, 422)
    messages.success(request, f"{sent.user} is invited. The role waits for a second person to agree.")
    return _there(request, sent.user)


def _invitation(request: Any, form: InviteForm, status: int = 200) -> HttpResponse:
    return render(request, "workspace/people/invite.html", {"form": form}, status=status)


def _proposal(request: Any, user: User, form: RoleForm) -> RoleProposal:
    said = form.cleaned_data
    return RoleProposal(
        board=request.board,
        user=user,
        role=said["role"],
        agency_id=said["agency"] or None,
        group_id=said["group"] or None,
        from_on=said["from_on"],
        to_on=said["to_on"],
        why=said["why"],
    )


@needs("memberships", post=Act.GRANT)
def propose(request: Any, pk: UUID) -> HttpResponseBase:
    user = _person(request, pk)
    if (proof := _prove_first(request, _there(request, user).url)) is not None:
        return proof
    form = RoleForm(request.POST, board_id=request.board.pk)
    if form.is_valid():
        try:
            operations.propose_role(_proposal(request, user, form), by=actor_of(request))
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Proposed. It waits for a second person to agree.")
            return _there(request, user)
    return _show(request, user, form, 422)


@needs("memberships", post=Act.GRANT)
def propose_end(request: Any, pk: UUID, held: UUID) -> HttpResponseBase:
    user = _person(request, pk)
    role = RoleHeld.objects.filter(board=request.board, user=user, pk=held).first()
    if role is None:
        raise NotFound(NO_SUCH_PAGE)
    why = request.POST.get("why", "").replace("\0", "").strip()[:300] or "The role is no longer needed."
    end = RoleProposal(board=request.board, deed=RoleProposal.Deed.END, user=user, role=role.role, held=role, why=why)
    operations.propose_role(end, by=actor_of(request))
    messages.success(request, "Proposed. The role ends once a second person agrees.")
    return _there(request, user)


@needs("memberships", post=Act.GRANT)
def decide(request: Any, pk: UUID, what: str) -> HttpResponseBase:
    proposal = waiting(request.board).filter(pk=pk).first()
    if what not in steps.ANSWERS or proposal is None:
        raise NotFound(NO_SUCH_PAGE)
    if (proof := _prove_first(request, _list(request))) is not None:
        return proof
    operations.decide(proposal, steps.ANSWERS[what], by=actor_of(request))
    messages.success(request, DONE[what])
    return HttpResponseRedirect(_list(request))


@needs("accounts", post=Act.READ)
def close(request: Any, pk: UUID, what: str) -> HttpResponseBase:
    """Close an account, open it again, take off a lost second step, or send its invitation again."""
    user = _person(request, pk)
    if not _may_close(request, user):
        raise NotPermitted("You may not close or open this account. Ask the Board’s manager.")
    if (proof := _prove_first(request, _there(request, user).url)) is not None:
        return proof
    by = actor_of(request)
    match what:
        case "close":
            accounts.disable(user, by=by)
            messages.success(request, "The account is closed, and its owner is signed out everywhere.")
        case "open":
            accounts.enable(user, by=by)
            messages.success(request, "The account is open again.")
        case "second-step":
            accounts.reset_second_factor(user, by=by)
            messages.success(request, "Their second step was taken off. They set up a new one when they next sign in.")
        case "invite-again":
            accounts.invite(email=user.email, name=user.name, by=by)
            messages.success(request, "The invitation was sent again. The old link no longer works.")
        case _:
            raise NotFound(NO_SUCH_PAGE)
    return _there(request, user)
