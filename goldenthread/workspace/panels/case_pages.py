"""A case of a pathway: its front, the steps that are open from where it stands, and sharing what is learned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify

from goldenthread.core import clock, working_days
from goldenthread.core.access import actor_of, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.access.rule import allow
from goldenthread.core.errors import AlreadyDone, NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.core.kinds import Kind, named
from goldenthread.core.processes import Step
from goldenthread.core.shapes import Status
from goldenthread.panels import clocks, moving, sharing, trusting
from goldenthread.panels.models import AfterActionReview, Escalation, PanelCase, Pathway, Taken
from goldenthread.workspace import records, saving
from goldenthread.workspace.cases import places
from goldenthread.workspace.cases.door import needs_case
from goldenthread.workspace.errors import NO_SUCH_PAGE
from goldenthread.workspace.panels import pathways
from goldenthread.workspace.panels.forms import ShareForm, ShareLearnedForm, step_form
from goldenthread.workspace.panels.pathways import Shown

View = Callable[..., HttpResponseBase]
RAISED = (NotPermitted, NotPossibleNow, Refused, AlreadyDone)


def head_of(request: Any, shown: Shown) -> Any:
    """The head record of this case, if this person may read it; else None."""
    every = shown.model._default_manager.filter(pk=request.case.pk, board=request.board)
    kind = named(shown.kind)
    return visible_to(request.standing, Act.READ, every).select_related(*kind.with_them).first()


def wanted_head(request: Any, shown: Shown) -> Any:
    """The head record of this case.

    Raises:
        NotFound: there is none, or it is not open to them.
    """
    head = head_of(request, shown)
    if head is None:
        raise NotFound(NO_SUCH_PAGE)
    return head


def at(request: Any, view: str, **more: Any) -> str:
    return reverse(f"workspace:{view}", kwargs={"board": request.board.slug, "case": request.case.pk, **more})


def front(shown: Shown) -> View:
    @needs_case(shown.row, get=Act.READ)
    def page(request: Any) -> HttpResponse:
        """The record, for whoever may read it; otherwise the part of the case that is theirs."""
        head = head_of(request, shown)
        if head is not None:
            return HttpResponseRedirect(at(request, f"{shown.kind}-record", pk=head.pk))
        kind = named(shown.kind)
        parts = [records._part(request, part, request.case) for part in kind.parts]
        held = [part for part in parts if part and part["lines"]]
        if not held:
            raise NotFound(NO_SUCH_PAGE)
        context = {"parts": held, "shown": shown, "siblings": places.beside(request, shown.front)}
        return render(request, "workspace/panels/part.html", context)

    return page


def record(shown: Shown) -> View:
    @needs_case(shown.row, get=Act.READ)
    def page(request: Any, pk: UUID) -> HttpResponse:
        kind = named(shown.kind)
        head: Any = records.one_of(request, kind, pk)
        model = moving.STEPS[shown.model]
        taken = list(visible_to(request.standing, Act.READ, model._default_manager.filter(case=request.case)))
        due, words = due_on(head, taken, clocks.kept(head.board_id))
        return records.show(
            request,
            kind,
            head,
            template="panels/front",
            shown=shown,
            stands=Status(head.stands.shape, head.stands.words),
            due=due,
            due_words=words,
            is_late=due is not None and due < clock.today(),
            open_steps=open_steps(request, shown, head),
            taken=[one for one in taken if getattr(one, "seconded_at", True)],
            waits=[one for one in taken if not getattr(one, "seconded_at", True)],
            share=_share_address(request, shown, head),
            give=_give_address(request, shown),
            siblings=places.beside(request, shown.front),
            rows=_said(kind, head),
        )

    return page


def _said(kind: Kind, head: Any) -> list[tuple[str, Any, bool]]:
    """The rows of the record that say something: what nobody has said yet is not asked of the reader."""
    every = [(row.words, row.show(head), row.is_long) for row in kind.rows]
    return [(words, value, is_long) for words, value, is_long in every if value not in (None, "")]


def due_on(head: Pathway, taken: list[Taken], limits: clocks.Kept) -> tuple[date | None, str]:
    """By when the next thing is due, and what it is; nothing where it has ended."""
    if isinstance(head, PanelCase):
        if head.state == "referred":
            due = working_days.after(head.begun_on, head.panel.accept_within)
            return due, "The panel’s chair accepts it or not by"
        return (head.review_on, "Comes back to the panel on") if head.state == "accepted" else (None, "")
    if head.stands.is_end:
        return None, ""
    state: str = head.state  # type: ignore[attr-defined]  # every pathway keeps its own states
    since = max((one.taken_on for one in taken if one.now == state), default=head.begun_on)
    return clocks.due(head.SORT, state, since, limits), "The next step is due by"


def open_steps(request: Any, shown: Shown, head: Any) -> list[tuple[str, str, str]]:
    """(button, address, what it needs) of the steps this person can take from where it stands."""
    found = []
    for step in head.PROCESS.open_from(head.state):
        if step.verb == "share" or (step.target == "open" and head.state == "asked"):
            continue
        if allow(request.standing, step.act, head):
            there = at(request, f"{shown.kind}-step", step=slugify(step.verb))
            found.append((step.button, there, step.needs or ("a second person" if step.takes_two else "")))
    return found


def _share_address(request: Any, shown: Shown, head: Any) -> str:
    """Where its learning is shared, if it can be now, by this person."""
    can = {
        AfterActionReview: head.state == "written" and allow(request.standing, Act.APPROVE, head),
        Escalation: head.state == "settled"
        and not getattr(head, "source_id", None)
        and allow(request.standing, Act.EDIT, head),
    }
    may = request.standing.may("learning", Act.CREATE, request.board.pk)
    return at(request, f"{shown.kind}-share") if can.get(shown.model) and may else ""


def _give_address(request: Any, shown: Shown) -> str:
    may = request.standing.may("memberships", Act.GRANT, request.board.pk)
    return at(request, "trust-record-give") if shown is pathways.TRUST and may else ""


def _step_of(shown: Shown, slug: str) -> Step:
    """The step an address names.

    Raises:
        NotFound: there is no such step.
    """
    for one in shown.model.PROCESS.steps:
        if slugify(one.verb) == slug and one.verb != "share":
            return one
    raise NotFound(NO_SUCH_PAGE)


def step(shown: Shown) -> View:
    @needs_case(shown.row, get=Act.READ, post=Act.READ)
    def page(request: Any, step: str) -> HttpResponse:
        head, wanted = wanted_head(request, shown), _step_of(shown, step)
        if not allow(request.standing, wanted.act, head):
            raise NotPermitted("You can read this, and not take this step. If you should, ask the Board’s manager.")
        head.PROCESS.check(wanted, head.state)
        form = step_form(shown.model, wanted.verb)(
            pathways.posted(request),
            standing=request.standing,
            board_id=request.board.pk,
            case_id=request.case.pk,
            instance=head,
        )
        if request.method == "POST" and form.is_valid() and _taken(request, head, wanted, form):
            return HttpResponseRedirect(at(request, f"{shown.kind}-record", pk=head.pk))
        context = {
            "form": form,
            "step": wanted,
            "head": head,
            "kind": named(shown.kind),
            "back": at(request, f"{shown.kind}-record", pk=head.pk),
        }
        return render(request, "workspace/panels/step.html", context, status=422 if form.errors else 200)

    return page


def _taken(request: Any, head: Any, wanted: Step, form: Any) -> bool:
    """Take the step, or ask for it where it takes two; what is refused, the form says."""
    said, by = form.cleaned_data, actor_of(request)
    given = {"on": said["on"], "why": said["why"], "by": by, "values": form.values()}
    try:
        if wanted.takes_two:
            trusting.ask_to_take(head, wanted.verb, **given)
            messages.success(request, "It waits for a second person who holds this record.")
        else:
            moving.take(head, wanted.verb, **given)
            messages.success(request, "Done. It is written down with its day and your reasons.")
    except ValidationError as error:
        saving.tell(form, error)
    except RAISED as error:
        form.add_error(None, str(error))
    else:
        return True
    return False


def share(shown: Shown) -> View:
    made: Any = ShareForm if shown is pathways.AFTER_ACTION else ShareLearnedForm

    @needs_case(shown.row, get=Act.READ, post=Act.READ)
    def page(request: Any) -> HttpResponse:
        head = wanted_head(request, shown)
        if not _share_address(request, shown, head):
            raise NotPossibleNow("Its learning cannot be shared now, or not by you. Look at the page again.")
        names = {name for name in made.base_fields if hasattr(head, name)}
        form = made(pathways.posted(request), initial={name: getattr(head, name) for name in names})
        if request.method == "POST" and form.is_valid():
            try:
                source = _shared(head, form.cleaned_data, request)
            except ValidationError as error:
                form.add_error(None, error)
            except RAISED as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, "Its learning is shared. Add findings and recommendations to it there.")
                there = reverse("workspace:sources-record", kwargs={"board": request.board.slug, "pk": source.pk})
                return HttpResponseRedirect(there)
        back = at(request, f"{shown.kind}-record", pk=head.pk)
        context = {
            "form": form,
            "head": head,
            "kind": named(shown.kind),
            "back": back,
            "words": "Share what is learned",
        }
        return render(request, "workspace/panels/deed.html", context, status=422 if form.errors else 200)

    return page


def _shared(head: Any, said: dict[str, Any], request: Any) -> Any:
    by = actor_of(request)
    if isinstance(head, AfterActionReview):
        return sharing.after_action(head, said, on=clock.today(), why="Its learning is shared with partners.", by=by)
    return sharing.escalation(head, said, by=by)
