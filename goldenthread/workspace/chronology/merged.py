"""The merged chronology: what every agency handed in as one list, each row by itself, and what is noted on it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect, QueryDict

from goldenthread.core.access import actor_of, allow, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import Refused
from goldenthread.core.kinds import named
from goldenthread.reviews import chronology_noting as noting
from goldenthread.reviews import chronology_queries as queries
from goldenthread.reviews.chronology_days import span
from goldenthread.reviews.chronology_kinds import short
from goldenthread.reviews.chronology_models import EnquiryLine, HandedInRow, KeyEpisode
from goldenthread.workspace import records
from goldenthread.workspace.cases.door import needs_case
from goldenthread.workspace.chronology.forms import ContradictForm, LineForm, NarrowForm
from goldenthread.workspace.chronology.shared import at, found_or_none, may_note, may_take_away, page

PER_PAGE = 100
SHOWN = 280
"""So much of a row's text stands in the list; the rest is on the row's own page."""
NEAR = timedelta(days=7)
MOST_NEAR = 60
ROW = ("agency",)


def narrowed(request: Any) -> tuple[NarrowForm, QuerySet[HandedInRow]]:
    """The form above the list, and the rows it asks for."""
    form = NarrowForm(request.GET or None, standing=request.standing, case=request.case)
    rows = queries.merged(request.standing, request.case)
    return form, queries.narrow(rows, form.asked(), request.standing, request.case)


def without_page(request: Any) -> str:
    said: QueryDict = request.GET.copy()
    said.pop("page", None)
    return f"?{said.urlencode()}" if said else ""


@needs_case("chronology", get=Act.READ)
def listing(request: Any) -> HttpResponse:
    """One list of what all agencies recorded, a hundred rows to a page."""
    form, rows = narrowed(request)
    paged = Paginator(rows.select_related("agency").prefetch_related("people"), PER_PAGE)
    here = paged.get_page(request.GET.get("page", 1))
    extent = queries.extent(queries.merged(request.standing, request.case))
    marks = Marks(request)
    asked = without_page(request)
    return page(
        request,
        "list",
        "chronology",
        form=form,
        status=200 if not form.is_bound or form.is_valid() else 422,
        here=here,
        pages=list(paged.get_elided_page_range(here.number, on_each_side=1, on_ends=1)),
        lines=[(one, short(one.event, SHOWN), marks.of(one)) for one in here],
        extent=extent,
        is_narrowed=not form.asked().is_all,
        asked=asked,
        to_page=f"{asked or '?'}{'&' if asked else ''}page=",
        may_take_away=may_take_away(request),
    )


class Marks:
    """What is noted on rows: each asked for once, whatever the number of rows."""

    def __init__(self, request: Any) -> None:
        self.episodes = list(queries.episodes(request.standing, request.case))
        self.lines: dict[UUID, list[str]] = {}
        for key, words in queries.lines(request.standing, request.case).values_list("row_key", "words"):
            self.lines.setdefault(key, []).append(words)
        self.at_odds = queries.keys_at_odds(queries.contradictions(request.standing, request.case))

    def of(self, row: HandedInRow) -> list[str]:
        """In words: key episodes, lines of enquiry, and whether it contradicts another row."""
        told = [f"Key episode: {one.title}" for one in self.episodes if lies_in(row, one)]
        told += [f"Line of enquiry: {words}" for words in self.lines.get(row.row_key, ())]
        return told + (["Contradicts another row"] if row.row_key in self.at_odds else [])


def lies_in(row: HandedInRow, episode: KeyEpisode) -> bool:
    """Whether a row may have happened within a key episode."""
    first, last = span(row.on, row.precision, row.until_on)
    return last >= episode.from_on and (episode.to_on is None or first <= episode.to_on)


def one_row(request: Any, pk: UUID) -> HandedInRow:
    rows = visible_to(request.standing, Act.READ, HandedInRow.objects.filter(case=request.case, pk=pk))
    found: HandedInRow = found_or_none(
        rows.select_related("agency", "version", "case").prefetch_related("people").first()
    )
    return found


@needs_case("chronology", get=Act.READ)
def row(request: Any, pk: UUID) -> HttpResponse:
    """All that one row says, and what is noted on it."""
    return _row(request, one_row(request, pk), LineForm())


def _row(request: Any, found: HandedInRow, form: LineForm, status: int = 200) -> HttpResponse:
    lines = queries.lines(request.standing, request.case).filter(row_key=found.row_key)
    noted = [one for one in queries.contradictions(request.standing, request.case) if str(found.row_key) in one.rows]
    return page(
        request,
        "row",
        "chronology",
        status=status,
        one=found,
        form=form,
        said=words_of(found),
        episodes=[one for one in queries.episodes(request.standing, request.case) if lies_in(found, one)],
        lines=[(line, allow(request.standing, Act.DELETE, line)) for line in lines],
        contradictions=noted,
        known_lines=queries.line_words(request.standing, request.case),
        may_note=may_note(request) and found.is_merged,
    )


def words_of(one: HandedInRow) -> list[tuple[str, str, bool]]:
    """A row in words: what each line is called, what it says, and whether it is long."""
    people = ", ".join(person.pseudonym for person in one.people.all())
    return [
        ("Agency", str(one.agency), False),
        ("Which record says so", one.source_record, False),
        ("What happened", one.event, True),
        ("Who was there", people, False),
        ("Who else was there", one.present, False),
        ("Was the adult seen", one.get_seen_display(), False),
        ("What the adult said or wanted", one.voice, True),
        ("What was decided or done", one.decision, True),
        ("What should have happened", one.expected, True),
        ("The agency’s comment", one.comment, True),
        ("What it means for the review", one.get_weight_display(), False),
        ("How far it may go", one.get_keeping_display(), False),
    ]


@needs_case("chronology_notes", post=Act.CREATE)
def add_line(request: Any, pk: UUID) -> HttpResponse:
    """Tie a row to a line of enquiry."""
    found, form = one_row(request, pk), LineForm(request.POST)
    if not form.is_valid():
        return _row(request, found, form, status=422)
    noting.bears_on(found, form.cleaned_data["words"], by=actor_of(request))
    messages.success(request, "The row is tied to this line of enquiry.")
    return HttpResponseRedirect(at(request, "chronology-row", pk=found.pk))


@needs_case("chronology_notes", post=Act.DELETE)
def take_line_off(request: Any, pk: UUID, line: UUID) -> HttpResponse:
    """Untie a row from a line of enquiry."""
    found = one_row(request, pk)
    those = EnquiryLine.objects.filter(case=request.case, row_key=found.row_key, pk=line)
    noting.no_more(found_or_none(visible_to(request.standing, Act.READ, those).first()), by=actor_of(request))
    messages.success(request, "The row is not tied to this line of enquiry any more.")
    return HttpResponseRedirect(at(request, "chronology-row", pk=found.pk))


@needs_case("chronology_notes", get=Act.CREATE, post=Act.CREATE)
def contradict(request: Any, pk: UUID) -> HttpResponse:
    """Say which rows of other agencies, about that time, a row does not agree with."""
    found = one_row(request, pk)
    first, last = span(found.on, found.precision, found.until_on)
    near = queries.between(queries.merged(request.standing, request.case), first - NEAR, last + NEAR)
    others = list(near.exclude(agency=found.agency_id).select_related("agency")[:MOST_NEAR])
    given = {"rows": request.GET.getlist("with")}
    form = ContradictForm(request.POST if request.method == "POST" else None, near=others, initial=given)
    if request.method == "POST" and form.is_valid():
        keys = [found.row_key, *(UUID(key) for key in form.cleaned_data["rows"])]
        try:
            made = noting.contradict(request.case, keys, words=form.cleaned_data["words"], by=actor_of(request))
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "The contradiction was noted.")
            return HttpResponseRedirect(at(request, "chronology-contradictions-record", pk=made.pk))
    status = 422 if request.method == "POST" else 200
    return page(request, "contradict", "chronology", form=form, one=found, others=others, status=status)


@needs_case("chronology_notes", get=Act.READ)
def contradiction(request: Any, pk: UUID) -> HttpResponse:
    """A contradiction with the rows that do not agree, as they say it now."""
    kind = named("chronology-contradictions")
    found: Any = records.one_of(request, kind, pk)
    rows = queries.merged(request.standing, request.case).filter(row_key__in=found.rows).select_related("agency")
    return records.show(request, kind, found, template="chronology/contradiction", disagreeing=list(rows))
