"""Asks of the demonstration: what agencies told the Board as it was published, and made-up rounds of the made-up agency."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from goldenthread.asks import deciding, library, operations, scoring
from goldenthread.asks.definitions import NIL
from goldenthread.asks.models import Answer, Ask, HandedIn, Recipient
from goldenthread.asks.scores import ChallengeEvent
from goldenthread.asks.steps import AskState, State
from goldenthread.boards.beginning import add_themes
from goldenthread.boards.models import Agency, Board
from goldenthread.boards.standing import RoleHeld
from goldenthread.boards.themes import Theme
from goldenthread.core import clock
from goldenthread.core.access.acts import Role
from goldenthread.core.actors import Actor
from goldenthread.core.periods import Period
from goldenthread.demo.records import PERIOD, content
from goldenthread.meetings.models import Meeting

Data = dict[str, Any]
HIGHLIGHT, MEMBERS = "highlight-report", "annual-member-report"
OFFICE = "The Board’s office"
AS_PUBLISHED = "As the Board published it"


def load(board: Board, *, by: Actor) -> None:
    """The rounds that are over: those that were published, and the made-up agency's."""
    said = content("asks")
    add_themes(board, by=by)
    agencies = {one.slug: one for one in board.agencies.all()}
    _modern_slavery(board, said["modern_slavery"], agencies, by)
    _members(board, said["members"], agencies, by)
    _self_assessment(board, said["example"], agencies, by)


def finish(board: Board, *, by: Actor) -> None:
    """What is open today, and the made-up agency's late, extended, exempt, returned and nil answers. Once people are there."""
    said, by = content("asks"), _manager(board, by)
    agencies = {one.slug: one for one in board.agencies.all()}
    one = said["open_now"]
    asked = [agencies[slug] for slug in one["agencies"]]
    due_on = clock.today() + timedelta(one["due_in"])
    period = Period.containing(due_on).label
    ask = _ask(board, one, HIGHLIGHT, by, due_on=due_on, period=period, is_synthetic=True)
    operations.send(operations.begin(ask, agencies=asked, by=by), by=by)
    _example(board, said["example"], agencies, by)


def _manager(board: Board, by: Actor) -> Actor:
    """The Board's manager of the demonstration, who sends asks and decides of them; whoever builds it where there is none."""
    held = RoleHeld.objects.filter(board=board, role=Role.BOARD_MANAGER).select_related("user").first()
    return Actor.person(held.user.name, held.user.pk) if held else by


def _ask(board: Board, said: Data, form: str, by: Actor, **more: Any) -> Ask:
    theme = Theme.objects.filter(board=board, slug=said.get("theme", "")).first()
    asks_with = library.shipped()[form]
    version = operations.keep_form(board=board, form=asks_with, by=by)
    if asks_with.counts_days:
        more["covers_from"], more["covers_to"] = _quarter_before(more["due_on"])
    return Ask(board=board, form_version=version, title=said["title"], purpose=said["purpose"], theme=theme, **more)


def _quarter_before(day: date) -> tuple[date, date]:
    """The first and the last day of the last whole quarter before a day."""
    last = date(day.year, day.month - (day.month - 1) % 3, 1) - timedelta(1)
    return date(last.year, last.month - 2, 1), last


def _past(board: Board, said: Data, form: str, by: Actor, *, due_on: date, state: AskState, **more: Any) -> Ask:
    """An ask that left some weeks before it was due."""
    ask = _ask(board, said, form, by, due_on=due_on, state=state.value, **more)
    ask.sent_at, ask.sent_by = _on(due_on - timedelta(42)), OFFICE
    if state is AskState.CLOSED:
        ask.closed_at, ask.closed_by = _on(due_on + timedelta(30)), OFFICE
    ask.save(force_insert=True)
    return ask


def _on(day: date) -> datetime:
    return datetime.combine(day, time(10), UTC)


def _given(ask: Ask, agency: Agency, data: Data, *, on: date, by: str, state: State = State.ACCEPTED) -> Answer:
    """An answer as it was handed in on a day, and signed off with it."""
    recipient = Recipient.objects.create(ask=ask, agency=agency)
    at = _on(on)
    accepted = {"accepted_at": at + timedelta(7), "accepted_by": OFFICE} if state is State.ACCEPTED else {}
    answer = Answer.objects.create(
        recipient=recipient,
        state=state.value,
        is_open=state.is_open,
        data=data,
        saved_at=at,
        saved_by=by,
        submitted_at=at,
        submitted_by=by,
        signed_off_at=at,
        signed_off_by=by,
        first_in_on=on,
        is_nil=NIL in data,
        is_synthetic=ask.is_synthetic,
        **accepted,
    )
    HandedIn.objects.create(answer=answer, number=1, data=data, explained=[], at=at, by=by)
    return answer


