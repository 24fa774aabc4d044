"""What training tells in a report: the year by course, who came from where, whether it helped, and what is missing.

How many came to which course is bound to the figures. Beyond that the numbers are the Board's own records, and say so.
"""

from __future__ import annotations

from goldenthread.boards.models import Board
from goldenthread.core.access.standing import SYSTEM
from goldenthread.core.periods import Period
from goldenthread.figures.wording import in_words
from goldenthread.reports import tables
from goldenthread.reports.document import Block, Cell, Heading, Inline, Inlines, Paragraph, Table
from goldenthread.reports.telling import tells
from goldenthread.training import counting, queries
from goldenthread.training.bookings import Booking
from goldenthread.training.evaluations import Evaluation, EvaluationQuestion, Stage


def _own(words: str) -> Cell:
    """Words of the Board's own records, whose digits are theirs."""
    return Cell((Inline("reference" if _has_digit(words) else "text", words),))


def _count(number: int) -> Cell:
    return Cell((Inline("reference", f"{number:,}"),), is_number=True)


def _line(words: str) -> Inlines:
    return (Inline("reference" if _has_digit(words) else "text", words),)


def _has_digit(words: str) -> bool:
    return any(character.isdigit() for character in words)


def _none(words: str) -> list[Block]:
    return [Paragraph(_line(words), says_none=True)]


@tells("training_year")
def year(board: Board, period: Period) -> list[Block]:
    """Sessions and delegates by course, and by agency as far as it is known."""
    found = queries.year(board, period, period.end)
    courses = [one for one in found.courses if not one.is_webinar]
    if not courses:
        return _none("No training was given this year.")
    slugs = dict(board.courses.values_list("pk", "slug"))
    rows = [
        [
            tables.plain(one.title),
            tables.bound(f"{one.sessions:,}", "training.by_course", slugs[one.key]),
            tables.bound(f"{one.delegates:,}", "training.by_course", slugs[one.key]),
        ]
        for one in courses
    ]
    rows.append(
        [
            tables.plain("All"),
            tables.bound(f"{found.sessions:,}", "training.sessions"),
            tables.bound(f"{found.delegates:,}", "training.delegates"),
        ]
    )
    table = tables.of_records("Training given in the year", ["Course", "Sessions", "Delegates"], rows)
    table.has_total = True
    return [table, *_webinars(found), *_agencies(board, period, found)]


def _webinars(found: queries.Year) -> list[Block]:
    if not found.views:
        return []
    watched = Inline("figure", f"{found.views:,}", "training.webinar_views")
    return [Paragraph((Inline("text", "Webinars were watched "), watched, Inline("text", " times.")))]


def _agencies(board: Board, period: Period, found: queries.Year) -> list[Block]:
    if not found.agencies:
        return []
    rows = [[tables.plain(one.name), _count(one.came), _count(one.missed)] for one in found.agencies]
    caption = "Delegates who booked by name, by agency"
    made = Table(caption, ["Agency", "Came", "Did not attend"], rows, is_synthetic=_is_made_up(board, period))
    made.note = "The others are known only as a number."
    return [made]


def _is_made_up(board: Board, period: Period) -> bool:
    return Booking.objects.filter(
        session__course__board=board, session__held_on__range=(period.start, period.end), is_synthetic=True
    ).exists()


@tells("training_evaluation")
def evaluation(board: Board, period: Period) -> list[Block]:
    """What delegates said at each stage: how many answered, and nothing that a few would give away."""
    blocks: list[Block] = []
    for one in queries.evaluated(board, period):
        if not one.asked:
            continue
        rows = [
            [tables.plain(result.question), _count(result.answered), _own(result.sentence)]
            for result in (
                (counting.of_scale if question.takes == EvaluationQuestion.Takes.SCALE else counting.of_yes_no)(
                    question.text, one.asked, said
                )
                for question, said in one.answers
                if question.takes != EvaluationQuestion.Takes.TEXT
            )
        ]
        who = "Managers, six to eight weeks later" if one.is_of_manager else one.stage.label
        caption = f"What was said: {who[:1].lower()}{who[1:]}"
        blocks.append(
            Table(caption, ["Question", "Answered", "Said"], rows, is_synthetic=_answers_made_up(board, period))
        )
    if not blocks:
        return _none("Delegates were not asked this year whether training helped.")
    changed = counting.change(queries.before_and_after(board, period, "confidence", Stage.LATER))
    return [*blocks, Paragraph(_line(f"Six to eight weeks later: {changed.sentence}"))]


def _answers_made_up(board: Board, period: Period) -> bool:
    days = (period.start, period.end)
    asked = Evaluation.objects.filter(booking__session__course__board=board, booking__session__held_on__range=days)
    return asked.filter(is_synthetic=True).exists()


@tells("training_needs")
def needs(board: Board, period: Period) -> list[Block]:
    """Where training is missing, and the plan for each gap."""
    _, rows = queries.needs(board, period, SYSTEM)
    every = [one for _, cells in rows for one in cells if one is not None]
    gaps = [one for one in every if one.gap in {"some", "large"} and not one.closed_on]
    if not every:
        return _none("No analysis of training needs was made this year.")
    shown = [
        [
            tables.plain(f"{one.theme.name}, {one.agency.name}"),
            tables.plain(one.get_gap_display()),
            _own(one.plan or "No plan yet"),
        ]
        for one in gaps
    ]
    count = in_words(len(gaps))
    said = f"{count[:1].upper()}{count[1:]} {'gap is' if len(gaps) == 1 else 'gaps are'} open."
    blocks: list[Block] = [Paragraph(_line(said))]
    if shown:
        made_up = any(one.is_synthetic for one in gaps)
        blocks.append(
            Table(
                "Gaps in training, and how they are to be closed", ["Where", "Gap", "Plan"], shown, is_synthetic=made_up
            )
        )
    return blocks


@tells("training_returns")
def returns(board: Board, period: Period) -> list[Block]:
    """How many of each agency's own staff are trained at each level, as the agencies say."""
    found = queries.returns(board, period, SYSTEM)
    if not found:
        return _none("No agency said this year how many of its own staff are trained.")
    rows = [
        [
            _own(f"{one.level}, {one.agency.name}"),
            _count(one.in_scope),
            _own(counting.share(one.compliant, one.in_scope) if one.in_scope else "Nobody needs it"),
        ]
        for one in found
    ]
    heads = ["Level and agency", "Staff who need it", "Trained and in date"]
    made_up = any(one.is_synthetic for one in found)
    caption = "Staff trained, as each agency says"
    return [
        Heading(3, _line("Agencies’ own training"), "record-training-returns"),
        Table(caption, heads, rows, is_synthetic=made_up),
    ]
