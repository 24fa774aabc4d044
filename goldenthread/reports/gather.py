"""Gathering a report: narrative, records and the release become one document."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings

from goldenthread.boards.models import Board
from goldenthread.core.errors import NotPossibleNow
from goldenthread.core.periods import Period
from goldenthread.figures.compared import beside
from goldenthread.figures.published import Release
from goldenthread.figures.store import latest_release
from goldenthread.reports import binding, compared, records, tables
from goldenthread.reports.chart_kinds import KINDS, sentence, subtitle, title
from goldenthread.reports.dates import say
from goldenthread.reports.document import (
    Block,
    Cell,
    Chart,
    Document,
    Heading,
    Inline,
    Inlines,
    Items,
    Note,
    Numbers,
    Paragraph,
    PullQuote,
    Section,
    Table,
    blocks_of,
)
from goldenthread.reports.glossary import Expander
from goldenthread.reports.models import Report
from goldenthread.reports.models import Section as Written
from goldenthread.reports.narrative import Reader

SYNTHETIC_FIGURES = (
    "board.attendance_by_agency",
    "money.expenditure_by_line",
    "reviews.referrals_by_year",
    "reviews.rapid_reviews_by_year",
    "reviews.referral_factors",
)
"""In the demonstration: figures whose rows the source shows only as lost pictures, beside those of case records."""


def document(report: Report, release: Release | None = None) -> Document:
    """The report as a document.

    Raises:
        NotPossibleNow: no figures have been released for its year.
        NarrativeRefused: a section holds a loose number, or names something that is not there.
    """
    published = release or latest_release(report.board, report.period)
    if published is None:
        raise NotPossibleNow(
            f"No figures have been released for {report.period}. Freeze the data and release them first."
        )
    gatherer = Gatherer(report.board, Period.parse(report.period), published)
    sections = [gatherer.section(written) for written in report.sections.all()]
    resolve(sections, number(sections))
    return whole(report, sections, published)


def whole(report: Report, sections: list[Section], published: Release) -> Document:
    """The document of sections that were read, numbered and resolved."""
    expander = Expander()
    for section in sections:
        expander.section(section)
    return Document(
        board=report.board.name,
        board_slug=report.board.slug,
        title="Annual report",
        period=report.period,
        months=Period.parse(report.period).months,
        version=report.version,
        is_draft=report.status == Report.Status.DRAFT,
        dated=say(report.dated_on, "month"),
        is_demonstration=report.board.is_demonstration,
        public_url=settings.GOLDENTHREAD_PUBLIC_URL.rstrip("/"),
        sections=sections,
        glossary=expander.listed(),
        release=published,
    )


class Gatherer:
    """What a section's directives stand for on a Board, in a year, with its figures."""

    def __init__(self, board: Board, period: Period, release: Release) -> None:
        self.board, self.period, self.release = board, period, release

    def section(self, written: Written) -> Section:
        def bind(said: str) -> Inline:
            return binding.bind(self.release, said)

        reader = Reader(written.slug, bind, self.directive)
        blocks = reader.blocks(written.text)
        finding = reader.line(written.finding)
        return Section(
            written.slug, written.title, written.number, finding, tuple(written.limbs), written.owner, blocks
        )

    def directive(self, name: str, said: str) -> list[Block]:
        match name:
            case "chart":
                return [self._chart(said)]
            case "table":
                return [self._table(said)]
            case "numbers":
                return [self._numbers([part.strip() for part in said.split("|")])]
            case "principle":
                return [self._principle(said)]
            case "compare":
                return self._compared(said)
            case "records":
                return records.blocks(self.board, self.period, said)
            case _:
                raise binding.UnknownBinding(
                    f"“{name}” is not a directive. There are chart, table, numbers, compare, principle, records, note and end."
                )

    def _figure_id(self, said: str) -> str:
        binding.bind(self.release, said)
        if said not in KINDS or said not in self.release.figures:
            raise binding.UnknownBinding(f"{said} has no chart or table. Those that have: {', '.join(KINDS)}.")
        return said

    def _is_synthetic(self, figure_id: str) -> bool:
        if not self.board.is_demonstration:
            return False
        is_casework = figure_id.startswith(("concerns.by_month", "concerns.by_decision", "enquiries.by_"))
        return is_casework or figure_id in SYNTHETIC_FIGURES

    def _table(self, said: str) -> Table:
        figure = self.release.figures[self._figure_id(said)]
        months = Period.parse(figure.period).label
        return tables.of_figure(figure, months, is_synthetic=self._is_synthetic(figure.id))

    def _chart(self, said: str) -> Chart:
        figure = self.release.figures[self._figure_id(said)]
        is_synthetic = self._is_synthetic(figure.id)
        return Chart(
            figure=figure,
            title=title(figure),
            subtitle=subtitle(figure, self.period.months),
            sentence=sentence(figure),
            table=self._table(said),
            kind=KINDS[figure.id],
            is_synthetic=is_synthetic,
        )

    def _numbers(self, ids: list[str]) -> Numbers:
        entries = []
        for figure_id in ids[:3]:
            value = binding.bind(self.release, figure_id)
            figure = self.release.figures.get(figure_id)
            if figure is None:
                raise binding.UnknownBinding(f"“{figure_id}” is not a whole figure. Name figures without their rows.")
            below: Inlines = ()
            if figure.change is not None:
                changed = binding.bind(self.release, f"{figure_id}|change")
                below = (changed, Inline("text", " than the year before" if figure.change.direction != "same" else ""))
            elif figure.low is not None:
                below = (Inline("text", "likely range "), binding.bind(self.release, f"{figure_id}|range"))
            entries.append((figure.definition.title, value, below))
        return Numbers(entries)

    def _compared(self, code: str) -> list[Block]:
        """A fact beside those of other years and places, with the values that were released."""
        binding.bind(self.release, f"{compared.FACTS}:{code}")
        figure = self.release.figures[compared.FACTS]
        kept = {one.code: one for one in self.board.context_facts.all()}
        if code not in kept:
            raise binding.UnknownBinding(f"There is no fact about the place “{code}”.")
        values = compared.named(figure, list(kept))
        known = [(one, values[one.code]) for one in kept.values() if one.code in values]
        return compared.blocks(beside(kept[code], known, own_place=self.board.area), figure)

    def _principle(self, slug: str) -> PullQuote:
        found = self.board.principles.filter(slug=slug).first()
        if found is None:
            known = ", ".join(self.board.principles.values_list("slug", flat=True))
            raise binding.UnknownBinding(f"There is no principle “{slug}”. There are: {known}.")
        return PullQuote(found.i_statement, found.name)


