"""Panels as they were published, and made-up cases in each pathway: before a made-up panel, brought by the made-up agency."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from goldenthread.accounts.models import User
from goldenthread.boards import steps
from goldenthread.boards.models import Agency, Board
from goldenthread.boards.standing import AgencyMembership, RoleHeld
from goldenthread.cases import two_people
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.demo.records import content
from goldenthread.panels import beginning, moving, paneling, trusting
from goldenthread.panels.models import (
    AfterActionReview,
    ClutterRating,
    Escalation,
    EscalationStage,
    Panel,
    PanelAction,
    PanelAwareness,
    PanelCapacity,
    PanelCase,
    PanelCriterion,
    PanelListing,
    PanelLook,
    PanelMeeting,
    PanelMember,
    PanelRisk,
    PositionOfTrust,
    ProviderConcern,
    ProviderMeeting,
)
from goldenthread.trail import operations as trail

Data = dict[str, Any]
FICTIONAL = "example-care"
SITS, OPENS, AGREES = "panel@luton.example", "manager@luton.example", "ig@luton.example"
SINCE = date(2023, 4, 1)


def load(board: Board, *, by: Actor) -> None:
    """The panel that was published, with what was published of it and no more."""
    said = content("panels")["published"]
    told = said["awareness"]
    panel = trail.add(Panel(board=board, **{name: one for name, one in said.items() if name != "awareness"}), by=by)
    trail.add(PanelAwareness(panel=panel, **told), by=by)


def finish(board: Board, *, by: Actor) -> None:
    """Made-up cases, as they stand today."""
    said, today = content("panels"), clock.today()
    agency = Agency.objects.get(board=board, slug=FICTIONAL)
    who = {one["key"]: _person(board, agency, one) for one in said["people"]}
    panel = _panel(board, agency, said["panel"], today, by)
    for user, part in ((_user("chairs@example-care.example"), "chair"), (_user(SITS), "panel")):
        seat = PanelMember(panel=panel, user=user, part=part, from_on=SINCE)
        paneling.agree(paneling.ask_to_name(seat, by=_actor(OPENS)), by=_actor(AGREES))
    for one in said["cases"]:
        _case(panel, one, agency, who, today)
    _escalation(board, agency, said["escalation"], who["brings"], today)
    _provider(board, said["provider"], today)
    _after_action(board, said["after_action"], today)
    head = PositionOfTrust(board=board, agency=agency, is_fictional=True, begun_on=_on(today, said["trust"]["begun"]))
    act = trusting.ask_to_open(head, why=said["trust"]["why"], by=_actor(OPENS))
    two_people.decide(act, steps.AGREE, by=_actor(AGREES))


def _on(today: date, days: int) -> date:
    return today + timedelta(days)


def _user(email: str) -> User:
    return User.objects.get(email=email)


def _actor(email: str) -> Actor:
    user = _user(email)
    return Actor.person(user.name, user.pk)


def _person(board: Board, agency: Agency, said: Data) -> Actor:
    """Somebody of the made-up agency, whom one cannot be: the cases were brought and led by them."""
    user = User.objects.create_user(said["email"], None, name=said["name"])
    RoleHeld.objects.create(board=board, user=user, role=said["role"], from_on=SINCE)
    AgencyMembership.objects.create(agency=agency, user=user, from_on=SINCE)
    return Actor.person(user.name, user.pk)


def _panel(board: Board, agency: Agency, said: Data, today: date, by: Actor) -> Panel:
    words = {name: said[name] for name in ("name", "sort", "what_for", "chair_post", "quorum")}
    panel = trail.add(Panel(board=board, **words), by=by)
    panel.core_agencies.set([agency])
    for order, text in enumerate(said["criteria"]):
        trail.add(PanelCriterion(panel=panel, text=text, order=order), by=by)
    for days in said["meetings"]:
        meeting = trail.add(PanelMeeting(panel=panel, held_on=_on(today, days)), by=by)
        meeting.agencies.set([agency] if days < 0 else [])
    look = said["look"]
    words = {name: one for name, one in look.items() if name != "day"}
    last, first = _on(today, look["day"]), _on(today, look["day"] - 180)
    trail.add(PanelLook(panel=panel, looked_on=last, from_on=first, to_on=last, **words), by=by)
    return panel


WORDS = ("called", "reason", "consent", "without_consent", "views", "advocacy", "legal_options")


def _case(panel: Panel, said: Data, agency: Agency, who: dict[str, Actor], today: date) -> None:
    meetings = list(panel.meetings.order_by("held_on"))
    head = PanelCase(
        board=panel.board, agency=agency, panel=panel, is_fictional=True, begun_on=_on(today, said["begun"])
    )
    for name in WORDS:
        setattr(head, name, said.get(name, getattr(head, name)))
    head = paneling.refer(head, by=who["brings"])
    head.criteria.set(panel.criteria.all())
    chair = who["chairs"]
    for one in said["risks"]:
        trail.add(_risk(head, agency, one, today), by=chair)
    if "accepted" not in said:
        return
    values = {"lead_agency": agency, "key_worker": said["key_worker"]}
    moving.take(
        head, "accept", on=_on(today, said["accepted"]), why="All three criteria are so.", by=chair, values=values
    )
    tested = said["capacity"]
    capacity = PanelCapacity(
        case=head.case, decision=tested["decision"], answer=tested["answer"], assessed_by=tested["by"]
    )
    capacity.assessed_on = _on(today, tested["assessed"])
    trail.add(capacity, by=chair)
    for room, rating, days in said["rooms"]:
        trail.add(ClutterRating(case=head.case, room=room, rating=rating, rated_on=_on(today, days)), by=chair)
    for one in said["actions"]:
        action = PanelAction(case=head.case, agency=agency, text=one["text"], due_on=_on(today, one["due"]))
        action.done_on, action.came_to = (_on(today, one["done"]), one["came_to"]) if "done" in one else (None, "")
        trail.add(action, by=chair)
    for place, one in enumerate(said["listed"]):
        following = meetings[one["meeting"] + 1].held_on if place + 1 < len(said["listed"]) else None
        listing = PanelListing(case=head.case, meeting=meetings[one["meeting"]], agreed=one.get("agreed", ""))
        listing.comes_back_on = following
        paneling.put_on_list(listing, by=chair)


def _risk(head: PanelCase, agency: Agency, said: Data, today: date) -> PanelRisk:
    likelihood, impact = said["before"]
    risk = PanelRisk(
        case=head.case, sort=said["sort"], text=said["text"], likelihood=likelihood, impact=impact, agency=agency
    )
    if "now" in said:
        risk.likelihood_now, risk.impact_now = said["now"]
        risk.looked_on = _on(today, -8)
    return risk


def _escalation(board: Board, agency: Agency, said: Data, who: Actor, today: date) -> None:
    words = {name: said[name] for name in ("called", "category", "issue")}
    head = Escalation(board=board, agency=agency, is_fictional=True, begun_on=_on(today, said["begun"]), **words)
    head = beginning.begin(head, by=who)
    talk = said["talk"]
    words = {name: one for name, one in talk.items() if name != "day"}
    unit = _actor(OPENS)
    trail.add(EscalationStage(case=head.case, talked_on=_on(today, talk["day"]), **words), by=unit)
    moving.take(head, said["stage"], on=_on(today, -1), why=talk["came_to"], by=unit)


def _provider(board: Board, said: Data, today: date) -> None:
    words = {name: said[name] for name in ("called", "service", "trigger", "text")}
    unit = _actor(OPENS)
    head = ProviderConcern(board=board, is_fictional=True, begun_on=_on(today, said["begun"]), **words)
    head = beginning.begin(head, by=unit)
    meeting = said["meeting"]
    words = {name: one for name, one in meeting.items() if name != "day"}
    moving.take(head, "go to meetings", on=_on(today, -35), why="A pattern.", by=unit, values={"risk": said["risk"]})
    trail.add(ProviderMeeting(case=head.case, held_on=_on(today, meeting["day"]), **words), by=unit)
    plan = {"plan": said["plan"], "plan_due_on": _on(today, said["plan_due"])}
    moving.take(head, "agree a plan", on=_on(today, meeting["day"]), why=meeting["agreed"], by=unit, values=plan)


def _after_action(board: Board, said: Data, today: date) -> None:
    unit = _actor(OPENS)
    head = AfterActionReview(board=board, called=said["called"], event=said["event"], is_fictional=True)
    head.begun_on = _on(today, said["begun"])
    head = beginning.begin(head, by=unit)
    held = {
        "held_on": _on(today, said["held"]),
        "facilitator": said["facilitator"],
        "participants": said["participants"],
    }
    moving.take(head, "hold", on=_on(today, said["held"]), why="The duty managers came together.", by=unit, values=held)
