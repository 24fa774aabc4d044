"""What a new report begins with: last year's headings, or one section for each thing the law asks.

Either way its sections fill themselves from the records of the year: each holds the blocks that answer what it is to answer,
under a heading each. What is written around them is for people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.text import slugify

from goldenthread.core.periods import Period
from goldenthread.reports.compliance import LIMBS
from goldenthread.reports.models import Report, Section
from goldenthread.reports.steps import State

HOLDERS = {"d": "Chair of the reviews group", "e": "Chair of the reviews group"}
MANAGER = "Board manager"

BLOCKS: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "a": (
        ("What last year’s report asked of us", ("recommendations",)),
        ("What the Board decided", ("decisions",)),
        ("How members challenged each other", ("challenges", "chairs_asks")),
        ("What the chair looked into", ("scrutiny",)),
        ("What the Board asked of agencies", ("asks_of_the_year",)),
        ("Audits", ("audit_programme", "audits")),
        ("Policies and guidance", ("policies_new",)),
        ("Campaigns", ("campaigns",)),
        ("Training", ("training_year", "training_evaluation")),
        ("What the guidance asks a Board to concern itself with", ("issues_of_concern",)),
        ("Risks to the Board’s work", ("risks",)),
        ("The six principles", ("principle_accounts",)),
        ("Money", ("money_year", "money_in_kind")),
    ),
    "b": (
        ("Our priorities", ("priorities",)),
        ("How the plan was carried out", ("plan_carried_out",)),
        ("What each group set out to do, and did", ("group_plans",)),
        ("What came of plans that ended", ("plan_evaluation",)),
        ("What we will do next year", ("next_priorities", "commitments")),
    ),
    "c": (
        ("What each member did", ("member_contributions",)),
        ("What agencies told the Board", ("highlight_reports",)),
        ("Who came to meetings", ("attendance",)),
    ),
    "d": (("Reviews that ended this year", ("reviews_ended",)), ("What they found", ("review_findings",))),
    "e": (("Reviews under way when the year ended", ("reviews_under_way",)),),
    "f": (
        ("What reviews asked for, and what was done", ("review_recommendations",)),
        ("After action reviews", ("after_action_reviews",)),
        ("What our evaluation days came to", ("evaluation_days",)),
        ("Themes that come up again", ("theme_recurrence",)),
    ),
    "g": (("Findings we decided not to act on, and why", ("not_implementing",)),),
}
"""What fills a section, by the limb it answers: headings, each with its blocks of records."""

_KEPT = re.compile(
    r"^(#{2,6} .*|\{\{\s*(records [a-z_]+|chart .*|table .*|numbers .*|compare .*|principle .*)\s*\}\})$"
)
_NAMED = re.compile(r"\{\{\s*records ([a-z_]+)\s*\}\}")
_YEAR = re.compile(r"\b(20\d\d)-\d\d\b")


def plain() -> Iterator[Section]:
    """A word from the chair, then the law's seven questions, each as a section that fills from the year's records."""
    yield _section("from-the-chair", "From the independent chair", "Independent chair", (), (0, None))
    for place, (limb, title) in enumerate(LIMBS.items(), start=1):
        made = _section(slugify(title)[:50], title, HOLDERS.get(limb, MANAGER), (limb,), (place, place))
        made.text = filling((limb,))
        yield made


def like(last: Report, period: Period) -> Iterator[Section]:
    """The headings, blocks, charts, owners and limbs of another year, without its words.

    What the law asks and no section of that year filled from records is filled at the end of the section that answers it.
    """
    sections = list(last.sections.select_related("person"))
    there = {name for one in sections for name in _NAMED.findall(one.text)}
    later = period.starts_in - Period.parse(last.period).starts_in
    for one in sections:
        made = _section(one.slug, one.title, one.owner, one.limbs, (one.order, one.number))
        made.person = one.person
        unfilled = [limb for limb in one.limbs if limb in BLOCKS and not there.intersection(_names((limb,)))]
        made.text = "\n\n".join(part for part in (_without_words(one.text, later), filling(unfilled)) if part)
        there.update(_names(unfilled))
        yield made


def filling(limbs: Iterable[str]) -> str:
    """The headings and blocks that answer these limbs, as a section's text."""
    parts = []
    for limb in limbs:
        for heading, names in BLOCKS.get(limb, ()):
            parts += [f"## {heading}", *(f"{{{{records {name}}}}}" for name in names)]
    return "\n\n".join(parts)


def _names(limbs: Iterable[str]) -> set[str]:
    return {name for limb in limbs for _, names in BLOCKS[limb] for name in names}


def _without_words(text: str, later: int) -> str:
    """The headings and the lines that stand for records and figures; the years in headings move along."""
    lines = (line.strip() for line in text.splitlines())
    kept = [line for line in lines if _KEPT.match(line)]
    return "\n\n".join(_YEAR.sub(lambda year: Period(int(year[1]) + later).label, line) for line in kept)


def _section(slug: str, title: str, owner: str, limbs: Sequence[str], place: tuple[int, int | None]) -> Section:
    """A section without words. `place` is its order, and the number it carries."""
    state = State.NOT_STARTED.value
    made = Section(slug=slug, title=title, owner=owner, limbs=list(limbs), state=state)
    made.order, made.number = place
    return made
