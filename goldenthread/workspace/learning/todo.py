"""What learning asks people to do: check evidence, answer a question about it, measure again, look at a theme again."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from django.urls import reverse

from goldenthread.core.access import visible_to
from goldenthread.core.access.acts import Act, Role
from goldenthread.core.days import as_known
from goldenthread.core.todo import Asked, Thing, tells
from goldenthread.learning import queries
from goldenthread.learning.models import Allocation, DataNeeded, Evidence, ThemeAssurance

EVERY = 100
"""How many of one sort are fetched: all there are, of a Board of any size we know."""


def _page(asked: Asked, view: str, **more: object) -> str:
    return reverse(f"workspace:{view}", kwargs={"board": asked.board.slug, **more})


@tells
def evidence_to_check(asked: Asked) -> Iterable[Thing]:
    """Evidence that waits for somebody who did not hand it in."""
    if not asked.standing.may("evidence", Act.APPROVE, asked.board_id) or _only_looks(asked):
        return
    waiting = Evidence.objects.filter(action__board=asked.board_id, state=Evidence.State.HANDED_IN)
    mine = visible_to(asked.standing, Act.APPROVE, waiting).exclude(handed_in_user=asked.user_id)
    for one in mine.select_related("action__agency")[:EVERY]:
        why = f"{one.handed_in_by} handed it in. It counts once somebody else has looked at it."
        address = _page(asked, "evidence-record", pk=one.pk)
        mail = f"Check evidence for an action of {one.action.agency or 'the Board'}"
        yield Thing(f"Check the evidence for: {one.action.text}", why, address, "Check it", in_mail=mail)


def _only_looks(asked: Asked) -> bool:
    """The chair may check evidence, and is not asked to: it is the office's work."""
    offices = {Role.BOARD_MANAGER, Role.BOARD_OFFICER}
    return not offices & set(asked.standing.roles_on(asked.board_id))


@tells
def questions_about_evidence(asked: Asked) -> Iterable[Thing]:
    """Evidence of the person's own agency that was sent back with a question."""
    back = Evidence.objects.filter(action__agency__in=asked.standing.agencies, state=Evidence.State.SENT_BACK)
    if not asked.standing.agencies:
        return
    mine = visible_to(asked.standing, Act.EDIT, back.filter(action__board=asked.board_id)).select_related("action")
    for one in mine[:EVERY]:
        what = f"Answer a question about your evidence for: {one.action.text}"
        mail = "Answer a question about evidence that your agency handed in"
        yield Thing(what, one.question, _page(asked, "evidence-again", pk=one.pk), "Answer it", in_mail=mail)


@tells
def to_measure_again(asked: Asked) -> Iterable[Thing]:
    """Measures whose day has come, and that nobody has said anything about."""
    if not asked.standing.may("measures", Act.CREATE, asked.board_id) or Role.CHAIR in asked.standing.roles_on(
        asked.board_id
    ):
        return
    due = visible_to(asked.standing, Act.READ, queries.due_again(asked.board, asked.today)).distinct()
    for one in due.select_related("recommendation__source", "action")[:EVERY]:
        why = f"It was chosen as the measure of {one.recommendation or one.action}."
        address = f"{_page(asked, 'verdicts-new')}?measure={one.pk}"
        yield Thing(f"Measure again: {one}", why, address, "Give a verdict", one.due_on, "Give a verdict on a measure")


@tells
def themes_to_look_at(asked: Asked) -> Iterable[Thing]:
    """Themes whose day to be looked at again has come, where no later year has a view of them."""
    if not asked.standing.may("evaluation", Act.CREATE, asked.board_id):
        return
    later = ThemeAssurance.objects.filter(theme=OuterRef("theme"), period__gt=OuterRef("period"))
    due = ThemeAssurance.objects.filter(~Exists(later), board=asked.board_id, next_on__lte=asked.today)
    for one in visible_to(asked.standing, Act.READ, due).select_related("theme")[:EVERY]:
        why = f"In {one.period} the Board said it would, by {as_known(one.next_on, 'day')}."
        address = _page(asked, "themes-record", pk=one.theme_id)
        yield Thing(f"Look again at the theme: {one.theme}", why, address, "Look at it", one.next_on)


@tells
def parts_to_bring_back(asked: Asked) -> Iterable[Thing]:
    """Sources that the person's own agency was given for an evaluation day, and has said nothing of yet."""
    if not asked.standing.agencies:
        return
    given = Allocation.objects.filter(day__board=asked.board_id, agency__in=asked.standing.agencies, learning="")
    for one in visible_to(asked.standing, Act.UPDATE, given).select_related("day", "source", "agency")[:EVERY]:
        why = f"{one.agency} was given it to look at for: {one.day}."
        address = _page(asked, "allocations-change", pk=one.pk)
        mail = "Say what a source of learning taught your agency, for an evaluation day"
        due = one.day.held_on if one.day.held_precision == "day" else None
        yield Thing(f"Say what you learned from: {one.source}", why, address, "Say it", due, mail)


@tells
def data_to_tell(asked: Asked) -> Iterable[Thing]:
    """Questions for data that the person's own agency can answer."""
    if not asked.standing.agencies:
        return
    waiting = DataNeeded.objects.filter(assurance__board=asked.board_id, answered_on=None)
    mine = visible_to(asked.standing, Act.EDIT, waiting.filter(agency__in=asked.standing.agencies))
    for one in mine.select_related("assurance__theme")[:EVERY]:
        why = f"The Board needs it to judge: {one.assurance.theme}."
        address = _page(asked, "data-needed-change", pk=one.pk)
        mail = "Tell the Board the data it asked your agency for"
        yield Thing(one.question, why, address, "Answer it", one.due_on, mail)
