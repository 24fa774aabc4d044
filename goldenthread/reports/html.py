"""The document as accessible HTML: the inner part of each section, for the public site and for the file that stands alone."""

from __future__ import annotations

import re
from html import escape

from goldenthread.figures import coverage, wording
from goldenthread.figures.published import PublishedFigure
from goldenthread.reports import charts, tables
from goldenthread.reports.dates import MONTHS, for_machines, say
from goldenthread.reports.document import (
    Block,
    Branch,
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
    Tree,
    blocks_of,
    figures_in,
)

SYNTHETIC = '<span class="gt-synthetic">synthetic</span>'
LONG = 30
"""Bound words longer than this are a sentence, not a number: they print, and open no slip of their own."""
_TAGS = {"strong": "strong", "emphasis": "em"}


def section_html(document: Document, slug: str, *, level: int = 1, of_site: bool = False) -> str:
    """The inner HTML of one section. `level` is the level of its own heading.

    On the site each section is a page of its own, and its addresses are the site's.

    Raises:
        KeyError: the document has no such section.
    """
    section = document.section(slug)
    if section is None:
        raise KeyError(slug)
    return Writer(document, section, level, of_site=of_site).whole()


def writer(document: Document, section: Section) -> Writer:
    """A writer of single blocks, for pages of the site that show the Board's records."""
    return Writer(document, section, 1, of_site=True)


def figure_table(document: Document, figure: PublishedFigure) -> str:
    """A figure's rows as a table of its own."""
    made = tables.of_figure(figure, document.period, is_synthetic=False)
    return Writer(document, Section("figure", "", None, (), (), "", []), 1, of_site=True).table(made)


