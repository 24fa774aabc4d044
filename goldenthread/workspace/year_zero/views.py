"""The pages by which a spreadsheet is brought in. Each can be left, and come back to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from goldenthread.accounts import kept
from goldenthread.core.access import actor_of, allow, needs
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.core.exports import as_csv
from goldenthread.workspace import job_pages, jobs
from goldenthread.workspace.navigation import siblings
from goldenthread.workspace.year_zero import forms, guessing, matching, operations, queries, steps, telling, work
from goldenthread.workspace.year_zero.kinds import AGENCY, GROUP, KINDS
from goldenthread.workspace.year_zero.models import SpreadsheetImport
from goldenthread.workspace.year_zero.planning import Existing, Outcome, Plan
from goldenthread.workspace.year_zero.readers import seen
from goldenthread.workspace.year_zero.reading import cell, letters
from goldenthread.workspace.year_zero.steps import State

NEXT = {State.UPLOADED: "year-zero-columns", State.MAPPED: "year-zero-check"}
SHAPES = {State.UPLOADED: "ring", State.MAPPED: "part", State.BROUGHT_IN: "good", State.UNDONE: "info"}
LISTED = 50
TALL = BROAD = 8
AT_ONCE = 300
"""More lines, or records, than this are left to the worker."""
Request = Any
"""A request that `needs` has given a Board and a standing."""


def _to(request: HttpRequest, view: str, sheet: SpreadsheetImport | None = None) -> str:
    given = {"board": request.board.slug, **({"key": sheet.pk} if sheet is not None else {})}  # type: ignore[attr-defined]
    return reverse(f"workspace:{view}", kwargs=given)


def _go(request: HttpRequest, view: str, sheet: SpreadsheetImport | None = None) -> HttpResponseRedirect:
    return HttpResponseRedirect(_to(request, view, sheet))


def _page(request: Request, name: str, status: int = 200, **context: Any) -> HttpResponse:
    sheet: SpreadsheetImport | None = context.get("sheet")
    addresses = {"start": _to(request, "year-zero")}
    if sheet is not None:
        names = ("columns", "read-again", "words", "check", "left-out", "undo", "throw-away")
        addresses |= {one.replace("-", "_"): _to(request, f"year-zero-{one}", sheet) for one in names}
        context.setdefault("may_take_away", allow(request.standing, Act.DELETE, sheet))
    return render(request, f"workspace/year_zero/{name}.html", {"to": addresses, **context}, status=status)


@needs("imports", get=Act.READ, post=Act.CREATE)
def start(request: Request) -> HttpResponse:
    """What can be brought in, the file, and what was brought in before."""
    form = forms.Upload(request.POST, request.FILES) if request.method == "POST" else forms.Upload()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            sheet = operations.upload(
                file, file_name=file.name, kind=form.cleaned_data["kind"], board=request.board, by=actor_of(request)
            )
        except Refused as error:
            form.add_error("file", str(error))
        else:
            return _go(request, "year-zero-columns", sheet)
    sheets = [(one, SHAPES[one.at], one.at.words) for one in queries.of_board(request.standing, request.board)[:LISTED]]
    return _page(
        request,
        "start",
        status=422 if form.is_bound else 200,
        form=form,
        kinds=list(KINDS.values()),
        sheets=sheets,
        may_add=request.standing.may("imports", Act.CREATE, request.board.pk),
        siblings=siblings("year-zero", request.standing, request.board),
    )


@needs("imports", get=Act.READ)
def one(request: Request, key: UUID) -> HttpResponse:
    """Where a spreadsheet is: its next step, or what became of it."""
    sheet = queries.one(request.standing, request.board, key)
    if sheet.at in NEXT:
        return _go(request, NEXT[sheet.at], sheet)
    return _page(
        request,
        "result",
        sheet=sheet,
        kind=sheet.declared,
        sentence=telling.result(sheet),
        records=_records(sheet),
        can_undo=steps.UNDO in steps.open_from(sheet.at),
        left_out=[
            (one["row"], ", ".join(seen(said) for said in one["cells"] if said), one["why"])
            for one in sheet.left_out[: telling.SHOWN_OF_A_GROUP]
        ],
    )


def _records(sheet: SpreadsheetImport) -> list[tuple[str, int]]:
    """How many records of each kind were added."""
    targets = {one.model._meta.label_lower: one for one in (*sheet.declared.targets, AGENCY, GROUP)}
    found = []
    for label, number in sheet.counts.get("records", {}).items():
        if label in targets:
            found.append((targets[label].many.capitalize(), number))
    return found


def _open(request: Request, key: UUID, *states: State) -> SpreadsheetImport | HttpResponseRedirect:
    """A spreadsheet at one of these states, for reading; otherwise the page where it now is."""
    sheet = queries.one(request.standing, request.board, key)
    return sheet if sheet.at in states else _go(request, "year-zero-one", sheet)


@needs("imports", get=Act.READ, post=Act.EDIT)
def columns(request: Request, key: UUID) -> HttpResponse:
    """Which column is which."""
    sheet = _open(request, key, State.UPLOADED, State.MAPPED)
    if isinstance(sheet, HttpResponse):
        return sheet
    data = request.POST if request.method == "POST" else kept.take(request, request.path)
    form = forms.Columns(sheet, data)
    if request.method == "POST" and form.is_valid():
        operations.match_columns(sheet, form.mapping(form.cleaned_data), by=actor_of(request))
        return _go(request, "year-zero-words", sheet)
    return _columns_page(request, queries.one(request.standing, request.board, key), form, forms.ReadAgain(sheet))


def _columns_page(
    request: Request, sheet: SpreadsheetImport, form: forms.Columns, again: forms.ReadAgain
) -> HttpResponse:
    layout = queries.layout(sheet)
    remembered, last = queries.matched_last_time(request.board, sheet.declared)
    days = layout.days if sheet.mapping else _days(sheet)
    return _page(
        request,
        "columns",
        status=422 if (form.is_bound and form.errors) or (again.is_bound and again.errors) else 200,
        sheet=sheet,
        kind=sheet.declared,
        form=form,
        again=again,
        **_top(sheet),
        remembered=last if remembered and sheet.at is State.UPLOADED else None,
        days=[layout.heading(place) for place in days],
        unused=_unused(sheet, days),
    )


def _top(sheet: SpreadsheetImport) -> dict[str, Any]:
    """The rows around the headings, as a small picture of the sheet."""
    last = max(TALL, sheet.header_row + 2)
    rows = list(enumerate(sheet.rows[:last], start=1))[-TALL:]
    width = min(BROAD, max((len(row) for _, row in rows), default=0))
    shown = [(number, [seen(cell(row, place)) for place in range(width)]) for number, row in rows]
    return {"top": shown, "letters": [letters(place) for place in range(width)]}


def _days(sheet: SpreadsheetImport) -> list[int]:
    """The columns that are a meeting each, as the columns are guessed."""
    return guessing.day_columns(sheet.headings, sheet.declared, queries.guessed(sheet))


def _unused(sheet: SpreadsheetImport, days: list[int]) -> list[str]:
    used = {*queries.guessed(sheet).values(), *days}
    return [seen(heading) for place, heading in enumerate(sheet.headings) if heading and place not in used]


@needs("imports", post=Act.EDIT)
def read_again(request: Request, key: UUID) -> HttpResponse:
    """Another sheet, or another row of headings."""
    sheet = _open(request, key, State.UPLOADED, State.MAPPED)
    if isinstance(sheet, HttpResponse):
        return sheet
    again = forms.ReadAgain(sheet, request.POST)
    if again.is_valid():
        said = again.cleaned_data
        try:
            operations.read_again(
                sheet, name=said.get("sheet", sheet.sheet), header_row=said["header_row"], by=actor_of(request)
            )
        except Refused as error:
            again.add_error("header_row", str(error))
        else:
            return _go(request, "year-zero-columns", sheet)
    return _columns_page(request, sheet, forms.Columns(sheet), again)


@needs("imports", get=Act.READ, post=Act.EDIT)
def words(request: Request, key: UUID) -> HttpResponse:
    """What agencies, groups and other words mean. Passed over where nothing has to be asked."""
    sheet = _open(request, key, State.MAPPED)
    if isinstance(sheet, HttpResponse):
        return sheet
    asked = queries.questions(sheet)
    if not asked:
        return _go(request, "year-zero-check", sheet)
    data = request.POST if request.method == "POST" else kept.take(request, request.path)
    form = forms.Words(asked, data)
    if request.method == "POST" and form.is_valid():
        operations.say_what_words_mean(sheet, form.means, by=actor_of(request))
        return _go(request, "year-zero-check", sheet)
    invalid = form.is_bound and form.errors
    return _page(request, "words", status=422 if invalid else 200, sheet=sheet, kind=sheet.declared, form=form)


@needs("imports", get=Act.READ, post=Act.EDIT)
def check(request: Request, key: UUID) -> HttpResponse:
    """What will happen; and the button that makes it happen."""
    sheet = _open(request, key, State.MAPPED)
    if isinstance(sheet, HttpResponse):
        return sheet
    asked = queries.questions(sheet)
    if queries.unanswered(sheet, asked):
        return _go(request, "year-zero-words", sheet)
    plan = queries.plan(sheet)
    if request.method != "POST":
        return _check_page(request, sheet, plan, _decide(sheet, plan), has_questions=bool(asked))
    form = _decide(sheet, plan, request.POST)
    if not form.is_valid():
        return _check_page(request, sheet, plan, form, has_questions=bool(asked), status=422)
    by, said = actor_of(request), form.cleaned_data
    now = (said.get("existing", _existing(sheet).value), sorted(said.get("passed_over", _passed_over(sheet))))
    if now != (_existing(sheet).value, _passed_over(sheet)):
        sheet = operations.choose(sheet, existing=Existing(now[0]), passed_over=now[1], by=by)
        plan = queries.plan(sheet)
        fresh = _decide(sheet, plan, rows=said.get("rows", "good"))
        return _check_page(request, sheet, plan, fresh, has_questions=bool(asked), was_changed=True)
    if request.POST.get("do") == "show":
        return _check_page(
            request, sheet, plan, _decide(sheet, plan, rows=said.get("rows", "good")), has_questions=bool(asked)
        )
    all_or_nothing = said.get("rows") == "all"
    if len(plan.lines) > AT_ONCE and not (all_or_nothing and plan.to_put_right):
        return _by_the_worker(request, sheet, work.BRING_IN, all_or_nothing=all_or_nothing)
    try:
        operations.bring_in(sheet, all_or_nothing=all_or_nothing, by=by)
    except (NotPossibleNow, Refused) as error:
        form.add_error("rows" if "rows" in form.fields else None, str(error))
        return _check_page(request, sheet, plan, form, has_questions=bool(asked), status=409)
    return _go(request, "year-zero-one", sheet)


def _by_the_worker(request: Request, sheet: SpreadsheetImport, kind: str, **said: Any) -> HttpResponse:
    payload = {"spreadsheet": str(sheet.pk), "back": _to(request, "year-zero"), **said}
    job = jobs.start(kind, board=request.board, by=actor_of(request), payload=payload)
    return job_pages.on_to(request, job)


def _existing(sheet: SpreadsheetImport) -> Existing:
    return Existing(sheet.choices.get("existing", Existing.FILL))


def _passed_over(sheet: SpreadsheetImport) -> list[str]:
    return sorted(sheet.choices.get("passed_over", []))


def _decide(sheet: SpreadsheetImport, plan: Plan, data: Any = None, rows: str = "good") -> forms.Decide:
    initial = {"existing": _existing(sheet).value, "passed_over": _passed_over(sheet), "rows": rows}
    return forms.Decide(
        data,
        initial=initial,
        passable=telling.passable(plan, sheet),
        has_existing=any(not planned.is_new for planned in plan.records),
        has_wrong=bool(plan.to_put_right),
    )


def _check_page(
    request: Request, sheet: SpreadsheetImport, plan: Plan, form: forms.Decide, **context: Any
) -> HttpResponse:
    known = matching.named(sheet.board, sheet.declared)
    can = plan.counts[Outcome.ADD] + plan.counts[Outcome.CHANGE]
    total = can + plan.counts[Outcome.SAME]
    main = plan.kind.main
    return _page(
        request,
        "check",
        sheet=sheet,
        kind=sheet.declared,
        form=form,
        heading=telling.heading(plan),
        sentence=telling.sentence(plan),
        also=telling.also_made(plan),
        groups=telling.groups(plan),
        look=telling.look(plan, known),
        changes=telling.changes(plan)[: telling.SHOWN_OF_A_GROUP],
        number_of_changes=len(telling.changes(plan)),
        before=queries.brought_in_before(sheet),
        can=can,
        total=total,
        wrong=len(plan.wrong_rows),
        button=f"Bring in {telling.count(can, main.one, main.many)}"
        if plan.counts[Outcome.ADD]
        else "Make these changes",
        may_bring_in=request.standing.may("imports", Act.EDIT, request.board.pk),
        **context,
    )


@needs("imports", get=Act.READ)
def left_out(request: Request, key: UUID) -> HttpResponse:
    """The rows that are, or would be, left out, as a file that opens safely."""
    sheet = queries.one(request.standing, request.board, key)
    if sheet.at is State.UPLOADED:
        return _go(request, "year-zero-columns", sheet)
    rows = queries.left_out(sheet, queries.plan(sheet)) if sheet.at is State.MAPPED else sheet.left_out
    width = max([len(sheet.headings), *(len(one["cells"]) for one in rows)])
    headings = [sheet.headings[place] if place < len(sheet.headings) else "" for place in range(width)]
    lines = [[*_padded(one["cells"], width), one["row"], one["why"]] for one in rows]
    data = as_csv([*headings, "Row in your file", "What to put right"], lines, is_synthetic=False)
    answer = HttpResponse(data, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="rows-left-out-{sheet.kind}.csv"'
    return answer


def _padded(cells: list[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


@needs("imports", get=Act.DELETE, post=Act.DELETE)
def undo(request: Request, key: UUID) -> HttpResponse:
    """Take back what was brought in, after saying what that means."""
    sheet = _open(request, key, State.BROUGHT_IN)
    if isinstance(sheet, HttpResponse):
        return sheet
    if request.method == "POST":
        if len(sheet.created) + len(sheet.changed) > AT_ONCE:
            return _by_the_worker(request, sheet, work.UNDO)
        operations.undo(sheet, by=actor_of(request))
        return _go(request, "year-zero-one", sheet)
    return _page(request, "undo", sheet=sheet, kind=sheet.declared, records=_records(sheet), changed=len(sheet.changed))


@needs("imports", get=Act.DELETE, post=Act.DELETE)
def throw_away(request: Request, key: UUID) -> HttpResponse:
    """Forget a file that was not brought in."""
    sheet = _open(request, key, State.UPLOADED, State.MAPPED)
    if isinstance(sheet, HttpResponse):
        return sheet
    if request.method == "POST":
        operations.throw_away(sheet, by=actor_of(request))
        return _go(request, "year-zero")
    return _page(request, "throw_away", sheet=sheet, kind=sheet.declared)
