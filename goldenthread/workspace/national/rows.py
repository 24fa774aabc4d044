"""The records behind a cell, and those that were left out: for those entitled, for a stated purpose, and told to the trail."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.core.access import actor_of, needs
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.core.periods import Period
from goldenthread.figures.ages import years_old_at_year_end
from goldenthread.figures.labels import label as words_of
from goldenthread.national import basis, queries
from goldenthread.national.basis import ID_COLUMNS, Basis
from goldenthread.national.definition import Key
from goldenthread.national.models import ReturnVersion
from goldenthread.national.why import of_cell
from goldenthread.trail.operations import record
from goldenthread.workspace.figures import purpose
from goldenthread.workspace.figures.entitled import reads_all_rows
from goldenthread.workspace.figures.forms import PURPOSES, PurposeForm
from goldenthread.workspace.national.door import NO_SUCH, ROW, of_version, page, said, to, values_of, version_of
from goldenthread.workspace.national.tables import key_in, query_of

PER_PAGE = 50
SHEET_OF = {column: sheet for sheet, column in ID_COLUMNS.items()}
NOT_SHOWN = frozenset({"record_id", "date_of_birth", "date_of_death"})
"""Columns that are ours, and dates that an age stands for."""
AGE = "age on 31 March"
NOT_THEIRS = "The records of the return are not part of your role. If they should be, ask the Board’s manager."


@dataclass(frozen=True)
class Chosen:
    """Which records are opened: those behind a cell, or those left out for a reason."""

    version: ReturnVersion
    key: Key | None
    why_left: str

    @property
    def words(self) -> str:
        return ", ".join(self.key) if self.key else f"left out, {self.why_left}"


WHY = {
    "under_18": "The adult was under 18 on the day, or at death if that was earlier",
    "no_risk": "The enquiry concluded and has no row of risks",
}
"""Why a record is left out, in words."""


@needs("case_rows", get=Act.READ, post=Act.READ)
def one(request: Any, pk: UUID) -> HttpResponse:
    """The records behind the cell that the address names, or those that were left out for one reason."""
    version = version_of(request, pk)
    if not reads_all_rows(request.standing, request.board.pk):
        raise NotPermitted(NOT_THEIRS)
    if not request.GET:
        return HttpResponseRedirect(to(request, "-version", pk=version.pk))  # no cell is named: choose one there
    why_left = request.GET.get("left_out", "")
    key = _cell_of(version, request) if not why_left else None
    if why_left and why_left not in {row[3] for row in version.left_out}:
        raise NotFound(NO_SUCH)
    chosen = Chosen(version, key, why_left)
    shown = _head(request, chosen)
    asked = _purpose(request, shown)
    if isinstance(asked, HttpResponse):
        return asked
    return _list(request, chosen, asked, shown)


def _cell_of(version: ReturnVersion, request: Any) -> Key:
    key = key_in(request)
    if key not in values_of(version):
        raise NotFound(NO_SUCH)
    return key


def _head(request: Any, chosen: Chosen) -> dict[str, Any]:
    version, key = chosen.version, chosen.key
    head = of_version(request, version)
    if key is None:
        address = to(request, "-left-out", pk=version.pk)
        return {
            **head,
            "title": WHY.get(chosen.why_left, chosen.why_left),
            "about": "Left out",
            "back": address,
            "value": None,
        }
    title = key[2] if key[3] == "Total" else f"{key[2]}, {key[3]}"
    address = to(request, "-table", pk=version.pk, table=key[0])
    value = values_of(version)[key]
    return {
        **head,
        "title": title,
        "about": f"{key[0]}, {key[1]}",
        "back": address,
        "value": value,
        "holds": said(value),
    }


def _list(request: Any, chosen: Chosen, why: str, shown: dict[str, Any]) -> HttpResponse:
    version, key = chosen.version, chosen.key
    try:
        of = basis.of_version(version)
        sheet, ids = _ids(of, chosen, request.GET.get("sheet", ""))
    except (Refused, NotPossibleNow) as error:
        return page(request, "records", **shown, gone=str(error))
    pages = Paginator(ids, PER_PAGE).get_page(request.GET.get("page", 1))
    rows = of.rows(sheet, list(pages))
    ages = _ages(of, rows, Period.parse(version.period))
    _tell(request, chosen, why, pages)
    columns = [name for name in of.tables[sheet].column_names if name not in NOT_SHOWN]
    query = query_of(key) if key else "?" + urlencode({"left_out": chosen.why_left, "sheet": sheet})
    return page(
        request,
        "records",
        **shown,
        sheet=sheet,
        page=pages,
        count=len(ids),
        count_said=said(len(ids)),
        why=PURPOSES[why],
        headings=[_heading(name) for name in columns] + ([_heading(AGE)] if ages else []),
        lines=[
            [_cell(name, row[name]) for name in columns] + ([ages[str(row["adult_id"])]] if ages else [])
            for row in rows
        ],
        before=f"{query}&page={pages.previous_page_number()}" if pages.has_previous() else "",
        after=f"{query}&page={pages.next_page_number()}" if pages.has_next() else "",
        close_address=to(request, "-close", pk=version.pk),
    )


def _ids(of: Basis, chosen: Chosen, sheet: str) -> tuple[str, list[str]]:
    """The sheet that names the records, and their ids in order."""
    version = chosen.version
    if chosen.key is not None:
        found = of.behind(Period.parse(version.period), version.policies, chosen.key)
        return SHEET_OF[found.id_column], list(found.ids)
    left = [row for row in version.left_out if row[3] == chosen.why_left]
    sheets = sorted({row[0] for row in left})
    sheet = sheet if sheet in sheets else sheets[0]
    return sheet, sorted({row[1] for row in left if row[0] == sheet})


def _ages(of: Basis, rows: list[dict[str, Any]], period: Period) -> dict[str, Any]:
    """Each adult's age at the end of the year, or at death, where dates of birth are held; the dates are not shown."""
    if of.is_aged or not rows or "adult_id" not in rows[0]:
        return {}
    ids = list(dict.fromkeys(str(row["adult_id"]) for row in rows))
    known = {str(row["adult_id"]): row for row in of.rows("adults", ids)}
    ages: dict[str, Any] = {}
    for one_ in ids:
        adult = known.get(one_, {})
        ages[one_] = years_old_at_year_end(adult.get("date_of_birth"), adult.get("date_of_death"), period.end)
    return ages


