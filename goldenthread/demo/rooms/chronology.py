"""The made-up chronology of Adult Q: two agencies hand theirs in, one of them twice, and what is noted and asked about it."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from goldenthread.accounts.models import User
from goldenthread.boards.models import Agency, Board
from goldenthread.cases import naming
from goldenthread.cases.models import Case, CasePerson
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.demo.records import content
from goldenthread.reviews import chronology_handing_in as handing_in
from goldenthread.reviews import chronology_noting as noting
from goldenthread.reviews.chronology_models import DraftRow, HandedInRow, KeyEpisode
from goldenthread.reviews.models import Review
from goldenthread.trail import operations as trail

FIRST, AGAIN = -200, -150
"""On which days the agencies handed in, counted from today."""
Data = dict[str, Any]


def adult_q(board: Board, *, by: Actor) -> None:
    """Play the chronology up to where it stands. Call it once the people of the review are there."""
    said = content("chronology")
    case = Case.objects.get(pk=Review.objects.get(board=board, source__slug="adult-q").pk)
    people = {one.pseudonym: one for one in CasePerson.objects.filter(case=case)}
    for one in said["agencies"]:
        agency = Agency.objects.get(board=board, slug=one["agency"])
        _handed_in(case, agency, one, people, by)
    for one in said["episodes"]:
        days = {"from_on": _day(one["from"]), "to_on": _day(one["to"])}
        trail.add(KeyEpisode(case=case, title=one["title"], why=one["why"], **days), by=by)
    for one in said["lines"]:
        row = HandedInRow.objects.filter(
            case=case, is_merged=True, agency__slug=one["agency"], on=_day(one["day"])
        ).first()
        if row is not None:
            noting.bears_on(row, one["words"], by=by)
    asked = said["question"]
    manager = User.objects.get(email="manager@luton.example")
    counts = case.reviews_handedins.get(agency__slug=asked["agency"])
    handing_in.return_it(counts, question=asked["text"], by=Actor.person(manager.name, manager.pk))


def _handed_in(case: Case, agency: Agency, said: Data, people: dict[str, CasePerson], by: Actor) -> None:
    with clock.on(_day(FIRST)):
        naming.takes_part(case, agency, by=by)
    for one in said["rows"]:
        _row(case, agency, one, people, by)
    with clock.on(_day(FIRST)):
        handing_in.hand_in(case, agency, note=said["note"], by=by, is_synthetic=True)
    more = [said[name] for name in ("later", "kept_back") if name in said]
    for one in more:
        _row(case, agency, one, people, by)
    if more:
        with clock.on(_day(AGAIN)):
            handing_in.hand_in(case, agency, note=said["note"], by=by, is_synthetic=True)
    if "draft" in said:
        _row(case, agency, said["draft"], people, by)


def _day(days: int) -> date:
    return clock.today() + timedelta(days=days)


def _row(case: Case, agency: Agency, said: Data, people: dict[str, CasePerson], by: Actor) -> None:
    row = DraftRow(
        case=case,
        agency=agency,
        on=_day(said["day"]),
        at=time.fromisoformat(said["time"]) if "time" in said else None,
        precision=said.get("exactly", "exact"),
        until_on=_day(said["until"]) if "until" in said else None,
        source_record=said["source"],
        event=said["event"],
        seen=said.get("seen", "not_recorded"),
        weight=said.get("weight", "routine"),
        keeping=said.get("keeping", "open"),
        **{name: said.get(name, "") for name in ("present", "voice", "decision", "expected", "comment")},
    )
    trail.add(row, by=by).people.set([people[name] for name in said.get("people", ())])
