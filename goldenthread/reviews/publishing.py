"""Publishing a review, a summary or a briefing, or deciding not to: one person asks, another agrees.

What was agreed to is sealed: if the report or a gate changes in between, it has to be asked for again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from json import dumps
from uuid import UUID

from django.core import signing
from django.db import transaction

from goldenthread.cases import two_people
from goldenthread.cases.models import Case, TwoPersonAct
from goldenthread.cases.two_people import Deed, deed
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.core.forms import READ_SALT
from goldenthread.core.processes import Step
from goldenthread.reviews import public_texts, publishing_gates, running_process
from goldenthread.reviews.briefing_headings import NUMBER
from goldenthread.reviews.models import Briefing, Gate, Publication, Review
from goldenthread.reviews.pseudonyms import Search, pseudonyms_checked
from goldenthread.reviews.running_operations import moved, pause_of
from goldenthread.reviews.running_process import REVIEW
from goldenthread.trail import operations as trail

STEPS: dict[str, Step] = {
    Publication.Outcome.PUBLISHED: running_process.PUBLISH,
    Publication.Outcome.SUMMARY: running_process.SUMMARISE,
    Publication.Outcome.NOT_PUBLISHED: running_process.KEEP_BACK,
}
"""What each outcome is, as a step of the review."""


def _review(act: TwoPersonAct) -> Review:
    return Review.objects.get(pk=act.case_id)


def check_may_become(outcome: str, review: Review, *, reasons: str) -> None:
    """Whether a review may be published so, or kept back, as it stands.

    Raises:
        Refused: there is no such outcome, or reasons are missing.
        NotPossibleNow: it is not at that stage, it stands still, or a gate is open.
    """
    if outcome not in STEPS:
        raise Refused("Choose what is to become of the report.")
    REVIEW.check(STEPS[outcome], review.stage)
    if pause_of(review.pk):
        raise NotPossibleNow("The review stands still. Let it go on first.")
    if outcome != Publication.Outcome.PUBLISHED and not reasons.strip():
        raise Refused("Say why the report is not published as a whole.")
    if outcome != Publication.Outcome.NOT_PUBLISHED:
        publishing_gates.check_open_to_publication(review)
    public_texts.check(review, outcome)


def ask(
    review: Review,
    outcome: str,
    *,
    why: str,
    by: Actor,
    reasons: str = "",
    until_on: date | None = None,
    link: str = "",
) -> TwoPersonAct:
    """Ask that a review be published, as a whole or as a summary, or kept back; a second person decides.

    Raises:
        NotPermitted, AlreadyDone, Refused: as asking for any deed.
        NotPossibleNow, Refused: as `check_may_become`.
    """
    require(by, Act.APPROVE, Publication(case=Case.objects.get(pk=review.pk)))
    check_may_become(outcome, review, reasons=reasons)
    if until_on is not None and until_on <= clock.today():
        raise Refused("The day until which it stays published has to lie ahead.")
    details = {"outcome": str(outcome), "reasons": reasons, "until_on": until_on.isoformat() if until_on else ""}
    case = Case.objects.get(pk=review.pk)
    return two_people.ask(PUBLISH, case, why=why, by=by, subject_id=review.pk, details={**details, "link": link})


def _publish(act: TwoPersonAct, first: Actor, second: Actor) -> Publication:
    """Keep what two people decided, and move the review on."""
    said = act.details
    review = Review.objects.select_for_update(of=("self",)).get(pk=act.case_id)
    check_may_become(said["outcome"], review, reasons=said["reasons"])
    kept = Publication(
        case=act.case,
        outcome=said["outcome"],
        reasons=said["reasons"],
        until_on=date.fromisoformat(said["until_on"]) if said["until_on"] else None,
        link=said["link"],
        seal=act.seal,
        act=act,
    )
    kept.full_clean()
    kept.save(force_insert=True)
    trail.record("decide on publication", kept, by=first, second=second, after={"outcome": kept.outcome})
    moved(STEPS[kept.outcome], review, by=second, on=kept.decided_on)
    for_everybody = public_texts.would_be(review, kept.outcome)
    if for_everybody is not None:
        public_texts.put(for_everybody, act, by=first, second=second, until_on=kept.until_on, link=kept.link)
    return kept


def seal_of(review: Review, outcome: str) -> str:
    """A digest of all that is agreed to: the report and the gates as they stand, and what everybody would read."""
    public = public_texts.told(public_texts.would_be(review, outcome))
    return sha256(dumps([publishing_gates.seal(review.pk), public]).encode()).hexdigest()


PUBLISH = deed(
    Deed(
        key="publish_review",
        words="Publish this review, or keep it back",
        act=Act.APPROVE,
        guarded=lambda act: Publication(case=act.case),
        does=_publish,
        seal=lambda act: seal_of(_review(act), act.details["outcome"]),
        says=lambda act: Publication.Outcome(act.details["outcome"]).label,
    )
)


def seal_of_briefing(case_id: UUID) -> str:
    """A digest of a briefing as it stands; empty where there is none."""
    found = Briefing.objects.filter(case_id=case_id).first()
    if found is None:
        return ""
    return sha256(
        dumps([found.title, found.parts, public_texts.told(public_texts.briefing_would_be(found))]).encode()
    ).hexdigest()


def text_of(briefing: Briefing) -> str:
    return "\n\n".join([briefing.title, *briefing.parts])


def ask_for_briefing(briefing: Briefing, *, read_by: str, why: str, by: Actor) -> TwoPersonAct:
    """Ask that a briefing be published; the report may still be waiting. `read_by` says who read it for whoever could be
    recognised in it, and against what.

    Raises:
        NotPermitted, AlreadyDone, Refused: as asking for any deed.
        NotPossibleNow: a part is empty, or it was searched and is not clear.
    """
    require(by, Act.APPROVE, briefing)
    _check_briefing(briefing)
    if not read_by.strip():
        raise Refused("Say who read it for anybody who could be recognised, and against what.")
    return two_people.ask(
        PUBLISH_BRIEFING, briefing.case, why=why, by=by, subject_id=briefing.pk, details={"read_by": read_by}
    )


def _check_briefing(briefing: Briefing) -> None:
    if len(briefing.parts) != NUMBER or not all(part.strip() for part in briefing.parts):
        raise NotPossibleNow("Fill in all seven parts of the briefing first.")
    if pseudonyms_checked(briefing.case_id, text_of(briefing)) is Search.NOT_CLEAR:
        raise NotPossibleNow(
            "The briefing as it stands now was not searched for names, or something that was found in it is not cleared."
        )


def _publish_briefing(act: TwoPersonAct, first: Actor, second: Actor) -> Briefing:
    found = Briefing.objects.select_for_update().get(case_id=act.case_id)
    _check_briefing(found)
    found.published_on, found.published_seal = clock.today(), act.seal
    found.save(update_fields=["published_on", "published_seal"])
    public_texts.put(public_texts.briefing_would_be(found), act, by=first, second=second, until_on=None, link="")
    trail.record("publish a briefing", found, by=first, second=second, after={"on": found.published_on.isoformat()})
    return found


PUBLISH_BRIEFING = deed(
    Deed(
        key="publish_briefing",
        words="Publish the seven-minute briefing",
        act=Act.APPROVE,
        guarded=lambda act: Briefing(case=act.case),
        does=_publish_briefing,
        seal=lambda act: seal_of_briefing(act.case_id),
        says=lambda _: "The seven-minute briefing",
    )
)


DEEDS = (PUBLISH.key, PUBLISH_BRIEFING.key)
"""What two people do together about publication."""


def as_read(sent: str) -> Mapping[str, str] | None:
    """The fingerprints a briefing's form was read with; None where it carries none that are ours."""
    try:
        return dict(signing.loads(sent, salt=READ_SALT))
    except signing.BadSignature:
        return None


