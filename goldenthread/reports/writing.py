"""What people do with a report while it is written: begin it, write its sections, hand them in, sign them off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils.text import slugify

from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.access import Act, allow, require, standing_of_actor
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPermitted, NotPossibleNow, Refused
from goldenthread.core.periods import Period
from goldenthread.reports import drafting, numbers, steps
from goldenthread.reports.drafting import Found
from goldenthread.reports.models import Proposal, Report, Section, SectionVersion
from goldenthread.reports.steps import State
from goldenthread.trail import operations as trail
from goldenthread.trail.stale import changed_since

CONTENT = ("title", "finding", "limbs", "text")


class NotReady(Refused):
    """A section cannot be handed in: it holds faults."""

    def __init__(self, faults: list[Found]) -> None:
        self.faults = faults
        said = drafting.summary(faults)
        super().__init__(f"This section is not ready: {said}. You can save it as it is, and go on later.")


@transaction.atomic
def begin(*, board: Board, period: Period, sections: Iterable[Section], dated_on: date, by: Actor) -> Report:
    """Begin the report of a year with sections that hold nothing but what fills itself from the records.

    Raises:
        NotPermitted: they may not begin one.
        NotPossibleNow: the year has one already.
    """
    report = Report(board=board, period=period.label, dated_on=dated_on)
    require(by, Act.CREATE, report)
    try:
        with transaction.atomic():
            report.save(force_insert=True)
    except IntegrityError as error:
        raise NotPossibleNow(f"There is a report for {period.label} already. Open it from the list.") from error
    made = list(sections)
    for one in made:
        one.report = report
    Section.objects.bulk_create(made)
    SectionVersion.objects.bulk_create(
        SectionVersion(**_version(one, 1), written_by="the program, as the report began") for one in made if one.text
    )
    trail.record("begin a report", report, by=by, after={"period": period.label, "sections": len(made)})
    return report


@transaction.atomic
def write(
    *,
    section: Section,
    values: Mapping[str, Any],
    by: Actor,
    seen: Mapping[str, str] | None = None,
    ready: bool = False,
) -> Section:
    """Save a section and keep it as a version. With `ready`, it is also handed in, and must be without faults.

    Raises:
        NotPermitted, Stale, ValidationError: as `trail.operations.change` has it.
        NotPossibleNow: the report is published.
        NotReady: it is to be handed in, and holds faults; nothing is saved.
    """
    report = _in_preparation(section.report_id)
    before = Section.objects.select_for_update().get(pk=section.pk)
    require(by, Act.EDIT, before)
    differs = any(getattr(before, _column(name)) != _plain(value) for name, value in values.items())
    state = _state_after(before, values, differs=differs, ready=ready)
    told = dict(values) | _stamped(before, state, by)
    if ready and not (seen and changed_since(before, seen)):
        faults = faults_of(report, before, values)
        if faults:
            raise NotReady(faults)
    saved = trail.change(section, told, by=by, seen=seen, verb="write a section")
    if any(getattr(before, name) != getattr(saved, name) for name in CONTENT):
        _keep_version(before, saved, by)
    if differs:
        overtake(report, by=by)
    return saved


def _column(name: str) -> str:
    return "person_id" if name == "person" else name


def _plain(value: Any) -> Any:
    return getattr(value, "pk", value)


def _state_after(before: Section, values: Mapping[str, Any], *, differs: bool, ready: bool) -> State:
    if ready:
        return State.READY if differs or before.stands is not State.SIGNED_OFF else State.SIGNED_OFF
    if not differs:
        return before.stands
    is_empty = not (str(values.get("text", before.text)).strip() or str(values.get("finding", before.finding)).strip())
    return State.NOT_STARTED if is_empty else State.BEING_WRITTEN


def _stamped(before: Section, state: State, by: Actor) -> dict[str, Any]:
    """The state and who brought it there; nothing where it stays."""
    if before.stands is state:
        return {}
    cleared = {"returned_why": ""} if state is State.READY else {}
    return {"state": state.value, "state_at": clock.now(), "state_by": by.name[:200], **cleared}


def _keep_version(before: Section, saved: Section, by: Actor) -> None:
    last = saved.versions.aggregate(last=Max("number"))["last"] or 0
    if not last and (before.text or before.finding):
        last = 1
        SectionVersion.objects.create(**_version(before, 1), written_by="before versions were kept")
    SectionVersion.objects.create(**_version(saved, last + 1), written_by=by.name[:200], written_by_id=by.user_id)


def _version(section: Section, number: int) -> dict[str, Any]:
    said = {name: getattr(section, name) for name in CONTENT}
    return {"section": section, "number": number, "written_at": clock.now(), **said}


def _in_preparation(pk: UUID) -> Report:
    """The report, locked: whoever writes in it, or lets it be published, waits here.

    Raises:
        NotPossibleNow: it is published.
    """
    report = Report.objects.select_for_update(of=("self",)).select_related("board").get(pk=pk)
    if report.status == Report.Status.PUBLISHED:
        raise NotPossibleNow(
            "This report is published, so its words cannot be changed. Withdraw it first, and say why."
        )
    return report


def faults_of(report: Report, section: Section, values: Mapping[str, Any]) -> list[Found]:
    """The faults a section would have with these values. Nothing is saved."""
    reading = drafting.read(report, numbers.of(report).release, sections=as_if(report, section, values))
    return reading.faults[section.slug]


def as_if(report: Report, section: Section, values: Mapping[str, Any]) -> list[Section]:
    """The report's sections as if one of them said something else."""
    found = list(report.sections.select_related("person"))
    for one in found:
        if one.pk == section.pk:
            for name, value in values.items():
                setattr(one, name, value)
    return found


