"""The gates before a review is published: which stand before which kind of review, and whether all are passed.

The list is a default that a Board changes review by review: who holds each, whether it is needed, and others of its own.
Source: boards' own publication procedures; for joint reviews, the Home Office's quality assurance and the national panel.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from json import dumps
from uuid import UUID

from django.db import transaction

from goldenthread.cases.models import Case
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow
from goldenthread.reviews.models import Gate, ReportVersion, Review
from goldenthread.reviews.pseudonyms import Search, digest_checked, pseudonyms_checked
from goldenthread.trail import operations as trail

BOARD, FACTS, PSEUDONYMS = "board_sign_off", "fact_check", "pseudonyms"


def _always(_: Review) -> bool:
    return True


@dataclass(frozen=True)
class Shipped:
    """A gate as it is laid out: its key, what stands there, who usually holds it, and before which reviews."""

    key: str
    words: str
    owner: str
    stands: Callable[[Review], bool] = _always


SHIPPED = (
    Shipped(BOARD, "The Board has signed the report off", "Independent chair"),
    Shipped("legal", "Legal advice has been taken", "Council’s legal services"),
    Shipped("family", "The family’s or the adult’s view on publication is known", "Independent reviewer"),
    Shipped("courts", "Criminal proceedings and the inquest do not stand in the way", "Police and coroner’s office"),
    Shipped(
        "home_office",
        "The Home Office has assured the quality of the joint review",
        "Community safety partnership",
        lambda one: one.kind == Review.Kind.JOINT_DEATH,
    ),
    Shipped(
        "national_panel",
        "The national panel for child safeguarding has been told",
        "Children’s safeguarding partnership",
        lambda one: one.kind == Review.Kind.JOINT_CHILD,
    ),
    Shipped(FACTS, "Agencies have checked the facts", "Board officer"),
    Shipped(PSEUDONYMS, "Nobody can be recognised who should not be", "Board officer"),
    Shipped("communications", "There is a plan for what is said, by whom, on the day", "Council’s press office"),
    Shipped("accessible", "It can be read by everybody, also by those who use a screen reader", "Board officer"),
    Shipped("equality", "What the report says of race, culture, disability and faith was looked at", "Board officer"),
    Shipped("anniversaries", "The day is no birthday or anniversary for the family", "Board officer"),
)


@transaction.atomic
def lay_out(review: Review, *, by: Actor) -> list[Gate]:
    """Set the gates before a review, those that are not there yet. Said again, nothing happens."""
    case = Case.objects.select_for_update().get(pk=review.pk)
    there = set(Gate.objects.filter(case=case).values_list("key", flat=True))
    wanted = [one for one in SHIPPED if one.key not in there and one.stands(review)]
    made = [
        Gate(case=case, key=one.key, words=one.words, owner=one.owner, order=SHIPPED.index(one) + 1) for one in wanted
    ]
    for gate in made:
        gate.full_clean()
        gate.save(force_insert=True)
    trail.record_all("add", [(gate, {"key": gate.key}) for gate in made], by=by)
    return made


def settle(case_id: UUID, key: str, *, evidence: str, on: date, by: Actor) -> None:
    """Say that a gate is met, as a step of the review shows it."""
    gate = Gate.objects.select_for_update().filter(case_id=case_id, key=key).first()
    if gate is None or gate.state == Gate.State.MET:
        return
    gate.state, gate.evidence, gate.settled_on = Gate.State.MET, evidence, on
    gate.full_clean()
    gate.save(update_fields=["state", "evidence", "settled_on"])
    trail.record("change", gate, by=by, after={"state": str(gate.state)})


def standing_open(case_id: UUID) -> list[Gate]:
    """The gates that still stand in the way, in their order."""
    return [gate for gate in Gate.objects.filter(case_id=case_id) if gate.is_open]


def latest(case_id: UUID) -> ReportVersion | None:
    """The report as it was last written."""
    return ReportVersion.objects.filter(case_id=case_id).order_by("-version").first()


def seal(case_id: UUID) -> str:
    """A digest of what would be published: the report as last written, and every gate as it stands."""
    report = latest(case_id)
    gates = Gate.objects.filter(case_id=case_id).order_by("key")
    told = {
        "report": [report.version, report.text, report.file_digest] if report else None,
        "gates": [[one.key, one.words, one.state, one.evidence] for one in gates],
    }
    return sha256(dumps(told, sort_keys=True).encode()).hexdigest()


def check_open_to_publication(review: Review) -> None:
    """Whether the report, or a summary of it, may be published.

    Raises:
        NotPossibleNow: says which gates are open and who holds them, or that there is nothing to publish.
    """
    if not Gate.objects.filter(case_id=review.pk).exists():
        raise NotPossibleNow("Set the gates before this review first, on its page of gates.")
    still = standing_open(review.pk)
    if still:
        listed = "; ".join(f"{gate.words} ({gate.owner})" for gate in still)
        raise NotPossibleNow(f"These gates are not passed yet: {listed}.")
    report = latest(review.pk)
    if report is None:
        raise NotPossibleNow("There is no report to publish. The reviewer adds one under “Report”.")
    if pseudonyms_checked(review.pk, report.text) is Search.NOT_CLEAR:
        raise NotPossibleNow(
            "The report as it stands now was not searched for names, or something that was found in it is not cleared. "
            "Search it again, and have every hit cleared."
        )
    if report.file_digest and digest_checked(review.pk, report.file_digest) is Search.NOT_CLEAR:
        raise NotPossibleNow(
            "The file of the report was not searched for names, or something that was found in it is not cleared. Search it "
            "under “Scans”, and have every hit cleared."
        )


def days_open(gate: Gate) -> int | None:
    """How many days a gate was, or has been, waited at since it was asked for; None where nobody asked yet."""
    if gate.asked_on is None:
        return None
    return max(0, ((gate.settled_on or clock.today()) - gate.asked_on).days)
