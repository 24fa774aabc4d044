"""One dull record of each kind, on a Board. Called again, each makes another; parents are found or made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import cache
from importlib import import_module
from itertools import count
from pkgutil import iter_modules
from typing import Any

from django.db.models import Model

from goldenthread.audits import models as audits
from goldenthread.boards import models as boards
from goldenthread.boards import standing
from goldenthread.casework import models as casework
from goldenthread.core.access.guards import guards
from goldenthread.core.actors import Actor
from goldenthread.figures import models as figures
from goldenthread.figures.store import to_json
from goldenthread.learning import models as learning
from goldenthread.meetings import models as meetings
from goldenthread.money import models as money
from goldenthread.plans import models as plans
from goldenthread.reports import models as reports
from goldenthread.reviews import models as reviews
from goldenthread.trail import models as trail
from goldenthread.trail.operations import record
from goldenthread.training import models as training
from goldenthread.workspace import models as workspace
from tests.factories import people, rooms
from tests.factories.releases import small

Make = Callable[..., Model]
_numbers = count(1)
_makers: dict[type[Model], Make] = {}
AT = datetime(2024, 4, 2, 9, 0, tzinfo=UTC)
YEAR = "2023-24"


def makes(model: type[Model]) -> Callable[[Make], Make]:
    def register(maker: Make) -> Make:
        _makers[model] = maker
        return maker

    return register


def make(model: type[Model], on: boards.Board, **fields: Any) -> Any:
    """A new record of this model on this Board. Parents may be given: `agency`, `group`, `review`, `user` …

    Raises:
        LookupError: nobody wrote how to make one; add it here.
    """
    if model not in _makers:
        raise LookupError(
            f"tests/factories/records.py and the rooms beside it do not say how to make a {model._meta.label}."
        )
    return _makers[model](on, **fields)


def unmade() -> list[str]:
    """The guarded models that have no maker here."""
    return sorted(model._meta.label for model in guards() if model not in _makers)


def one_of_each(on: boards.Board) -> Iterator[Model]:
    for model in list(_makers):
        yield make(model, on)


def slug() -> str:
    return f"n{next(_numbers)}"


@cache
def small_contents() -> dict[str, Any]:
    """What a small release holds, worked out once."""
    return to_json(small())


def agency_of(on: boards.Board) -> boards.Agency:
    return people.agency(on, "police")


def group_of(on: boards.Board) -> boards.Group:
    return people.group(on, "assurance")


def review_of(on: boards.Board) -> reviews.Review:
    found = reviews.Review.objects.filter(board=on).first()
    return found or make(reviews.Review, on)


def user_of(on: boards.Board) -> Any:
    return people.person(f"somebody@{on.slug}.example")


def simple(model: type[Model], /, **fixed: Any) -> None:
    """A model whose own `board` is its only parent; a callable value is worked out for each record."""

    @makes(model)
    def maker(on: boards.Board, **fields: Any) -> Model:
        chosen = {name: given() if callable(given) else given for name, given in fixed.items() if name not in fields}
        return model._default_manager.create(board=on, **chosen, **fields)


def below(model: type[Model], name: str, parent: Callable[[boards.Board], Any], /, **fixed: Any) -> None:
    """A model that hangs on a parent, which carries the Board."""

    @makes(model)
    def maker(on: boards.Board, **fields: Any) -> Model:
        if name not in fields:
            fields[name] = parent(on)
        chosen = {key: given() if callable(given) else given for key, given in fixed.items() if key not in fields}
        return model._default_manager.create(**chosen, **fields)


def of(model: type[Model]) -> Callable[[boards.Board], Any]:
    """A parent of this model on this Board: the first there is, or a new one."""

    def find(on: boards.Board) -> Any:
        path = guards()[model].board
        return model._default_manager.filter(**{path: on.pk}).first() or make(model, on)

    return find


@makes(boards.Board)
def _board(on: boards.Board, **fields: Any) -> Model:
    """A Board is its own; there is no other on it."""
    return on


simple(boards.Agency, slug=slug, name="Agency")
simple(boards.Seat, title="Seat")
simple(boards.Group, slug=slug)
simple(boards.ContextFact, code=slug, heading="People", statement="People live here", value=1, unit="people",
        as_of="2021", source="Census")  # fmt: skip
simple(boards.Person, name="Ada Invented", post="Nurse", is_invented=True)
below(boards.GroupName, "group", group_of, name="A former name")
below(standing.AgencyMembership, "agency", agency_of, from_on=people.SINCE)
below(standing.GroupMembership, "group", group_of, from_on=people.SINCE)
simple(standing.RoleHeld, role="member", from_on=people.SINCE)
simple(standing.ItemGrant, from_on=people.SINCE, why="Asked for it.")


simple(plans.Vision, text="Safe")
simple(plans.Principle, slug=slug, name="Empowerment", meaning="Asked first", i_statement="I am asked")
below(plans.PrincipleAccount, "principle", of(plans.Principle), period=YEAR, text="Done", evidence="Heard", gaps="Data")
simple(plans.Priority, period=YEAR, name="Self-neglect")
simple(plans.GoldenThread, period=YEAR, name="Voice")
simple(plans.Undertaking, kind="commitment", period=YEAR, number=1, text="Do it")
below(plans.PlanItem, "group", group_of, period=YEAR, number=1, text="Do it")
below(plans.MemberContribution, "agency", agency_of, period=YEAR, text="We trained")
simple(plans.BoardRisk, title="Staff leave", likelihood=2, impact=3)

below(meetings.Meeting, "group", group_of, held_on=date(2024, 3, 1))


@makes(meetings.Attendance)
def _attendance(on: boards.Board, **fields: Any) -> Model:
    meeting = fields.pop("meeting", None) or make(meetings.Meeting, on)
    agency = fields.pop("agency", None) or agency_of(on)
    return meetings.Attendance.objects.create(meeting=meeting, agency=agency, status="present", **fields)


@makes(money.Contribution)
def _contribution(on: boards.Board, **fields: Any) -> Model:
    agency = fields.pop("agency", None) or agency_of(on)
    return money.Contribution.objects.create(board=on, agency=agency, period=YEAR, pence=100, **fields)


simple(money.Expenditure, period=YEAR, line="Staff", pence=100)
simple(learning.Source, slug=slug, kind="review", title="A source")
below(learning.Finding, "source", of(learning.Source), number=1, text="Found")
below(learning.Recommendation, "source", of(learning.Source), number="1", text="Do it")
simple(learning.Action, text="Write to them", due_on=date(2024, 5, 1))


@makes(reviews.Review)
def _review(on: boards.Board, **fields: Any) -> Model:
    source = fields.pop("source", None) or make(learning.Source, on)
    return reviews.Review.objects.create(board=on, source=source, pseudonym="Adult Q", kind="single", **fields)


simple(reviews.Referral, reference=slug, received_on=date(2024, 1, 1), decision="undecided")
below(reviews.ReferralFactor, "referral", of(reviews.Referral), factor="self-neglect")
below(reviews.ReviewTheme, "review", review_of, theme="voice")

simple(training.Course, slug=slug, title="Course")
below(training.Session, "course", of(training.Course), held_on=date(2024, 1, 1))


@makes(audits.EnquiryAudit)
def _audit(on: boards.Board, **fields: Any) -> Model:
    source = fields.pop("source", None) or make(learning.Source, on, kind="audit")
    by = fields.pop("made_by", None) or agency_of(on)
    return audits.EnquiryAudit.objects.create(board=on, source=source, made_by=by, period=YEAR, **fields)


below(audits.AuditCase, "audit", of(audits.EnquiryAudit), enquiry_id_in_extract=slug, adult_id_in_extract="A1",
       role="audited")  # fmt: skip


@makes(casework.Extract)
def _extract(on: boards.Board, **fields: Any) -> Model:
    """Each is for a month of its own, since a period has one current extract."""
    number = next(_numbers)
    day = date(1900 + number // 12, number % 12 + 1, 1)
    given = {"authority": "Example", "sha256": f"{number:064}", "loaded_at": AT, "loaded_by": "Ada", **fields}
    return casework.Extract.objects.create(board=on, period_from=day, period_to=day, taken_on=day, **given)


below(casework.AcceptedException, "extract", of(casework.Extract), check_number="E1", file="concerns", row=2,
       column="source", message="Not a source", accepted_by="Ada", accepted_at=AT)  # fmt: skip
below(casework.Adult, "extract", of(casework.Extract), adult_id=slug)
below(casework.Concern, "extract", of(casework.Extract), concern_id=slug, adult_id="A1", raised_on=date(2023, 5, 1))
below(casework.Enquiry, "extract", of(casework.Extract), enquiry_id=slug, adult_id="A1", started_on=date(2023, 5, 1))
below(casework.Allegation, "extract", of(casework.Extract), risk_id=slug, enquiry_id="E1")
below(casework.ReturnedReview, "extract", of(casework.Extract), review_id=slug, people_died=1, people_survived=0)

simple(figures.FrozenSet, period=YEAR, sha256=slug, folder="example", frozen_at=AT, frozen_by="Ada")
simple(
    figures.PublishedRelease,
    period=YEAR,
    rule="board",
    sha256="0",
    contents=small_contents,
    released_at=AT,
    released_by="Ada",
)
simple(reports.Report, period=slug, dated_on=date(2024, 6, 1))
below(reports.Section, "report", of(reports.Report), slug=slug, order=1, title="Money", owner="Officer", text="Spent.")


below(reports.SectionVersion, "section", of(reports.Section), number=lambda: next(_numbers), title="Money",
       written_at=AT, written_by="Ada")  # fmt: skip
below(reports.Draft, "report", lambda on: make(reports.Report, on), number=lambda: next(_numbers), sections=list,
       figures=dict, seal="0", kept_at=AT, kept_by="Ada")  # fmt: skip
below(reports.BuiltFile, "draft", lambda on: make(reports.Draft, on), form="html", folder="example", size=1, sha256="0",
       built_at=AT, built_by="Ada")  # fmt: skip


@makes(reports.Proposal)
def _proposal(on: boards.Board, **fields: Any) -> Model:
    draft = fields.pop("draft", None) or make(reports.Draft, on)
    given = {"proposed_at": AT, "proposed_by": "Ada", "proposed_by_id": on.pk, **fields}
    return reports.Proposal.objects.create(report=draft.report, draft=draft, **given)


@makes(figures.ReleaseProposal)
def _release_proposal(on: boards.Board, **fields: Any) -> Model:
    """Each is for a year of its own, since a year has one open proposal."""
    frozen = fields.pop("frozen_set", None) or make(figures.FrozenSet, on)
    by = fields.pop("proposed_by", None) or user_of(on)
    given = {"period": slug(), "rule": "board", "contents": small_contents(), "proposed_at": AT, **fields}
    return figures.ReleaseProposal.objects.create(board=on, frozen_set=frozen, proposed_by=by, **given)


@makes(standing.RoleProposal)
def _role_proposal(on: boards.Board, **fields: Any) -> Model:
    given = {"role": "member", "why": "They joined.", "proposed_at": AT, **fields}
    given.setdefault("proposed_by", user_of(on))
    return standing.RoleProposal.objects.create(board=on, **given)


simple(workspace.Job, kind="try", by_kind="person", by_name="Ada", asked_at=AT)
simple(workspace.CheckedExtract, sent_at=AT, sent_by="Ada")
simple(
    workspace.SpreadsheetImport, kind="actions", file_name="actions.xlsx", sha256="0", uploaded_at=AT, uploaded_by="Ada"
)


@makes(trail.Entry)
def _entry(on: boards.Board, **fields: Any) -> Model:
    """An entry is written only by the operation that chains it."""
    return record("looked at", on, by=Actor.system("making records for a test"), **fields)


@makes(trail.Chain)
def _chain(on: boards.Board) -> Model:
    """A Board has one chain; it begins with its first entry."""
    make(trail.Entry, on)
    return trail.Chain.objects.get(key=on.pk)


def _with_user(model: type[Model], maker: Make) -> None:
    def made(on: boards.Board, **fields: Any) -> Model:
        fields.setdefault("user", None)
        fields["user"] = fields["user"] or user_of(on)
        if model is standing.ItemGrant:
            fields.setdefault("item_id", on.pk)
        return maker(on, **fields)

    _makers[model] = made


for _dated in (
    standing.AgencyMembership,
    standing.GroupMembership,
    standing.RoleHeld,
    standing.ItemGrant,
    standing.RoleProposal,
):
    _with_user(_dated, _makers[_dated])


for _room in iter_modules(rooms.__path__, f"{rooms.__name__}."):
    import_module(_room.name)
