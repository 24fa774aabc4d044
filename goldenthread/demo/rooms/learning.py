"""Learning of the demonstration: themes on what was published, the evaluation days, and the made-up review of Adult Q."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from goldenthread.accounts.models import User
from goldenthread.boards.beginning import add_themes
from goldenthread.boards.models import Board
from goldenthread.boards.themes import Theme
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.periods import Period
from goldenthread.demo.records import content
from goldenthread.learning import holding, operations, showing
from goldenthread.learning.models import (
    Action,
    Allocation,
    DataNeeded,
    EvaluationDay,
    Evidence,
    Finding,
    Measure,
    NextStep,
    Recommendation,
    Source,
    ThemeAssurance,
    Verdict,
)
from goldenthread.trail import operations as trail

Data = dict[str, Any]
EXAMPLE = Actor.system("Example Care Partnership")
TIES = {"themes", "also_from"}


class Known:
    """The themes, principles and sources of the Board, by their short names."""

    def __init__(self, board: Board) -> None:
        self.themes = {one.slug: one for one in Theme.objects.filter(board=board)}
        self.principles = {one.slug: one for one in board.principles.all()}
        self.sources = {one.slug: one for one in board.sources.all()}

    def theme(self, slugs: list[str]) -> list[Theme]:
        return [self.themes[slug] for slug in slugs]


def load(board: Board, *, by: Actor) -> None:
    """Tag what was published, and keep what the evaluation days came to."""
    add_themes(board, by=by)
    said, known = content("learning"), Known(board)
    _dated(board)
    _shared(board, by)
    for slug, themes in said["sources"].items():
        trail.tie(known.sources[slug], "themes", known.theme(themes), by=by)
    for slug, asked in said["recommendations"].items():
        _tag_recommendations(known.sources[slug], asked, known, by)
    for slug, found in said["findings"].items():
        _tag_findings(known.sources[slug], found, known, by)
    for slug, answers in said["aar"].items():
        trail.change(known.sources[slug], answers, by=by)
    _evaluation_day(board, said["evaluation_day"], known, by)


def _shared(board: Board, by: Actor) -> None:
    """The annual report tells what these reviews taught, whether or not they are published."""
    for source in board.sources.filter(review__is_fictional=False).exclude(held_in=None).order_by("slug"):
        if source.findings.exists() or source.recommendations.exists():
            holding.share(source, why="The annual report tells what it taught.", by=by)


def _dated(board: Board) -> None:
    """A review ended when it was signed off or, where only that is known, when it was published."""
    for review in board.reviews.select_related("source"):
        day, precision = review.signed_off_on, review.signed_off_precision
        if day is None:
            day, precision = review.published_on, review.published_precision
        Source.objects.filter(pk=review.source_id).update(ended_on=day, ended_precision=precision)


def _tag_recommendations(source: Source, asked: Data, known: Known, by: Actor) -> None:
    for number, words in asked.items():
        one = source.recommendations.get(number=number)
        trail.tie(one, "themes", known.theme(words["themes"]), by=by)
        also = [known.sources[slug] for slug in words.get("also_from", [])]
        trail.tie(one, "also_from", also, by=by)
        trail.change(one, {name: value for name, value in words.items() if name not in TIES}, by=by)


def _tag_findings(source: Source, found: list[Data], known: Known, by: Actor) -> None:
    for one, words in zip(Finding.objects.filter(source=source), found, strict=True):
        trail.tie(one, "themes", known.theme(words["themes"]), by=by)
        values = {name: value for name, value in words.items() if name not in TIES}
        if "principle" in values:
            values["principle"] = known.principles[values["principle"]]
        trail.change(one, values, by=by)


def _evaluation_day(board: Board, said: Data, known: Known, by: Actor) -> None:
    words = {name: value for name, value in said.items() if name != "themes"}
    day = trail.add(EvaluationDay(board=board, **words), by=by)
    _views(day, said["themes"], known, by)


def _views(day: EvaluationDay, said: list[Data], known: Known, by: Actor) -> None:
    """What the Board makes of each theme after a day; as made up as the day itself."""
    period = Period.containing(day.held_on).label
    for order, one in enumerate(said):
        texts = {name: one.get(name, "") for name in ("shown_by", "changed", "still_needed")}
        theme, board = known.themes[one["theme"]], day.board
        new = ThemeAssurance(board=board, theme=theme, day=day, period=period, order=order, **texts)
        new.is_synthetic = day.is_synthetic
        view = trail.add(new, by=by)
        for place, step in enumerate(one["steps"]):
            principle = known.principles.get(step.get("principle", ""))
            trail.add(NextStep(assurance=view, text=step["text"], principle=principle, order=place), by=by)
        for place, need in enumerate(one["data"]):
            trail.add(DataNeeded(assurance=view, question=need["question"], order=place), by=by)


def _made_up_day(board: Board, said: Data, known: Known, by: Actor) -> None:
    """A day on which the made-up agency looks at the made-up review: what it was given, and what it brought back."""
    words = {name: said.get(name, "") for name in ("title", "purpose", "conclusions")}
    day = trail.add(EvaluationDay(board=board, held_on=_day(said["day"]), is_synthetic=True, **words), by=by)
    for one in said["given"]:
        texts = {name: one.get(name, "") for name in ("learning", "shown_by", "effect")}
        agency = board.agencies.get(is_fictional=True)
        given = Allocation(day=day, agency=agency, source=known.sources[one["source"]], is_synthetic=True, **texts)
        trail.tie(trail.add(given, by=by), "themes", known.theme(one["themes"]), by=by)
    _views(day, said.get("views", []), known, by)


def adult_q(board: Board, *, by: Actor) -> None:
    """Play the made-up review's thread to its end, on days before today. Call it once people are there."""
    said, known = content("learning")["adult_q"], Known(board)
    source = known.sources["adult-q"]
    Source.objects.filter(pk=source.pk).update(is_synthetic=True, ended_on=_day(-260))
    _tag_findings(source, said["findings"], known, by)
    _tag_recommendations(source, said["recommendations"], known, by)
    made = {one["text"]: _action(source, one, known, by) for one in said["actions"]}
    for one in said["actions"]:
        if "waits_for" in one:
            operations.wait_for(made[one["text"]], [made[one["waits_for"]]], by=by)
    for one in said["measures"]:
        _measure(source, one, by)
    for one in content("learning")["made_up_days"]:
        _made_up_day(board, one, known, by)