@transaction.atomic
def keep_briefing(briefing: Briefing, *, by: Actor, seen: Mapping[str, str] | None = None) -> Briefing:
    """Keep a briefing as it was written. Changed after it was published, it is not the published one any more.

    Raises:
        NotPermitted: they may not.
        Refused: it does not have seven parts.
        Stale: somebody changed it since it was read.
    """
    if len(briefing.parts) != NUMBER:
        raise Refused("A seven-minute briefing has seven parts.")
    kept = Briefing.objects.select_for_update().filter(case_id=briefing.case_id).first()
    if kept is None:
        return trail.add(briefing, by=by)
    return trail.change(kept, {"title": briefing.title, "parts": briefing.parts}, by=by, seen=seen)


@transaction.atomic
def set_gates(review: Review, *, by: Actor) -> list[Gate]:
    """Set the gates before a review ahead of time, so that whoever holds one can be asked early.

    Raises:
        NotPermitted: they may not.
    """
    require(by, Act.CREATE, Gate(case=Case.objects.get(pk=review.pk)))
    return publishing_gates.lay_out(review, by=by)


@transaction.atomic
def add_gate(_: object, given: Gate, by: Actor) -> Gate:
    """Add a gate of the Board's own before this review.

    Raises:
        NotPermitted, ValidationError, Stale: as adding any record.
    """
    given.key = f"own-{given.pk.hex[:20]}"
    return trail.add(given, by=by)