def _tell(request: Any, chosen: Chosen, why: str, pages: Any) -> None:
    """Every opening of records has its entry: which cell, how many, which page, and why."""
    after = {
        "figure": f"national return: {chosen.words}",
        "period": chosen.version.period,
        "version": chosen.version.number,
        "records": pages.paginator.count,
        "shown": len(pages.object_list),
        "page": pages.number,
    }
    record("read rows", request.board, by=actor_of(request), after=after, why=PURPOSES[why])


@needs("case_rows", get=Act.READ, post=Act.READ)
def why(request: Any, pk: UUID) -> HttpResponse:
    """Which records make a cell differ from the locked version of the year, and what happened to each."""
    version = version_of(request, pk)
    if not reads_all_rows(request.standing, request.board.pk):
        raise NotPermitted(NOT_THEIRS)
    if not request.GET:
        return HttpResponseRedirect(to(request, "-differences", pk=version.pk))  # no cell is named: choose one there
    chosen = Chosen(version, _cell_of(version, request), "")
    locked = queries.locked(request.board, Period.parse(version.period), request.standing)
    if chosen.key is None or locked is None or locked.pk == version.pk:
        raise NotFound(NO_SUCH)
    shown = {**_head(request, chosen), "back": to(request, "-differences", pk=version.pk), "locked": locked}
    asked = _purpose(request, shown)
    if isinstance(asked, HttpResponse):
        return asked
    try:
        sheet, reasons = of_cell(locked, version, chosen.key)
    except (Refused, NotPossibleNow) as error:
        return page(request, "why", **shown, gone=str(error))
    pages = Paginator(reasons, PER_PAGE).get_page(request.GET.get("page", 1))
    _tell(request, chosen, asked, pages)
    return page(
        request,
        "why",
        **shown,
        sheet=sheet,
        was=said(values_of(locked).get(chosen.key)),
        page=pages,
        came=sum(not one.is_then for one in reasons),
        went=sum(not one.is_now for one in reasons),
        otherwise=sum(one.is_now and one.is_then for one in reasons),
        why=PURPOSES[asked],
        before=f"{query_of(chosen.key)}&page={pages.previous_page_number()}" if pages.has_previous() else "",
        after=f"{query_of(chosen.key)}&page={pages.next_page_number()}" if pages.has_next() else "",
        close_address=to(request, "-close", pk=version.pk),
    )


def _purpose(request: Any, shown: dict[str, Any]) -> str | HttpResponse:
    """The purpose that holds; or the page that asks for it, or the way on once it is stated."""
    if request.method == "POST":
        form = PurposeForm(request.POST)
        if not form.is_valid():
            return page(request, "purpose", status=422, form=form, **shown)
        purpose.state(request, form.cleaned_data["purpose"])
        return HttpResponseRedirect(request.get_full_path())
    return purpose.stated(request) or page(request, "purpose", form=PurposeForm(), **shown)


@needs("case_rows", post=Act.READ)
def close(request: Any, pk: UUID) -> HttpResponse:
    """Stop reading: the purpose is asked for again before records open."""
    version = version_of(request, pk)
    purpose.forget(request)
    return HttpResponseRedirect(to(request, "-version", pk=version.pk))


def _heading(name: str) -> str:
    return f"{name[:1].upper()}{name[1:]}".replace("_", " ")


def _cell(name: str, cell: Any) -> Any:
    """A cell as people read it: codes in words, days as days, several values after each other."""
    if isinstance(cell, list):
        return ", ".join(str(_cell(name, one_)) for one_ in cell)
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return f"{cell.day} {cell:%B %Y}"
    return words_of(cell) if isinstance(cell, str) and not name.endswith(("_id", "_ids", "area", "_of")) else cell


@needs(ROW, get=Act.READ)
def left_out(request: Any, pk: UUID) -> HttpResponse:
    """How many records of the year were left out, of which sheet, of which part of the return, and why."""
    version = version_of(request, pk)
    counted = Counter((row[3], row[0], row[2]) for row in version.left_out)
    opens = reads_all_rows(request.standing, request.board.pk)
    records = to(request, "-records", pk=version.pk)
    lines = [
        {
            "why": WHY.get(why, why),
            "sheet": sheet,
            "part": part,
            "count": count,
            "address": f"{records}?{urlencode({'left_out': why, 'sheet': sheet})}" if opens else "",
        }
        for (why, sheet, part), count in sorted(counted.items())
    ]
    return page(request, "left_out", **of_version(request, version), lines=lines)
