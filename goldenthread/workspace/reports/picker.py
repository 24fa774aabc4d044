"""The picker: every figure, chart, table, record and mark that can be put into a section, found by words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.core.access import needs
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import Refused
from goldenthread.figures import coverage, wording
from goldenthread.figures.published import PublishedFigure, Release
from goldenthread.reports import binding, numbers, records
from goldenthread.reports.chart_kinds import KINDS
from goldenthread.reports.document import figures_in
from goldenthread.reports.models import Report
from goldenthread.workspace.reports.finding import report_of, show

FIRST = ("concerns", "enquiries", "reviews", "plan", "training", "board", "money")
"""The families of figures that reports bind most, in that order; the others follow."""
MOST = 8
"""So many are shown in full at once; a word or two more finds the others."""

MEASURES = {
    "previous": "the year before",
    "change": "the change",
    "percent-change": "the change in percent",
    "points": "the change in points",
    "chance": "whether that is chance",
    "words": "in words",
    "numerator": "how many",
    "numerator-words": "how many, in words",
    "denominator": "out of how many",
    "range": "the likely range",
    "one-in": "as one in so many",
}
OF_ROWS = {"": "", "share": ", its share", "words": ", in words"}
RECORDS = {
    "members": "The members of the Board",
    "groups": "How the groups hang together",
    "vision": "The vision of the Board",
    "principles": "The six principles, with their I-statements",
    "principle_accounts": "What was done for each principle",
    "priorities": "The priorities of the plan",
    "next_priorities": "The priorities of the year to come",
    "golden_threads": "The golden threads",
    "recommendations": "Last year’s recommendations, and what was done",
    "commitments": "What the Board will do next year",
    "plan_carried_out": "How the plan was carried out: what was due, and what came of it",
    "plan_evaluation": "What came of plans that ended",
    "group_plans": "What each group set out to do, and did",
    "member_contributions": "What each member did",
    "highlight_reports": "What agencies told the Board in their highlight reports, by theme",
    "asks_of_the_year": "What the Board asked of agencies, and how many answered",
    "attendance": "Who came to each meeting of the Board",
    "decisions": "What the Board’s meetings decided",
    "challenges": "How members challenged each other, and what came of it",
    "chairs_asks": "What the chair asks, and what was carried over from the year before",
    "scrutiny": "What the chair looked into, and concluded",
    "reviews_ended": "Reviews that ended in the year",
    "review_findings": "What the reviews found that ended in the year",
    "reviews_under_way": "Reviews under way when the year ended",
    "reviews_published": "Reviews published in the year",
    "review_recommendations": "What reviews asked for, and how far it is",
    "not_implementing": "Findings the Board decided not to act on, and why",
    "after_action_reviews": "What was learned in after action reviews",
    "evaluation_days": "What evaluation days came to, theme by theme",
    "theme_recurrence": "In how many reviews and audits each theme came up, by year",
    "audit_programme": "The audits planned for the year, and those held",
    "audits": "Each audit: how it was done, its grades, what it asked and what was done",
    "risks": "Risks to the Board’s work, and why each stays on the register",
    "issues_of_concern": "What the guidance asks a Board to concern itself with, and the last assurance",
    "campaigns": "Campaigns of the year",
    "policies_new": "Policies and guidance new in the year",
    "strategies_of_others": "Strategies of others that the Board relies on",
    "lived_experience": "Words of people who agreed to have them printed",
    "training_year": "Training given in the year, by course and by agency",
    "training_evaluation": "What those who were trained said of it",
    "training_needs": "Where training is missing, and the plan for each gap",
    "training_returns": "How many staff of each agency are trained, as it says",
    "money_year": "What came in, and what it was spent on",
    "money_budget": "The budget and what was spent, with the reasons where they differ",
    "money_commitments": "What was promised and is still to pay",
    "money_in_kind": "What members gave other than money",
    "context": "Facts about the place",
}
MARKS = (
    ("A year or a date that is no figure", "[time: since 2020]"),
    ("A law, a report or another source", "[cite: Care Act 2014, section 44]"),
    ("Somebody’s own words", "[quote: I was asked what I wanted]"),
    ("A reference number", "[ref: contract 12/B]"),
    ("A chart elsewhere in this report", "[chart: concerns.by_source]"),
    ("A table elsewhere in this report", "[table: concerns.by_decision]"),
    ("Another section of this report", "[section: money]"),
)


@dataclass(frozen=True)
class Item:
    """Something that can be put in: what it is, what it says today, the code, and other ways to say it."""

    group: str
    title: str
    value: str
    code: str
    more: tuple[tuple[str, str, str], ...] = ()
    key: str = ""
    care: str = ""
    """What to take care of: that no data are loaded for the year, or for part of it only."""

    def fits(self, words: list[str]) -> bool:
        code = f"{self.code} {self.key}"
        said = f"{self.group} {self.title} {code} {code.replace('.', ' ').replace('_', ' ')}".lower()
        return all(word in said for word in words)


def items(report: Report, release: Release) -> Iterator[Item]:
    """Everything there is to put in."""
    for figure in release.figures.values():
        yield _figure(release, figure)
    for figure_id in KINDS:
        if figure_id in release.figures:
            title = release.figures[figure_id].definition.title
            yield Item("Chart", title, "", f"{{{{chart {figure_id}}}}}")
            yield Item("Table", title, "", f"{{{{table {figure_id}}}}}")
    for name in records.names():
        yield Item("Records", RECORDS[name], "", f"{{{{records {name}}}}}")
    for code, statement in _compared(report):
        yield Item("Comparison", f"{statement}: places and years", "", f"{{{{compare {code}}}}}")
    for one in report.board.principles.all():
        yield Item("Quotation", f"{one.name}: the principle’s own words", "", f"{{{{principle {one.slug}}}}}")
    yield Item(
        "Numbers", "Up to three big numbers side by side", "", "{{numbers concerns.received | enquiries.started}}"
    )
    yield Item("Note", "What it means, and what we are doing", "", "{{note What it means}}\n\nWords.\n\n{{end}}")
    for title, code in MARKS:
        yield Item("Mark", title, "", code)


def _compared(report: Report) -> Iterator[tuple[str, str]]:
    """The first fact of each measure that several facts give, and its words."""
    facts = list(report.board.context_facts.all())
    measures = Counter((one.heading, one.statement, one.unit) for one in facts)
    first = {(one.heading, one.statement, one.unit): one for one in reversed(facts)}
    yield from ((first[measure].code, measure[1]) for measure, number in measures.items() if number > 1)


def _figure(release: Release, figure: PublishedFigure) -> Item:
    definition = figure.definition
    value = f"{len(figure.rows)} rows" if figure.rows else wording.say(figure.value, definition.unit, in_table=True)
    more = tuple(_rows(release, figure) if figure.rows else _measures(release, figure))
    code = f"[[{figure.id}]]" if not figure.rows else ""
    care = coverage.said(figure.cover, figure.period)
    return Item("Figure", definition.title, value, code, more, figure.id, care)


def _measures(release: Release, figure: PublishedFigure) -> Iterator[tuple[str, str, str]]:
    for measure, words in MEASURES.items():
        if measure in {"points", "one-in"} and figure.definition.unit != "percent":
            continue
        if measure in {"denominator", "numerator", "numerator-words", "range"} and figure.denominator is None:
            continue
        said = f"{figure.id}|{measure}"
        if measure != "previous" and measure in {"change", "chance", "percent-change"} and figure.change is None:
            continue
        shown = _bound(release, said)
        if shown:
            yield words, f"[[{said}]]", shown


def _rows(release: Release, figure: PublishedFigure) -> Iterator[tuple[str, str, str]]:
    for row in figure.rows:
        for measure, words in OF_ROWS.items():
            said = f"{figure.id}:{row.key}" + (f"|{measure}" if measure else "")
            shown = _bound(release, said)
            if shown and (measure != "share" or figure.definition.unit != "percent"):
                yield f"{row.label}{words}", f"[[{said}]]", shown


def _bound(release: Release, said: str) -> str:
    try:
        return binding.bind(release, said).text
    except Refused:
        return ""


def picked(report: Report, q: str, used: list[str] | None = None) -> dict[str, Any]:
    """What the picker shows for some words; without any, what the section uses already and then the rest."""
    found = numbers.of(report)
    every = list(items(report, found.release))
    words = q.lower().replace("[", " ").replace("]", " ").split()
    if words:
        fitting = [one for one in every if one.fits(words)]
    else:
        mine = set(used or [])
        fitting = sorted(every, key=lambda one: (one.key not in mine, _family(one)))
    shown = fitting[:MOST]
    return {"q": q, "items": shown, "left_out": len(fitting) - len(shown), "is_released": found.is_released}


def _family(item: Item) -> int:
    name = item.key.partition(".")[0]
    return FIRST.index(name) if name in FIRST else len(FIRST)


def used_in(document: Any, slug: str) -> list[str]:
    """The figures a section stands on."""
    section = document.section(slug)
    return figures_in(section) if section else []


@needs("reports", get=Act.READ)
def page(request: Any, period: str) -> HttpResponse:
    """What can be put in: a page of its own, or the part of the editor that htmx asks for."""
    report = report_of(request, period)
    context = picked(report, request.GET.get("q", "")[:100])
    if request.headers.get("HX-Request"):
        return render(request, "workspace/reports/parts/picked.html", {**context, "report": report})
    return show(request, "figures", report, **context)