class Writer:
    """Writes one section, keeping the slips that its bound figures open."""

    def __init__(self, document: Document, section: Section, level: int, *, of_site: bool = False) -> None:
        self.document, self.section, self.level, self.of_site = document, section, level, of_site
        self.slips: dict[str, str] = {}

    def whole(self) -> str:
        section, level = self.section, self.level
        opener = ""
        if section.number:
            last = max(one.number or 0 for one in self.document.sections)
            opener = f'<p class="gt-kicker gt-opener" data-reference>Section {section.number} of {last}</p>'
        lede = f'<p class="gt-lede">{self.line(section.finding)}</p>' if section.finding else ""
        body = "".join(self.block(block) for block in section.blocks)
        head = f'<h{level} id="{section.slug}">{escape(section.title)}</h{level}>'
        return f"{opener}{head}{lede}{body}{self.numbers_list()}{''.join(self.slips.values())}"

    def line(self, inlines: Inlines) -> str:
        return keep_together("".join(self.inline(one) for one in inlines))

    def inline(self, one: Inline) -> str:
        text = escape(one.text)
        match one.kind:
            case "figure":
                made = self.figure(one)
            case "time":
                made = time_html(one.text)
            case "reference":
                made = f"<span data-reference>{text}</span>"
            case "citation":
                made = f"<cite>{text}</cite>"
            case "quotation":
                made = f"<q>{text}</q>"
            case "link":
                made = f'<a href="{escape(one.target)}">{text}</a>'
            case "cross":
                made = f'<a href="{self.address(one.target)}" data-reference>{text}</a>'
            case "abbreviation":
                made = f"{escape(one.target)} (<abbr>{text}</abbr>)"
            case _:
                made = text
        tag = _TAGS.get(one.style)
        return f"<{tag}>{made}</{tag}>" if tag else made

    def address(self, target: str) -> str:
        kind, _, name = target.partition(":")
        if self.of_site:
            return self.site_address(kind, name)
        return f"#{name}" if kind == "section" else f"#{anchor(kind, name)}"

    def site_address(self, kind: str, name: str) -> str:
        """A cross-reference on the site: another section's page, or a place on the page that holds the chart."""
        if kind == "section":
            return f"/annual-report/{self.document.period}/{name}/"
        for section in self.document.sections:
            if any(_is_named(block, kind, name) for block in blocks_of(section.blocks)):
                return f"/annual-report/{self.document.period}/{section.slug}/#{anchor(kind, name)}"
        return ""

    def thread_address(self, figure_id: str) -> str:
        """A figure's public page: within the site, or by its whole address in a file."""
        whole = self.document.figure_url(figure_id)
        return escape(whole.removeprefix(self.document.public_url) if self.of_site else whole)

    def figure(self, one: Inline) -> str:
        """A bound number: a button that opens its slip, without any script."""
        if len(one.text) > LONG:
            return f'<span data-bound="{one.target}">{escape(one.text)}</span>'
        figure = self.document.release.figures[one.target]
        name = re.sub(r"[^a-z0-9]+", "-", f"{one.target} {one.row} {one.text}".lower()).strip("-")
        slip_id = f"slip-{self.section.slug}-{name}"
        self.slips.setdefault(slip_id, self.slip(slip_id, one, figure))
        return (
            f'<button type="button" class="gt-figure" popovertarget="{slip_id}" data-bound="{one.target}">'
            f'{escape(one.text)}<span class="govuk-visually-hidden"> (how this was counted)</span></button>'
        )

    def slip(self, slip_id: str, one: Inline, figure: PublishedFigure) -> str:
        definition = figure.definition
        row = figure.row(one.row) if one.row else None
        title = definition.title + (f": {row.label}" if row else "")
        low, high = (row.low, row.high) if row else (figure.low, figure.high)
        lines = [("Counts", _capital(definition.numerator)), ("Period", f"{self.document.months}, {definition.period}")]
        if figure.cover:
            lines.append(("Data", _capital(coverage.said(figure.cover, figure.period))))
        if definition.denominator != "none":
            lines.insert(1, ("Out of", _capital(definition.denominator)))
        if low is not None and high is not None:
            lines.append(("Likely range", wording.likely(low, high, definition.unit)))
        lines.append(("Snapshot", f"{figure.snapshot.sha256[:12]}, {say(figure.snapshot.taken_at.date())}"))
        rows = "".join(f"<dt>{name}</dt><dd>{escape(words)}</dd>" for name, words in lines)
        mark = f" {SYNTHETIC}" if figure.snapshot.is_synthetic and definition.disclosure == "people" else ""
        link = self.thread_address(one.target)
        return (
            f'<div popover id="{slip_id}" class="gt-slip" role="group" data-bound="{one.target}" '
            f'aria-label="How {escape(one.text)} was counted">'
            f'<p class="gt-slip__value">{escape(one.text)}</p><p class="gt-slip__title">{escape(title)}{mark}</p>'
            f'<dl>{rows}</dl><p class="gt-slip__end"><a class="gt-follow" href="{link}">Follow the thread</a>'
            f'<button type="button" class="gt-linkbutton" popovertarget="{slip_id}" popovertargetaction="hide">Close'
            "</button></p></div>"
        )

    def block(self, block: Block) -> str:
        match block:
            case Heading():
                level = min(max(self.level + block.level - 1, self.level + 1), 6)
                return f'<h{level} id="{block.anchor}">{self.line(block.inlines)}</h{level}>'
            case Paragraph():
                return f'<p class="gt-text">{self.line(block.inlines)}</p>'
            case Items():
                tag = "ol" if block.ordered else "ul"
                items = "".join(f"<li>{self.line(item)}</li>" for item in block.items)
                return f'<{tag} class="gt-text">{items}</{tag}>'
            case Table():
                return self.table(block)
            case Chart():
                return self.chart(block)
            case Numbers():
                return self.big_numbers(block)
            case PullQuote():
                return (
                    f'<blockquote class="gt-quote"><p>“{escape(block.text)}”</p>'
                    f"<footer>{escape(block.who)}</footer></blockquote>"
                )
            case Note():
                inner = "".join(self.block(one) for one in block.blocks)
                level = min(self.level + 2, 6)
                return (
                    f'<div class="gt-note"><h{level} class="gt-note__h">{escape(block.title)}</h{level}>{inner}</div>'
                )
            case Tree():
                return f'<ul class="gt-tree" aria-label="{escape(block.label)}">{self.branches(block.branches)}</ul>'

    def branches(self, branches: list[Branch]) -> str:
        made = ""
        for branch in branches:
            below = f"<ul>{self.branches(branch.below)}</ul>" if branch.below else ""
            detail = f'<br><span class="gt-meta">{escape(branch.detail)}</span>' if branch.detail else ""
            made += f"<li><strong>{escape(branch.name)}</strong>{detail}{below}</li>"
        return made

    def big_numbers(self, block: Numbers) -> str:
        entries = "".join(
            f"<div><dt data-reference>{escape(label)}</dt>"
            f'<dd><span class="gt-big">{self.inline(value)}</span>{self.line(below)}</dd></div>'
            for label, value, below in block.entries
        )
        return f'<dl class="gt-bignums">{entries}</dl>'

    def table(self, table: Table, *, in_chart: bool = False) -> str:
        numeric = [all(row[place].is_number for row in table.rows) for place in range(len(table.columns))]
        heads = "".join(
            f'<th scope="col"{_numeric_head(numeric[place])}>{_dated(title)}</th>'
            for place, title in enumerate(table.columns)
        )
        body = table.rows[:-1] if table.has_total else table.rows
        foot = f"<tfoot>{self.row(table, table.rows[-1])}</tfoot>" if table.has_total else ""
        rows = "".join(self.row(table, row) for row in body)
        mark = f" {SYNTHETIC}" if table.is_synthetic else ""
        bound = f' data-bound="{table.figure}"' if table.figure else ""
        name = anchor("table", table.figure if table.figure not in {"", "context.facts"} else f"n{table.number}")
        named = f' id="{name}"' if not in_chart and (table.number or name == "table-figure") else ""
        number = f"<span data-reference>Table {table.number}.</span> " if table.number else ""
        caption = f'<caption class="govuk-table__caption">{number}{_dated(table.caption)}{mark}</caption>'
        note = f'<p class="gt-meta">{escape(table.note)}</p>' if table.note else ""
        return (
            f'<table class="govuk-table gt-stack"{named}{bound}>{caption}<thead><tr>{heads}</tr></thead>'
            f"<tbody>{rows}</tbody>{foot}</table>{note}"
        )

    def row(self, table: Table, row: list[Cell]) -> str:
        first, *others = row
        cells = "".join(
            f'<td data-label="{escape(table.columns[place])}"{_cell_class(cell)}>{self.cell(cell)}</td>'
            for place, cell in enumerate(others, start=1)
        )
        return f'<tr><th scope="row">{self.cell(first)}</th>{cells}</tr>'

    def cell(self, cell: Cell) -> str:
        """A table's numbers are bound as a whole by the table, so its cells open no slips."""
        made = []
        for one in cell.inlines:
            if one.kind != "figure":
                made.append(self.inline(one))
            elif one.text.startswith("["):
                made.append(f'<span class="gt-suppressed" data-bound="{one.target}">{escape(one.text)}</span>')
            else:
                made.append(f'<span data-bound="{one.target}">{escape(one.text)}</span>')
        return "".join(made)

    def chart(self, chart: Chart) -> str:
        unique = f"{self.section.slug}-{chart.number}"
        wide = charts.svg(chart, charts.WIDE, unique=f"{unique}w")
        narrow = charts.svg(chart, charts.NARROW, unique=f"{unique}n")
        mark = f" {SYNTHETIC}" if chart.is_synthetic else ""
        link = self.thread_address(chart.figure.id)
        number = f"<span data-reference>Chart {chart.number}.</span>"
        title = f'<span data-bound="{chart.figure.id}">{escape(chart.title)}</span>'
        summary = f"<summary><span data-reference>Chart {chart.number}</span> as a table</summary>"
        return (
            f'<figure class="gt-chart" id="{anchor("chart", chart.name)}">'
            f"<figcaption>{number} {title}{mark}</figcaption>"
            f'<p class="gt-chart__sub">{_dated(chart.subtitle)}</p>'
            f'<div class="gt-chart__wide">{wide}</div><div class="gt-chart__narrow">{narrow}</div>'
            f'<p class="gt-chart__source"><a class="gt-follow" href="{link}">Follow the thread'
            f'<span class="govuk-visually-hidden"> of <span data-reference>chart {chart.number}</span></span></a></p>'
            f'<details class="govuk-details">{summary}{self.table(chart.table, in_chart=True)}</details></figure>'
        )

    def numbers_list(self) -> str:
        """What the slips hold, as a table at the foot: it prints, and serves where popovers are unknown."""
        ids = figures_in(self.section)
        if not ids:
            return ""
        rows = "".join(self.number_row(self.document.release.figures[figure_id]) for figure_id in ids)
        heads = "".join(f'<th scope="col">{head}</th>' for head in ("What it counts", "Number", "Thread"))
        level = min(self.level + 1, 6)
        return (
            f'<h{level} id="{self.section.slug}-numbers">Numbers in this section</h{level}><table class="govuk-table gt-stack">'
            '<caption class="govuk-table__caption">Every figure above, and where it came from</caption>'
            f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        )

    def number_row(self, figure: PublishedFigure) -> str:
        definition = figure.definition
        said = _summary(figure)
        link = self.thread_address(definition.id)
        follow = (
            f'<a class="gt-follow" href="{link}">Follow<span class="govuk-visually-hidden" data-reference> the thread of '
            f"{escape(definition.title)}</span></a>"
        )
        return (
            f'<tr><th scope="row" data-reference>{escape(definition.title)}</th><td data-label="Number">'
            f'<span data-bound="{definition.id}">{escape(said)}</span></td><td data-label="Thread">{follow}</td></tr>'
        )