def overtake(report: Report, *, by: Actor) -> None:
    """A change after a proposal: what was proposed is not what would be published any more."""
    for one in Proposal.objects.select_for_update().filter(report=report, outcome=Proposal.Outcome.OPEN):
        one.outcome, one.settled_at = Proposal.Outcome.OVERTAKEN, clock.now()
        one.settled_by, one.settled_by_id, one.why = by.name[:200], by.user_id, "The report was changed."
        one.save(update_fields=["outcome", "settled_at", "settled_by", "settled_by_id", "why"])
        trail.record("overtake a proposal", report, by=by, after={"draft": one.draft.number})


def is_owner(section: Section, by: Actor) -> bool:
    """Whether somebody is the person who holds a section: the two are known to be one by their work e-mail."""
    if section.person is None or not section.person.email or by.user_id is None:
        return False
    user = get_user_model()._default_manager.filter(pk=by.user_id, is_active=True).first()
    return user is not None and str(user.email).casefold() == section.person.email.casefold()


def may_take(step: steps.Step, section: Section, by: Actor) -> bool:
    """Whether somebody may move a section on. Its owner may do what whoever approves may, where they may open it."""
    standing = standing_of_actor(by)
    if allow(standing, step.act, section):
        return True
    return step.act is Act.APPROVE and allow(standing, Act.READ, section) and is_owner(section, by)


@transaction.atomic
def take(*, name: str, section: Section, by: Actor, why: str = "") -> Section:
    """Move a section on: hand it in, sign it off, send it back, open it again.

    Raises:
        NotPermitted: they may not do this.
        NotPossibleNow: the section is in another state, or the report is published.
        NotReady: it holds faults.
        Refused: there is no such step, or it wants a reason.
    """
    if name not in steps.STEPS:
        raise Refused("There is no such step. Open the section again and choose one.")
    step = steps.STEPS[name]
    report = _in_preparation(section.report_id)
    now = Section.objects.select_for_update().get(pk=section.pk)
    if not may_take(step, now, by):
        raise NotPermitted("Only the owner of this section, or the Board’s manager or chair, can do this.")
    steps.check(step, now.stands)
    if step.wants_reason and not why.strip():
        raise Refused("Enter the reason, so that whoever writes it knows what to change.")
    if not step.wants_reason:
        faults = faults_of(report, now, {})
        if faults:
            raise NotReady(faults)
    before = now.state
    now.state, now.state_at, now.state_by = step.target.value, clock.now(), by.name[:200]
    now.returned_why = why.strip() if step.wants_reason else ""
    now.save(update_fields=["state", "state_at", "state_by", "returned_why"])
    trail.record(step.verb, now, by=by, before={"state": before}, after={"state": now.state}, why=why.strip())
    if step.target is State.BEING_WRITTEN:
        overtake(report, by=by)
    return now


@transaction.atomic
def add_section(*, report: Report, title: str, owner: str, after: Section | None, by: Actor) -> Section:
    """Add a section after another, or as the first. Those behind it move along, and are numbered again.

    Raises:
        NotPermitted: they may not write in this report.
        NotPossibleNow: it is published.
    """
    now = _in_preparation(report.pk)
    require(by, Act.EDIT, now)
    place = 0 if after is None else after.order + 1
    now.sections.filter(order__gte=place).update(order=F("order") + 1)
    slug = _free_slug(now, slugify(title)[:40] or "section")
    made = Section.objects.create(
        report=now, slug=slug, order=place, number=1, title=title, owner=owner, state=State.NOT_STARTED.value
    )
    for number, one in enumerate(now.sections.filter(number__isnull=False), start=1):
        Section.objects.filter(pk=one.pk).update(number=number)
    made.refresh_from_db()
    trail.record("add a section", made, by=by, after={"title": title, "owner": owner, "number": made.number})
    overtake(now, by=by)
    return made


def _free_slug(report: Report, wanted: str) -> str:
    taken = set(report.sections.values_list("slug", flat=True))
    return next(one for one in (wanted, *(f"{wanted}-{n}" for n in range(2, 1000))) if one not in taken)


@transaction.atomic
def date_cover(*, report: Report, dated_on: date, by: Actor) -> Report:
    """Set the day on the cover.

    Raises:
        NotPermitted: they may not write in this report.
        NotPossibleNow: it is published.
    """
    now = _in_preparation(report.pk)
    if now.dated_on == dated_on:
        require(by, Act.EDIT, now)
        return now
    saved = trail.change(now, {"dated_on": dated_on}, by=by, verb="date a report")
    overtake(saved, by=by)
    return saved