def _modern_slavery(board: Board, said: Data, agencies: dict[str, Agency], by: Actor) -> None:
    """The five highlight reports that the Board's report tells of."""
    meeting = Meeting.objects.filter(group__board=board, group__slug="scrutiny", held_on__year=2024, held_on__month=3)
    ask = _past(
        board,
        said,
        HIGHLIGHT,
        by,
        due_on=said["due"],
        state=AskState.CLOSED,
        period=PERIOD.label,
        meeting=meeting.first(),
    )
    for slug, data in said["answers"].items():
        _given(ask, agencies[slug], data, on=said["due"], by=AS_PUBLISHED)


def _members(board: Board, said: Data, agencies: dict[str, Agency], by: Actor) -> None:
    """What each member is told to have done in the year."""
    ask = _past(board, said, MEMBERS, by, due_on=said["due"], state=AskState.CLOSED, period=PERIOD.label)
    for slug, text in content("plan")["member_contributions"].items():
        _given(ask, agencies[slug], {"summary": text}, on=said["due"], by=AS_PUBLISHED)


def _example(board: Board, example: Data, agencies: dict[str, Agency], by: Actor) -> None:
    agency, who, today = agencies[example["agency"]], _who(example, agencies), clock.today()

    def begun(said: Data, state: AskState = AskState.SENT) -> Ask:
        due_on = today + timedelta(said["due_in"])
        period = Period.containing(due_on).label
        return _past(board, said, said["form"], by, due_on=due_on, state=state, period=period, is_synthetic=True)

    _unanswered(begun(example["late"]), agency)
    extended = example["extended"]
    until = today + timedelta(extended["extended_in"])
    deciding.give_longer(_unanswered(begun(extended), agency).recipient, until=until, why=extended["why"], by=by)
    said = example["exempt"]
    recipient = _unanswered(begun(said), agency).recipient
    deciding.exempt(recipient, kind=Recipient.Exempt.NOT_ITS_WORK, why=said["why"], by=by)
    said = example["returned"]
    answer = _given(
        begun(said), agency, said["answers"], on=today + timedelta(said["in"]), by=who, state=State.SIGNED_OFF
    )
    deciding.return_with(answer, [("evidence", said["question"])], by=by)
    said = example["proposed"]
    said["answers"]["actions"][-1]["due_on"] = (today + timedelta(said["action_due_in"])).isoformat()
    _given(begun(said, AskState.CLOSED), agency, said["answers"], on=today + timedelta(said["in"]), by=who)
    said = example["nil"]
    _given(begun(said, AskState.CLOSED), agency, {NIL: said["why"]}, on=today + timedelta(said["in"]), by=who)


def _who(example: Data, agencies: dict[str, Agency]) -> str:
    return f"{example['by']}, {agencies[example['agency']].name}"


def _unanswered(ask: Ask, agency: Agency, **more: Any) -> Answer:
    recipient = Recipient.objects.create(ask=ask, agency=agency, **more)
    return Answer.objects.create(recipient=recipient, is_synthetic=True)


def _self_assessment(board: Board, example: Data, agencies: dict[str, Agency], by: Actor) -> None:
    """The made-up agency's self-assessment, with the panel's scores and those that were agreed."""
    said, agency = example["self_assessment"], agencies[example["agency"]]
    ask = _past(
        board,
        said,
        "self-assessment",
        by,
        due_on=said["due"],
        state=AskState.CLOSED,
        period=PERIOD.label,
        is_synthetic=True,
    )
    answer = _given(ask, agency, _own_scores(ask, said), on=said["in"], by=_who(example, agencies))
    scoring.settle(answer, "moderated", _scores(said["moderated"]), by=by)
    told = said["event"]
    event = ChallengeEvent(
        answer=answer,
        held_on=told["held"],
        panel=told["panel"],
        asked=told["asked"],
        follows=told["follows"],
        is_synthetic=True,
    )
    scoring.hold_event(event, by=by)
    scoring.settle(answer, "agreed", _scores(said["agreed"]), by=by)


def _own_scores(ask: Ask, said: Data) -> Data:
    """Green, but for the standards that are named."""
    data: Data = {
        "how": "The head of care with the managers of each home.",
        "practitioners_asked": "no",
        "strengths": "How people are asked what they want before anything is changed.",
        "challenge": "Training: the figures were hard to put together.",
    }
    for _, question in scoring.standards_of(ask.form):
        key = question.key
        data[key] = next((score for score, keys in said["own"].items() if key in keys), "green")
        if data[key] != "na":
            data[f"{key}_evidence"] = said["evidence"]
        if data[key] in {"amber", "red"}:
            data[f"{key}_action"] = said["action"]
    return data


def _scores(said: dict[str, list[str]]) -> dict[str, tuple[str, str]]:
    return {key: (value, why) for key, (value, why) in said.items()}