def number(sections: list[Section]) -> dict[str, str]:
    """Number charts and tables in one run each; returns what each cross-reference says."""
    names: dict[str, str] = {}
    charts = in_tables = 0
    for section in sections:
        names[f"section:{section.slug}"] = f"section {section.number}" if section.number else f"“{section.title}”"
        for block in blocks_of(section.blocks):
            if isinstance(block, Chart):
                charts += 1
                block.number = charts
                names.setdefault(f"chart:{block.name}", f"Chart {charts}")
            elif isinstance(block, Table):
                in_tables += 1
                block.number = in_tables
                if block.figure:
                    names.setdefault(f"table:{block.figure}", f"Table {in_tables}")
    return names


def resolve(sections: list[Section], names: dict[str, str]) -> None:
    """Give every cross-reference its words.

    Raises:
        UnknownBinding: one points at nothing in this report.
    """
    for section in sections:
        section.finding = _resolved(section.finding, names)
        _resolve(section.blocks, names)


def _resolve(blocks: list[Block], names: dict[str, str]) -> None:
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                block.inlines = _resolved(block.inlines, names)
            case Items():
                block.items = [_resolved(item, names) for item in block.items]
            case Table():
                block.rows = [[Cell(_resolved(c.inlines, names), c.is_number) for c in row] for row in block.rows]
            case Note():
                _resolve(block.blocks, names)
            case _:
                continue


def _resolved(line: Inlines, names: dict[str, str]) -> Inlines:
    """Each cross-reference with its words.

    Raises:
        UnknownBinding: it points at nothing in this report.
    """
    found = []
    for run in line:
        if run.kind == "cross":
            if run.target not in names:
                raise binding.UnknownBinding(f"[{run.target.replace(':', ': ')}] points at nothing in this report.")
            found.append(replace(run, text=names[run.target]))
        else:
            found.append(run)
    return tuple(found)
