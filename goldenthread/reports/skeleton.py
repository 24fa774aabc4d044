"""What a new report begins with: last year's headings, or one section for each thing the law asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.text import slugify

from goldenthread.reports.compliance import LIMBS
from goldenthread.reports.models import Report, Section
from goldenthread.reports.steps import State

HOLDERS = {"d": "Chair of the reviews group", "e": "Chair of the reviews group"}
MANAGER = "Board manager"


def plain() -> Iterator[Section]:
    """A word from the chair, then the law's seven questions, each as a section."""
    yield _section("from-the-chair", "From the independent chair", "Independent chair", (), (0, None))
    for place, (limb, title) in enumerate(LIMBS.items(), start=1):
        yield _section(slugify(title)[:50], title, HOLDERS.get(limb, MANAGER), (limb,), (place, place))


def like(last: Report) -> Iterator[Section]:
    """The headings, owners and limbs of another year, without its words."""
    for one in last.sections.select_related("person"):
        made = _section(one.slug, one.title, one.owner, one.limbs, (one.order, one.number))
        made.person = one.person
        yield made


def _section(slug: str, title: str, owner: str, limbs: Sequence[str], place: tuple[int, int | None]) -> Section:
    """A section without words. `place` is its order, and the number it carries."""
    state = State.NOT_STARTED.value
    made = Section(slug=slug, title=title, owner=owner, limbs=list(limbs), state=state)
    made.order, made.number = place
    return made
