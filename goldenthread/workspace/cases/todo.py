"""What the doors of cases ask people to do: agree to naming somebody, and judge what was opened in an emergency."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from goldenthread.cases import openings, taking_away, telling, two_people
from goldenthread.cases.models import Opening
from goldenthread.core.access import visible_to
from goldenthread.core.access.acts import Act, Role
from goldenthread.core.todo import Asked, Thing, tells

EVERY = 100
DEEDS = {
    "name": "naming somebody on",
    "agencies": "letting agencies take part in",
    "end-recusal": "letting somebody back to",
}


@tells
def people_to_be_named(asked: Asked) -> Iterable[Thing]:
    """Namings, agencies to take part, and letting people back, that somebody else asked for: the case by its reference alone."""
    if not asked.standing.may("memberships", Act.GRANT, asked.board_id):
        return
    address = reverse("workspace:cases-waiting", kwargs={"board": asked.board.slug})
    for one in two_people.waiting_to_be_named(asked.standing, asked.board_id)[:EVERY]:
        if str(asked.user_id) not in {str(one.proposed_by_id), one.details.get("user")}:
            deed = DEEDS[one.deed]
            what = f"Agree, or not, to {deed} case {one.case.reference}"
            why = f"{one.proposed_by.name} asked for it."
            yield Thing(what, why, f"{address}#act-{one.pk}", "Look at it", in_mail=what)


@tells
def files_to_take(asked: Asked) -> Iterable[Thing]:
    """Files of cases that somebody else would take away, for those who may read all that is in them."""
    if not asked.standing.cases:
        return
    for one in taking_away.waiting_in(asked.standing.cases)[:EVERY]:
        if one.case.board_id == asked.board_id and one.proposed_by_id != asked.user_id:
            if not taking_away.may_decide(asked.standing, one):
                continue
            what = f"Agree, or not, that a file leaves case {one.case.reference}"
            yield Thing(
                what, f"{one.proposed_by.name} asked for it.", telling.taken_address(one), "Look at it", in_mail=what
            )


@tells
def openings_to_judge(asked: Asked) -> Iterable[Thing]:
    """Openings in an emergency that wait to be judged; for the chair, those that nobody judged in time."""
    if not asked.standing.may("break_glass", Act.APPROVE, asked.board_id):
        return
    waiting = Opening.objects.filter(case__board=asked.board_id, sort=Opening.Sort.EMERGENCY, judged_at=None)
    if Role.INFORMATION_GOVERNANCE not in asked.standing.roles_on(asked.board_id):
        waiting = waiting.exclude(escalated_at=None)
    waiting = waiting.exclude(user_id=asked.user_id)
    for one in visible_to(asked.standing, Act.APPROVE, waiting).select_related("case", "user")[:EVERY]:
        what = f"Judge whether opening case {one.case.reference} in an emergency was justified"
        address = reverse("workspace:case-openings-one", kwargs={"board": asked.board.slug, "pk": one.pk})
        yield Thing(what, f"{one.user.name} opened it.", address, "Judge it", openings.to_judge_by(one), in_mail=what)
