"""What can be found that is no kind of record: pages of the workspace, definitions of figures, sections of the report."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from goldenthread.core.access.acts import Act
from goldenthread.core.searching import Searched, fits, rank, searched
from goldenthread.figures.definitions import all_definitions
from goldenthread.figures.figure import Definition
from goldenthread.reports.models import Section
from goldenthread.workspace.figures.browsing import texts_of
from goldenthread.workspace.navigation import open_rooms
from goldenthread.workspace.search.finding import SHOWN, Asking, Group, Hit, finds
from goldenthread.workspace.search.marking import marked, piece

searched(
    Searched(
        model=Section,
        slug="report-sections",
        one="section of the annual report",
        many="sections of the annual report",
        search=("title", "finding", "text", "report__period"),
        words=lambda one: f"{one.title}, {one.report.period}",
        address=lambda one, board: reverse(
            "workspace:reports-section", kwargs={"board": board, "period": one.report.period, "section": one.slug}
        ),
        with_them=("report",),
    )
)


@finds
def pages(asked: Asking) -> Group | None:
    """Pages by their names: “risks” leads to the register as well as to what says so."""
    found = [
        Hit(rank(asked.terms, place.words, [room.words]), marked(place.words, asked.terms), place.address(asked.board))
        for room, places in open_rooms(asked.standing, asked.board)
        for place in places
        if fits(asked.terms, [place.words])
    ]
    best = sorted(found, key=lambda hit: hit.rank)
    return Group("page", "pages", len(best), "", best) if best else None


@finds
def figures(asked: Asking) -> Group | None:
    """Figures by what they are called and what they count."""
    if not asked.standing.may("figures", Act.READ, asked.board_id):
        return None
    listed = reverse("workspace:figures", kwargs={"board": asked.board.slug})
    found = [_figure(asked, one) for one in all_definitions().values() if fits(asked.terms, texts_of(one))]
    best = sorted(found, key=lambda hit: hit.rank)
    address = f"{listed}?{urlencode({'q': asked.q})}"
    return Group("figure", "figures", len(best), address, best[:SHOWN]) if best else None


def _figure(asked: Asking, one: Definition) -> Hit:
    address = reverse("workspace:figures-one", kwargs={"board": asked.board.slug, "figure_id": one.id})
    says = next((shown for text in texts_of(one)[1:] if (shown := piece(text, asked.terms))), "")
    return Hit(rank(asked.terms, one.title, texts_of(one)), marked(one.title, asked.terms), address, says)