def _day(days: int) -> date:
    """So many days from today."""
    return clock.today() + timedelta(days=days)


def _action(source: Source, said: Data, known: Known, by: Actor) -> Action:
    board = source.board
    one = trail.add(
        Action(
            board=board,
            text=said["text"],
            agency=board.agencies.get(slug=said["agency"]),
            owner=said["owner"],
            due_on=_day(said["due"]),
            recommendation=source.recommendations.get(number=said["recommendation"]),
            is_synthetic=True,
        ),
        by=by,
    )
    trail.tie(one, "themes", known.theme(said["themes"]), by=by)
    if "moved" in said:
        operations.move_due_date(one, to_on=_day(said["moved"]["to"]), why=said["moved"]["why"], by=EXAMPLE)
    for step in said["steps"]:
        done_on = _day(step["done"]) if "done" in step else None
        operations.say_how_far(one, status=step["status"], text=step["text"], done_on=done_on, by=EXAMPLE)
    for shown in said["evidence"]:
        _evidence(one, shown)
    return one


def _evidence(action: Action, said: Data) -> None:
    given = showing.hand_in(
        Evidence(action=action, kind=said["kind"], text=said["text"], is_synthetic=True), by=EXAMPLE
    )
    manager = User.objects.get(email="manager@luton.example")
    checker = Actor.person(manager.name, manager.pk)
    if said.get("is_accepted"):
        showing.accept(given, by=checker)
    elif said.get("question"):
        showing.send_back(given, question=said["question"], by=checker)


def _measure(source: Source, said: Data, by: Actor) -> None:
    """A measure of a recommendation, or of an action; whose day came of late, without a verdict yet."""
    asked: Recommendation | None = source.recommendations.filter(number=said.get("recommendation", "")).first()
    action = Action.objects.filter(recommendation__source=source, text=said.get("action", "")).first()
    made = showing.choose_measure(
        Measure(
            board=source.board,
            recommendation=asked,
            action=action,
            kind=said["kind"],
            words=said["words"],
            unit=said["unit"],
            baseline=Decimal(said["baseline"]),
            baseline_on=_day(said["measured"]),
            direction=said["direction"],
            due_on=_day(said["due"]),
            is_synthetic=True,
        ),
        by=by,
    )
    if "verdict" in said:
        _verdict(made, said["verdict"])


def _verdict(made: Measure, word: Data) -> None:
    verdict = Verdict(
        measure=made,
        says=word["says"],
        value=Decimal(word["value"]),
        text=word["text"],
        given_on=_day(word["given"]),
        next_on=_day(word["next"]) if "next" in word else None,
        is_synthetic=True,
    )
    manager = User.objects.get(email="manager@luton.example")
    showing.give_verdict(verdict, opens_again=word.get("opens", False), by=Actor.person(manager.name, manager.pk))
