"""The year of training, whether it helped, what is missing, and who is trained at which level."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.access import actor_of, needs
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound
from goldenthread.core.periods import Period
from goldenthread.core.shapes import Pounds, Status
from goldenthread.figures.wording import in_words
from goldenthread.training import counting, operations, queries
from goldenthread.training.evaluations import EvaluationQuestion, Stage
from goldenthread.training.kinds_of_people import GAPS, HAS
from goldenthread.training.needs import SupportPathway, TrainingNeed
from goldenthread.training.queries import Asked
from goldenthread.workspace.bars import bars
from goldenthread.workspace.errors import NO_SUCH_PAGE
from goldenthread.workspace.navigation import siblings

COMPARED = "confidence"


def chosen_year(request: Any, years: list[Period]) -> Period:
    """The year asked for, or this one where there is anything, or the latest there is.

    Raises:
        NotFound: the address asks for what is no such year.
    """
    asked, now = request.GET.get("year", ""), Period.containing(clock.today())
    if asked:
        found = next((one for one in years if one.label == asked), None)
        if found is None:
            raise NotFound(NO_SUCH_PAGE)
        return found
    return now if not years or now in years else years[0]


def page(request: Any, name: str, view: str, **context: Any) -> HttpResponse:
    shown = {"siblings": siblings(view, request.standing, request.board)}
    return render(request, f"workspace/training/{name}.html", {**shown, **context})


@needs("training", get=Act.READ)
def year(request: Any) -> HttpResponse:
    """The year on one page."""
    board, today = request.board, clock.today()
    years = queries.years(board)
    period = chosen_year(request, years)
    found = queries.year(board, period, today)
    attended = [(one.title, float(one.delegates)) for one in found.courses if not one.is_webinar]
    chart = bars(
        "training.by_course",
        attended,
        period=period,
        title="Delegates by course",
        subtitle=f"Who came, {period.months}.",
    )
    may = request.standing.may
    return page(
        request,
        "year",
        "training",
        period=period,
        years=years,
        programme=queries.programme_of(board, period.start),
        year=found,
        lede=_lede(found),
        chart=chart,
        coming=queries.coming(board, today),
        unnamed=max(0, found.delegates - found.came),
        missed_share=counting.share(found.missed, found.came + found.missed) if found.came + found.missed else "",
        per_delegate=None if found.cost_per_delegate is None else Pounds(found.cost_per_delegate),
        cost=Pounds(found.cost_pence),
        worth=Pounds(found.worth_pence) if found.worth_pence else None,
        may_book=may("training_records", Act.EDIT, board.pk),
        may_add=may("training", Act.CREATE, board.pk),
        is_of_today=period == Period.containing(today),
    )


def _lede(found: queries.Year) -> str:
    """Who came to what; a session without a register is not one to which nobody came."""
    open_ = found.without_register
    known = found.sessions - open_
    if not found.sessions and not found.views:
        return "No session has been held in this year yet."
    said = []
    if known:
        came = f"{found.delegates:,} {'delegate' if found.delegates == 1 else 'delegates'} came to"
        said.append(f"{came} {known:,} {'session' if known == 1 else 'sessions'}.")
    if open_:
        held = f"{in_words(open_).capitalize()}{' more' if known else ''} {'session was' if open_ == 1 else 'sessions were'} held"
        said.append(f"{held}; {'its register is' if open_ == 1 else 'their registers are'} not taken yet.")
    if found.views:
        said.append(f"Webinars were watched {found.views:,} {'time' if found.views == 1 else 'times'}.")
    return " ".join(said)


@needs("training", get=Act.READ)
def evaluation(request: Any) -> HttpResponse:
    """Whether it helped: three stages, counted together, and words for those who may read who was trained."""
    board = request.board
    years = queries.years(board)
    period = chosen_year(request, years)
    stages = [_stage(one) for one in queries.evaluated(board, period)]
    changes = [
        (then.label, counting.change(queries.before_and_after(board, period, COMPARED, then)))
        for then in (Stage.END, Stage.LATER)
    ]
    reads_words = request.standing.may("training_records", Act.EDIT, board.pk)
    return page(
        request,
        "evaluation",
        "training-evaluation",
        period=period,
        years=years,
        stages=stages,
        changes=changes,
        was_asked=any(one["asked"] for one in stages),
        reads_words=reads_words,
        fewest=counting.FEWEST,
    )


def _stage(asked: Asked) -> dict[str, Any]:
    who = "Managers, six to eight weeks later" if asked.is_of_manager else asked.stage.label
    takes = EvaluationQuestion.Takes
    results = [
        (counting.of_scale if one.takes == takes.SCALE else counting.of_yes_no)(one.text, asked.asked, said)
        for one, said in asked.answers
        if one.takes != takes.TEXT
    ]
    words = [(one.text, sorted(filter(None, said))) for one, said in asked.answers if one.takes == takes.TEXT]
    return {"who": who, "asked": asked.asked, "answered": asked.answered, "results": results, "words": words}


@needs("training", get=Act.READ)
def needs_matrix(request: Any) -> HttpResponse:
    """Where training is missing, theme by agency; and who supports staff after hard work."""
    board, standing = request.board, request.standing
    years = queries.years(board)
    period = chosen_year(request, years)
    agencies, rows = queries.needs(board, period, standing)
    every = [one for _, cells in rows for one in cells if one is not None]
    ways, supported = queries.support(board, standing)
    return page(
        request,
        "needs",
        "needs-matrix",
        period=period,
        years=years,
        agencies=agencies,
        rows=[(theme, [_need(one, board) for one in cells]) for theme, cells in rows],
        open_gaps=[one for one in every if one.gap in {"some", "large"} and not one.closed_on],
        closed=sum(one.closed_on is not None for one in every),
        ways=ways,
        supported=[(agency, [_support(one, board) for one in cells]) for agency, cells in supported],
        may_add=standing.may("training", Act.CREATE, board.pk),
    )


def _need(one: TrainingNeed | None, board: Board) -> tuple[str, Status] | None:
    if one is None:
        return None
    shown = Status("good", "Closed") if one.closed_on else Status(GAPS[one.gap], one.get_gap_display())
    return reverse("workspace:training-needs-record", kwargs={"board": board.slug, "pk": one.pk}), shown


def _support(one: SupportPathway | None, board: Board) -> tuple[str, Status] | None:
    if one is None:
        return None
    shown = Status(HAS[one.has], one.get_has_display())
    return reverse("workspace:support-pathways-record", kwargs={"board": board.slug, "pk": one.pk}), shown


@needs("training", get=Act.READ)
def compliance(request: Any) -> HttpResponse:
    """How many of each agency's own staff are trained, by level, as the agencies say."""
    board = request.board
    years = queries.years(board)
    period = chosen_year(request, years)
    found = queries.returns(board, period, request.standing)
    rows = [(one, counting.share(one.compliant, one.in_scope) if one.in_scope else "Nobody needs it") for one in found]
    return page(
        request,
        "compliance",
        "training-compliance",
        period=period,
        years=years,
        rows=rows,
        may_add=request.standing.may("training", Act.CREATE, board.pk),
    )


@needs("training_records", post=Act.EDIT)
def forget(request: Any) -> HttpResponse:
    """Forget the names whose time is over."""
    number = operations.forget_names(request.board, by=actor_of(request))
    whom = "1 delegate was" if number == 1 else f"{number:,} delegates were"
    messages.success(request, f"The names of {whom} forgotten. Their states and agencies stay, to be counted.")
    return HttpResponseRedirect(reverse("workspace:training", kwargs={"board": request.board.slug}))
