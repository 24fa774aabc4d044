"""The register of reviews for everybody: those of which two people published something, and earlier ones by name and themes.

An earlier review, published before this program, is listed only where the annual report that is published names it: that report
was agreed by two people too. Nothing here asks a case anything: the copies that were cleared are read, and the index of reviews.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import unescape
from pathlib import Path

from django.db.models import Q

from goldenthread.boards.models import Board
from goldenthread.core.days import as_known
from goldenthread.publishing import published
from goldenthread.reviews import public_texts
from goldenthread.reviews.models import Publication, PublicText

STATES: dict[str, str] = {
    PublicText.Sort.REPORT: "Published",
    PublicText.Sort.SUMMARY: "Summary published",
    PublicText.Sort.REASONS: "Not published",
    PublicText.Sort.BRIEFING: "Briefing published",
}


@dataclass(frozen=True)
class Listed:
    """A review as the register lists it. `slug` is its place here; "" where only its name is known."""

    title: str
    kind: str
    themes: tuple[str, ...]
    state: str
    when: str
    day: date | None
    slug: str
    link: str
    is_synthetic: bool


def listed(board: Board, today: date) -> list[Listed]:
    """Every review of the register, the newest first; those whose day is not known come last."""
    public = public_texts.register(board, today)
    found = [*(_of_copy(one) for one in public), *_earlier(board, today)]
    return sorted(found, key=lambda one: (-(one.day or date.min).toordinal(), one.title))


def _of_copy(one: public_texts.Public) -> Listed:
    text = one.newest
    day = text.published_on
    return Listed(
        title=text.title,
        kind=text.kind,
        themes=tuple(text.themes),
        state=STATES[text.sort],
        when=f"{day.day} {day:%B %Y}",
        day=day,
        slug=text.slug,
        link=text.link,
        is_synthetic=text.case.is_fictional,
    )


def _earlier(board: Board, today: date) -> list[Listed]:
    """Reviews from before this program, which the published annual report names: nothing of them was decided on here."""
    said = _report_says()
    published_before = Q(is_published=True) | Q(published_on__lte=today)
    before = board.reviews.filter(published_before).exclude(pk__in=Publication.objects.values("case"))
    return [
        Listed(
            title=one.pseudonym,
            kind=one.get_kind_display(),
            themes=tuple(sorted(theme.theme for theme in one.themes.all())),
            state="Published",
            when=as_known(one.published_on, one.published_precision) if one.published_on else "The day is not known",
            day=one.published_on,
            slug="",
            link="",
            is_synthetic=one.is_fictional,
        )
        for one in before.exclude(pk__in=PublicText.objects.values("case")).prefetch_related("themes")
        if one.pseudonym in said
    ]


def _report_says() -> str:
    """The words of the annual report that is published, from the file that was made when two people agreed on it."""
    report = published.latest_report()
    files = {name: path for name, _, path in published.files(report.period)} if report else {}
    path = files.get("annual-report.html")
    return _words(path, path.stat().st_mtime_ns) if path else ""


@lru_cache(maxsize=2)
def _words(path: Path, _changed: int) -> str:
    return unescape(re.sub(r"<[^>]*>", " ", path.read_text(encoding="utf-8")))


def themes(found: list[Listed]) -> list[str]:
    """Every theme that is named, once, in order."""
    return sorted({theme for one in found for theme in one.themes})