def _is_named(block: Block, kind: str, name: str) -> bool:
    if isinstance(block, Chart):
        return kind == "chart" and block.figure.id == name
    return isinstance(block, Table) and kind == "table" and block.figure == name


def _summary(figure: PublishedFigure) -> str:
    if figure.rows:
        return f"{len(figure.rows)} rows"
    said = wording.say(figure.value, figure.definition.unit, in_table=True)
    if figure.definition.unit == "percent" and figure.denominator and figure.value.value is not None:
        said += f" ({wording.say(figure.numerator, 'count')} of {wording.say(figure.denominator, 'count')})"
    return said


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def anchor(kind: str, name: str) -> str:
    return f"{kind}-{re.sub(r'[^a-z0-9]+', '-', name.lower())}"


def _numeric_head(is_numeric: bool) -> str:  # noqa: FBT001 (a yes or no of one column)
    return ' class="govuk-table__header--numeric"' if is_numeric else ""


def _cell_class(cell: Cell) -> str:
    if cell.is_number:
        return ' class="govuk-table__cell--numeric"'
    return ' class="gt-stack__block"' if sum(len(one.text) for one in cell.inlines) > 24 else ""


def time_html(words: str) -> str:
    """A date, as people and as machines read it."""
    machine = for_machines(words)
    said = f' datetime="{machine}"' if machine else ""
    return f"<time{said}>{escape(words)}</time>"


_A_MONTH = rf"(?:\d{{1,2}} )?(?:{'|'.join(MONTHS)}) \d{{4}}"
_DATES = re.compile(rf"(?:\d{{1,2}} )?(?:April|March) \d{{4}} to March \d{{4}}|{_A_MONTH}|\d{{4}}-\d{{2}}")


def _dated(words: str) -> str:
    """Escaped words with their years marked as times."""
    marked = re.sub(r"(section \d+)", r"<span data-reference>\1</span>", escape(words))
    return _DATES.sub(lambda match: time_html(match.group()), marked)


_TOUCHED = re.compile(
    r'([£(]?)(<button type="button" class="gt-figure"[^>]*>[^<]{1,16}<span(?:(?!</button>).)*</button>)([)%,.:;]*)'
)


def keep_together(made: str) -> str:
    """Keep a short bound figure with the bracket, sign or stop that touches it."""

    def kept(match: re.Match[str]) -> str:
        before, button, after = match.groups()
        return f'<span class="gt-nowrap">{before}{button}{after}</span>' if before or after else button

    return _TOUCHED.sub(kept, made)
