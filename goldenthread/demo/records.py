"""Loading the demonstration Board's records from its content files."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from goldenthread.audits.models import AuditCase, EnquiryAudit
from goldenthread.boards.models import Agency, Board, ContextFact, Group, GroupName, Person, Seat
from goldenthread.core.periods import Period
from goldenthread.demo.luton_extract import Audit
from goldenthread.learning.models import Finding, Recommendation, Source
from goldenthread.meetings.models import Attendance, Meeting
from goldenthread.money.models import Contribution, Expenditure
from goldenthread.plans.models import (
    GoldenThread,
    MemberContribution,
    PlanItem,
    Principle,
    PrincipleAccount,
    Priority,
    Undertaking,
    Vision,
)
from goldenthread.reviews import referring_steps
from goldenthread.reviews.models import Referral, ReferralFactor, Review, ReviewTheme
from goldenthread.training.models import Course, Session

CONTENT = Path(__file__).parent / "content"
PERIOD = Period(2023)
Data = dict[str, Any]


@cache
def content(name: str) -> Data:
    """One of the content files."""
    data = yaml.safe_load((CONTENT / f"{name}.yaml").read_text(encoding="utf-8"))
    assert isinstance(data, dict)  # noqa: S101 (our own file)
    return data


def frame() -> tuple[Board, dict[str, Agency], dict[str, Group]]:
    """Make the Board as it stands before its year: agencies, people, groups, vision, principles, priorities."""
    board = Board.objects.create(**content("board")["board"], is_demonstration=True)
    agencies = _agencies(board)
    _people(board)
    groups = _groups(board)
    _frame(board)
    return board, agencies, groups


def load() -> Board:
    """Make the Board with everything it holds but case records."""
    board, agencies, groups = frame()
    _undertakings(board, groups, agencies)
    _meetings(groups, agencies)
    _training(board)
    _money(board, agencies)
    sources = _sources(board)
    _reviews(board, sources)
    _referrals(board)
    _context(board)
    return board


def _agencies(board: Board) -> dict[str, Agency]:
    found: dict[str, Agency] = {}
    for order, said in enumerate(content("board")["agencies"]):
        found[said["slug"]] = Agency.objects.create(
            board=board,
            slug=said["slug"],
            name=said["name"],
            short_name=said.get("short_name", ""),
            is_statutory_partner=said.get("statutory", False),
            part_of=found.get(said.get("part_of", "")),
            is_fictional=said.get("fictional", False),
            order=order,
        )
        Seat.objects.create(board=board, agency=found[said["slug"]], title=said["name"], order=order)
    return found


def _people(board: Board) -> None:
    for said in content("board")["people"]:
        person = Person.objects.create(board=board, name=said["name"], post=said["post"], is_invented=True)
        if said.get("chair"):
            Seat.objects.create(
                board=board, title=said["post"], held_by=person, is_chair=True, from_on=said.get("from")
            )


def _groups(board: Board) -> dict[str, Group]:
    found: dict[str, Group] = {}
    for order, said in enumerate(content("board")["groups"]):
        group = Group.objects.create(
            board=board,
            slug=said["slug"],
            purpose=said["purpose"],
            reports_to=found.get(said.get("reports_to", "")),
            joint_with=said.get("joint_with", ""),
            chaired_by=said.get("chaired_by", ""),
            order=order,
        )
        for name in said["names"]:
            GroupName.objects.create(group=group, name=name["name"], from_on=name.get("from"), to_on=name.get("to"))
        found[said["slug"]] = group
    return found


def _frame(board: Board) -> None:
    said = content("board")
    Vision.objects.create(board=board, text=said["vision"])
    for order, one in enumerate(said["principles"]):
        principle = Principle.objects.create(
            board=board,
            slug=one["slug"],
            name=one["name"],
            meaning=one["meaning"],
            i_statement=one["i_statement"],
            order=order,
        )
        PrincipleAccount.objects.create(principle=principle, period=PERIOD.label, text=one["account"])
    for period, priorities in said["priorities"].items():
        for order, one in enumerate(priorities):
            Priority.objects.create(
                board=board, period=period, name=one["name"], joint_with=one.get("joint", ""), order=order
            )
    for period, threads in said["golden_threads"].items():
        for order, name in enumerate(threads):
            GoldenThread.objects.create(board=board, period=period, name=name, order=order)


def _undertakings(board: Board, groups: dict[str, Group], agencies: dict[str, Agency]) -> None:
    said = content("plan")
    for number, one in enumerate(said["recommendations"], start=1):
        Undertaking.objects.create(board=board, kind="recommendation", period=PERIOD.label, number=number, **one)
    for number, text in enumerate(said["commitments"], start=1):
        Undertaking.objects.create(board=board, kind="commitment", period=PERIOD.next().label, number=number, text=text)
    for slug, items in said["group_plans"].items():
        for number, one in enumerate(items, start=1):
            PlanItem.objects.create(group=groups[slug], period=PERIOD.label, number=number, **one)
    for slug, text in said["member_contributions"].items():
        MemberContribution.objects.create(agency=agencies[slug], period=PERIOD.label, text=text)


def _meetings(groups: dict[str, Group], agencies: dict[str, Agency]) -> None:
    said = content("work")
    for one in said["meetings"]:
        meeting = Meeting.objects.create(
            group=groups[one["group"]],
            held_on=one["held"],
            kind=one.get("kind", "meeting"),
            is_online=one.get("online", True),
            is_synthetic=True,
        )
        for slug in said["attendance"]["present"]:
            Attendance.objects.create(meeting=meeting, agency=agencies[slug], status="present")
        for slug, absent in said["attendance"]["absent"].items():
            status = "absent" if one["held"] in absent else "present"
            Attendance.objects.create(meeting=meeting, agency=agencies[slug], status=status)


def _training(board: Board) -> None:
    for order, one in enumerate(content("work")["courses"]):
        is_webinar = one.get("webinar", False)
        course = Course.objects.create(
            board=board, slug=one["slug"], title=one["title"], is_webinar=is_webinar, order=order
        )
        for people in one["views" if is_webinar else "sessions"]:
            counts = {"views": people} if is_webinar else {"delegates": people}
            split = len(one.get("sessions", [])) > 1
            Session.objects.create(course=course, held_on=PERIOD.start, is_synthetic=split, **counts)


def _money(board: Board, agencies: dict[str, Agency]) -> None:
    said = content("work")
    for slug, pounds in said["contributions"].items():
        Contribution.objects.create(board=board, agency=agencies[slug], period=PERIOD.label, pence=100 * pounds)
    for line, pounds in said["expenditure"].items():
        Expenditure.objects.create(board=board, period=PERIOD.label, line=line, pence=100 * pounds, is_synthetic=True)


def _sources(board: Board) -> dict[str, Source]:
    found: dict[str, Source] = {}
    work = content("work")
    for review in work["reviews"]:
        ended = review.get("signed_off")
        found[review["slug"]] = Source.objects.create(
            board=board, slug=review["slug"], kind="review", title=review["pseudonym"], ended_on=ended
        )
    for slug, said in work["sources"].items():
        if slug not in found:
            found[slug] = Source.objects.create(
                board=board,
                slug=slug,
                kind=said["kind"],
                title=said["title"],
                ended_on=said.get("ended"),
                ended_precision="month",
                summary=said.get("summary", ""),
            )
        _learning(found[slug], said)
    return found


def _learning(source: Source, said: Data) -> None:
    worked_on_in = PERIOD.label if source.kind == Source.Kind.REVIEW else ""
    for order, one in enumerate(said.get("recommendations", [])):
        Recommendation.objects.create(source=source, order=order, worked_on_in=worked_on_in, **one)
    findings: list[str | Data] = [*said.get("findings", [])]
    findings += [{"text": text, "strength": True} for text in said.get("strengths", [])]
    for number, finding in enumerate(findings, start=1):
        text = finding if isinstance(finding, str) else finding["text"]
        is_strength = not isinstance(finding, str) and finding.get("strength", False)
        Finding.objects.create(source=source, number=number, text=text, is_strength=is_strength)


def _reviews(board: Board, sources: dict[str, Source]) -> None:
    for one in content("work")["reviews"]:
        review = Review.objects.create(
            board=board,
            source=sources[one["slug"]],
            pseudonym=one["pseudonym"],
            kind=one["kind"],
            people=one.get("people"),
            commissioned_on=one.get("commissioned"),
            signed_off_on=one.get("signed_off"),
            signed_off_precision=one.get("signed_off_precision", "month"),
            published_on=one.get("published"),
            published_precision=one.get("published_precision", "month"),
            is_published=one.get("register", False),
            waiting_for=one.get("waiting_for", ""),
        )
        for theme in one["themes"]:
            ReviewTheme.objects.create(review=review, theme=theme)


def _referrals(board: Board) -> None:
    said = content("work")["referrals"]
    number = 0
    published = said["published"]
    for place, factors in enumerate(published["factors"]):
        number += 1
        held = PERIOD.start if place < published["rapid_reviews"] else None
        _referral(board, number, PERIOD.start, held, factors, is_synthetic=False)
    factors = said["synthetic"]["factors"]
    for label, year in said["synthetic"].items():
        if label == "factors":
            continue
        start = Period.parse(label).start
        for place in range(year["count"]):
            number += 1
            held = start if place < year["rapid_reviews"] else None
            _referral(board, number, start, held, factors[number % len(factors)], is_synthetic=True)


def _referral(
    board: Board, number: int, day: date, held: date | None, factors: list[str], *, is_synthetic: bool
) -> None:
    referral = Referral.objects.create(
        board=board,
        reference=f"DEMO-{number:02d}",
        received_on=day,
        decision="not_met",
        state=referring_steps.DECIDED,
        rapid_review_on=held,
        is_synthetic=is_synthetic,
    )
    for factor in factors:
        ReferralFactor.objects.create(referral=referral, factor=factor)


def _context(board: Board) -> None:
    order = 0
    for heading, facts in content("context").items():
        for code, statement, value, unit, as_of, source, *place in facts:
            order += 1
            ContextFact.objects.create(
                board=board,
                code=code,
                heading=heading,
                statement=statement,
                value=str(value),
                unit=unit,
                as_of=as_of,
                source=source,
                geography=place[0] if place else "",
                precision=len(str(value).partition(".")[2]),
                order=order,
            )


def audit(board: Board, cohort: Audit) -> None:
    """Name the enquiries that the audit looked at, and those that followed."""
    source = Source.objects.get(board=board, slug="enquiry-audit")
    made_by = Agency.objects.get(board=board, slug="elft")
    found = EnquiryAudit.objects.create(board=board, source=source, made_by=made_by, period=PERIOD.label)
    for role, rows in (("audited", cohort.audited), ("further", cohort.further)):
        for row in rows:
            AuditCase.objects.create(
                audit=found, enquiry_id_in_extract=row["enquiry_id"], adult_id_in_extract=row["adult_id"], role=role
            )
