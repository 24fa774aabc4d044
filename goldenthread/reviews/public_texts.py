"""Making the copies that everybody may read, and the register of them.

What is copied is exactly what two people cleared: the deed makes the copy, and its seal is of what the copy would say. Nothing
here reads more of a case than its name, kind, themes, report and the words that were written for everybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from goldenthread.boards.models import Board
from goldenthread.cases.models import Case, TwoPersonAct
from goldenthread.core import clock
from goldenthread.core.access import Act, require
from goldenthread.core.actors import Actor
from goldenthread.core.errors import AlreadyDone, NotPossibleNow, Refused
from goldenthread.learning import queries as learning
from goldenthread.reviews import publishing_gates
from goldenthread.reviews.briefing_headings import HEADINGS
from goldenthread.reviews.models import Briefing, Publication, Review
from goldenthread.reviews.pseudonyms import Search, pseudonyms_checked
from goldenthread.reviews.public_models import PublicText, PublicWords
from goldenthread.reviews.report_models import ReportFile
from goldenthread.trail import operations as trail

Sort = PublicText.Sort
MAIN = (Sort.REPORT, Sort.SUMMARY, Sort.REASONS)
"""What takes the place of one another; a briefing stands beside."""
SORTS: dict[str, Sort] = {
    Publication.Outcome.PUBLISHED: Sort.REPORT,
    Publication.Outcome.SUMMARY: Sort.SUMMARY,
    Publication.Outcome.NOT_PUBLISHED: Sort.REASONS,
}
NO_SUMMARY = "Write the summary first, under “What the public reads”."
NOT_SEARCHED = (
    "What the public would read was not searched for names, or something that was found in it is not cleared. Search it under "
    "“Scans”, and have every hit cleared."
)


def words_of(case_id: UUID) -> PublicWords | None:
    return PublicWords.objects.filter(case_id=case_id).first()


def as_searched(words: PublicWords) -> str:
    """Everything that was written for everybody, as one text to be searched."""
    return "\n\n".join(one for one in (words.title, words.summary, words.reasons) if one.strip())


def _about(review: Review, sort: Sort) -> PublicText:
    """A copy with what every sort of it says."""
    words = words_of(review.pk)
    named = learning.themes_of(review.source) or {one.theme for one in review.themes.all()}
    return PublicText(
        case_id=review.pk,
        sort=sort,
        title=words.title if words else review.pseudonym,
        kind=review.get_kind_display(),
        themes=sorted(named),
    )


def would_be(review: Review, outcome: str) -> PublicText | None:
    """What everybody would read if it were decided so now, not kept; None where nothing would be told."""
    sort, words = SORTS[outcome], words_of(review.pk)
    made = _about(review, sort)
    made.reasons = words.reasons if words and sort is not Sort.REPORT else ""
    if sort is Sort.REASONS:
        return made if made.reasons.strip() else None
    if sort is Sort.SUMMARY:
        made.text = words.summary if words else ""
        return made
    report = publishing_gates.latest(review.pk)
    if report is not None:
        made.text, made.file_ending = report.text, report.file_ending
    return made


def briefing_would_be(briefing: Briefing) -> PublicText:
    """The same of a seven-minute briefing."""
    made = _about(Review.objects.select_related("source").get(pk=briefing.case_id), Sort.BRIEFING)
    parts = zip(HEADINGS, briefing.parts, strict=False)
    said = [f"## {heading}\n\n{text.strip()}" for (heading, _), text in parts]
    made.text = "\n\n".join([briefing.title, *said])
    return made


def told(one: PublicText | None) -> list[Any]:
    """What a seal is made of: all that would be read."""
    return [] if one is None else [one.sort, one.title, one.kind, one.themes, one.text, one.reasons, one.file_ending]


def check(review: Review, outcome: str) -> None:
    """Whether what was written for everybody may be told so.

    Raises:
        NotPossibleNow: there is no summary, or the words were not searched or are not clear.
    """
    words, sort = words_of(review.pk), SORTS[outcome]
    if sort is Sort.SUMMARY and not (words and words.summary.strip()):
        raise NotPossibleNow(NO_SUMMARY)
    is_told = words is not None and (sort is not Sort.REASONS or words.reasons.strip())
    if words is not None and is_told and pseudonyms_checked(review.pk, as_searched(words)) is Search.NOT_CLEAR:
        raise NotPossibleNow(NOT_SEARCHED)


def put(
    made: PublicText, act: TwoPersonAct, *, by: Actor, second: Actor, until_on: date | None, link: str
) -> PublicText:
    """Keep a copy for everybody, in the deed that two people did."""
    made.act, made.until_on, made.link = act, until_on, link
    made.published_on, made.published_at = clock.today(), clock.now()
    made.slug = _slug(made)
    report = publishing_gates.latest(made.case_id) if made.sort == Sort.REPORT and made.file_ending else None
    if report is not None:
        made.file = ReportFile.objects.get(version=report).read()
    made.full_clean(exclude=["file"])
    made.save(force_insert=True)
    trail.record("publish for everybody", made, by=by, second=second, after={"sort": str(made.sort)})
    return made


def _slug(made: PublicText) -> str:
    """The place of a review in public addresses; it stays what it was first, and no two reviews of a Board share one."""
    before = PublicText.objects.filter(case_id=made.case_id).values_list("slug", flat=True).first()
    if before:
        return before
    board_id = Case.objects.values_list("board_id", flat=True).get(pk=made.case_id)
    taken = set(PublicText.objects.filter(case__board=board_id).values_list("slug", flat=True))
    plain = slugify(made.title)[:50] or "review"
    return next(one for one in (plain, *(f"{plain}-{n}" for n in range(2, 10_000))) if one not in taken)


@transaction.atomic
def take_down(text: PublicText, *, why: str, by: Actor) -> PublicText:
    """Take something down from the public site, at once. Making less public takes one person.

    Raises:
        NotPermitted: they may not decide on publication.
        Refused: no reason was given.
        AlreadyDone: it was taken down.
    """
    now = PublicText.objects.select_for_update(of=("self",)).defer("file").get(pk=text.pk)
    require(by, Act.APPROVE, now)
    if not why.strip():
        raise Refused("Say why it is taken down.")
    if now.taken_down_on is not None:
        raise AlreadyDone("This was taken down already.")
    now.taken_down_on, now.taken_down_why = clock.today(), why.strip()[:300]
    now.save(update_fields=["taken_down_on", "taken_down_why"])
    trail.record("take down from the public site", now, by=by, after={"sort": str(now.sort)}, why=why.strip())
    return now


@dataclass(frozen=True)
class Public:
    """A review as everybody may read of it: its report, summary or reasons, and its briefing; either may be missing."""

    main: PublicText | None
    briefing: PublicText | None

    @property
    def newest(self) -> PublicText:
        found = self.main or self.briefing
        assert found is not None  # noqa: S101  (one of the two is always there)
        return found


def _is_up(one: PublicText, today: date) -> bool:
    return one.taken_down_on is None and (one.until_on is None or one.until_on >= today)


def public_of(texts: Iterable[PublicText], today: date) -> Public | None:
    """What is public of one review, from all its copies. Only the newest of each sort counts: an older one never comes back."""
    ordered = sorted(texts, key=lambda one: one.published_at, reverse=True)
    main = next((one for one in ordered if one.sort in MAIN), None)
    briefing = next((one for one in ordered if one.sort == Sort.BRIEFING), None)
    found = Public(
        main if main and _is_up(main, today) else None, briefing if briefing and _is_up(briefing, today) else None
    )
    return found if found.main or found.briefing else None


def register(board: Board, today: date) -> list[Public]:
    """Every review of which something is public, the newest first."""
    by_case: dict[UUID, list[PublicText]] = {}
    for one in PublicText.objects.filter(case__board=board).select_related("case").defer("file", "text"):
        by_case.setdefault(one.case_id, []).append(one)
    found = [public for texts in by_case.values() if (public := public_of(texts, today))]
    return sorted(found, key=lambda one: (one.newest.published_at, one.newest.title), reverse=True)


def public_named(board: Board, slug: str, today: date) -> Public | None:
    """What is public of the review with this place in addresses."""
    return public_of(PublicText.objects.filter(case__board=board, slug=slug).defer("file"), today)
