"""What learning tells in a report: what was done about findings, and not done and why; themes; evaluation days."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, time

from django.db.models import Prefetch, Q, QuerySet

from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.days import as_known
from goldenthread.core.periods import Period
from goldenthread.learning import queries
from goldenthread.learning.kinds import state
from goldenthread.learning.models import (
    Action,
    EvaluationDay,
    Evidence,
    Measure,
    Recommendation,
    Source,
    ThemeAssurance,
    Verdict,
)
from goldenthread.learning.steps import Strength
from goldenthread.reports import inlines, tables
from goldenthread.reports.binding import UnknownBinding
from goldenthread.reports.document import Block, Cell, Heading, Inline, Inlines, Items, Paragraph
from goldenthread.reports.telling import tells, tells_of

MADE_UP = Q(is_synthetic=True) | Q(review__is_fictional=True)
"""Sources that are made up: they never stand in a report beside what happened."""
HELD = Q(held_in__isnull=False)
"""Sources that are held within a case: a report tells how much was done about them, and not what they say."""


def text(words: str) -> Inlines:
    """A record's text as inlines; its dates and references are marked."""
    found, _ = inlines.read(words, lambda said: Inline("text", said))
    return tuple(found)


def _none(words: str) -> list[Block]:
    return [Paragraph(text(words), says_none=True)]


@tells("review_recommendations")
def what_we_did(board: Board, period: Period) -> list[Block]:
    """Limb f: source by source, recommendation by recommendation, what was done in the year, how it is shown, what it changed."""
    found: list[Block] = []
    worked_on = board.sources.filter(pk__in=_worked_on(period).values("source")).exclude(MADE_UP)
    for source in worked_on.exclude(HELD):
        found += recommendations_of(source, period)
    found += _not_told_yet(_worked_on(period).filter(source__in=worked_on.filter(HELD)).count())
    return found or _none("Nothing was done this year about findings of reviews: there were none to act on.")


def _not_told_yet(number: int) -> list[Block]:
    """That work was done about what is still held within a case."""
    if not number:
        return []
    what = "one recommendation of a review" if number == 1 else f"{number} recommendations of reviews"
    return [Paragraph(text(f"Work was also done on {what} not published yet. What it was is told once that can be."))]


def _worked_on(period: Period) -> QuerySet[Recommendation]:
    """Recommendations on which something was done in a year: somebody says so; or, of those of reviews, an action was done,
    what shows it was accepted, or it was measured again."""
    days = (period.start, period.end)
    moments = (
        datetime.combine(period.start, time(), clock.LONDON),
        datetime.combine(period.end, time.max, clock.LONDON),
    )
    done = Action.objects.filter(status__in=Action.FINISHED, done_on__range=days, is_synthetic=False)
    shown = Evidence.objects.filter(state=Evidence.State.ACCEPTED, checked_at__range=moments, is_synthetic=False)
    measured = Verdict.objects.filter(given_on__range=days, is_synthetic=False)
    seen = Q(actions__in=done) | Q(actions__in=shown.values("action")) | Q(measures__in=measured.values("measure"))
    of_reviews = Q(source__kind__in=(Source.Kind.REVIEW, Source.Kind.RAPID_REVIEW))
    return Recommendation.objects.filter(Q(worked_on_in=period.label) | (of_reviews & seen)).distinct()


def recommendations_of(source: Source, period: Period | None = None) -> list[Block]:
    """What one source asked, in its own numbering, and what became of each; what another source shares with it comes last."""
    told = Recommendation.objects.filter(source__held_in=None).select_related("source")
    asked = told.filter(Q(source=source) | Q(also_from=source)).distinct()
    ordered = sorted(asked.prefetch_related(*_proof()), key=lambda one: (one.source_id != source.pk, one.order))
    rows = [[_asked(one, source), _answered(one, period)] for one in ordered]
    caption = f"{source.title}: what was asked, and what we did"
    return [tables.of_records(caption, ["Recommendation", "What we did"], rows)]


def _proof() -> tuple[Prefetch[str], ...]:
    """What shows that a recommendation was carried out. What is made up never stands beside what happened."""
    evidence = Evidence.objects.filter(state=Evidence.State.ACCEPTED, is_synthetic=False)
    actions = Action.objects.filter(is_synthetic=False).prefetch_related(Prefetch("evidence", evidence))
    verdicts = Verdict.objects.filter(is_synthetic=False).order_by("given_on")
    measures = Measure.objects.filter(is_synthetic=False).prefetch_related(Prefetch("verdicts", verdicts))
    return Prefetch("actions", actions), Prefetch("measures", measures)


def _asked(one: Recommendation, source: Source) -> Cell:
    shared = text(f" (from {one.source.title})") if one.source_id != source.pk else ()
    return Cell((Inline("reference", one.number), Inline("text", " "), *text(one.text), *shared))


def _answered(one: Recommendation, period: Period | None) -> Cell:
    status = Inline("text", f"{one.get_status_display()}. ", style="strong")
    return Cell((status, *(text(one.response) if one.response else ()), *_shown(one), *_changed(one, period)))


def _shown(one: Recommendation) -> Inlines:
    found = queries.strength_of(evidence for action in one.actions.all() for evidence in action.evidence.all())
    return () if found is Strength.NONE else text(f" How we know: {found.value.lower()}.")


def _changed(one: Recommendation, period: Period | None) -> Inlines:
    """The last verdict given by the end of the year."""
    given = [verdict for measure in one.measures.all() for verdict in measure.verdicts.all()]
    known = sorted(
        (each for each in given if period is None or each.given_on <= period.end), key=lambda each: each.given_on
    )
    return text(f" Measured again: {known[-1].get_says_display().lower()}.") if known else ()


@tells_of("recommendations")
def recommendations(board: Board, slug: str) -> list[Block]:
    return recommendations_of(_source(board, "recommendations", slug))


@tells_of("findings")
def findings(board: Board, slug: str) -> list[Block]:
    return _findings(_source(board, "findings", slug), is_strength=False)


@tells_of("strengths")
def strengths(board: Board, slug: str) -> list[Block]:
    return _findings(_source(board, "strengths", slug), is_strength=True)


@tells_of("actions")
def actions(board: Board, slug: str) -> list[Block]:
    """What is being done about a source's recommendations, action by action."""
    source = _source(board, "actions", slug)
    found = Action.objects.filter(recommendation__source=source, is_synthetic=False).select_related("agency")
    rows = [
        [
            tables.words(one.text),
            tables.plain(one.agency.name if one.agency else one.who or "–"),
            tables.words(str(state(one))),
        ]
        for one in found
    ]
    if not rows:
        return _none("No actions are recorded for it.")
    return [tables.of_records(f"{source.title}: actions", ["Action", "Who", "State"], rows)]


def _findings(source: Source, *, is_strength: bool) -> list[Block]:
    return [Items([text(finding.text) for finding in source.findings.filter(is_strength=is_strength)])]


def _source(board: Board, name: str, slug: str) -> Source:
    source = board.sources.filter(slug=slug).first()
    if source is None:
        raise UnknownBinding(f"There is no source “{slug}” with {name}.")
    if source.held_in_id is not None:
        raise UnknownBinding(
            f"What “{slug}” taught is held within its case. Share it with the Board before a report tells it."
        )
    return source


@tells("not_implementing")
def not_implementing(board: Board, period: Period) -> list[Block]:
    """Limb g: what the Board decided not to act on in the year, and why; where there is none, that is said."""
    found = Recommendation.objects.filter(
        source__in=board.sources.exclude(MADE_UP | HELD),
        status=Recommendation.Status.NOT_IMPLEMENTING,
        decided_in=period.label,
    ).select_related("source")
    if not found:
        return _none("None this year. The Board did not decide against acting on any finding.")
    rows = [
        [tables.words(f"{one.source}, {one.number}"), tables.words(one.text), tables.words(one.reasons)]
        for one in found
    ]
    return [tables.of_records("Findings we decided not to act on", ["From", "Recommendation", "Our reasons"], rows)]


DAY_NOT_KNOWN, UNDER_WAY = "Day not known", "Under way"


@tells("theme_recurrence")
def theme_recurrence(board: Board, period: Period) -> list[Block]:
    """The themes that came up in more than one source of learning, and in how many by year; those of reviews under way too."""
    counts = _sources_by_theme(board, period)
    if not counts:
        return _none("No theme is recorded for the Board's sources of learning.")
    totals: Counter[str] = Counter()
    for (name, _), number in counts.items():
        totals[name] += number
    names = sorted((name for name, total in totals.items() if total > 1), key=lambda name: (-totals[name], name))
    if not names:
        return _none("No theme came up in more than one of the Board's sources of learning.")
    known = {place for name, place in counts if name in names}
    years = sorted(known - {DAY_NOT_KNOWN, UNDER_WAY}) + [one for one in (DAY_NOT_KNOWN, UNDER_WAY) if one in known]
    rows = [
        [tables.plain(name), *(_count(counts[name, year]) for year in years), _count(totals[name])] for name in names
    ]
    caption = "Sources of learning in which each theme came up, by the year they ended"
    table = tables.of_records(caption, ["Theme", *years, "All"], rows)
    table.note = "Themes of at least two sources: reviews, audits and whatever else the Board learned from."
    return [table]


def _sources_by_theme(board: Board, period: Period) -> Counter[tuple[str, str]]:
    """Sources, by theme and by when they ended; a source that comes back to a theme counts once."""
    sources = board.sources.exclude(MADE_UP).select_related("review")
    counts: Counter[tuple[str, str]] = Counter()
    for source in sources.prefetch_related(*queries.THEMES_OF_A_SOURCE):
        ended = _ended(source, period)
        counts.update({(name, ended) for name in queries.themes_of(source)} if ended else ())
    return counts


def _ended(source: Source, period: Period) -> str:
    """The year a source ended in; of a review also that the day is not known, or that it was under way. Else nothing."""
    review = getattr(source, "review", None)
    ended = source.ended_on or (review and (review.signed_off_on or review.published_on))
    if ended and ended <= period.end:
        return Period.containing(ended).label
    if review is None:
        return ""
    if review.is_published and not ended:
        return DAY_NOT_KNOWN
    return UNDER_WAY if review.commissioned_on and review.commissioned_on <= period.end else ""


def _count(number: int) -> Cell:
    return Cell((Inline("reference", str(number) if number else "–"),), is_number=True)


@tells("evaluation_days")
def evaluation_days(board: Board, period: Period) -> list[Block]:
    """What the evaluation days of the year came to, theme by theme."""
    held = (period.start, period.end)
    days = EvaluationDay.objects.filter(board=board, held_on__range=held, is_synthetic=False)
    found: list[Block] = []
    for day in days.prefetch_related(
        "theme_assurances__theme", "theme_assurances__steps", "theme_assurances__data_needed",
        "allocations__agency", "allocations__source", "allocations__themes",
    ):  # fmt: skip
        found += _of_day(day)
    return found or _none("No evaluation day was held this year.")


def _of_day(day: EvaluationDay) -> list[Block]:
    views = [one for one in day.theme_assurances.all() if not one.is_synthetic]
    rows = [[tables.plain(one.theme.name), _cell(one.shown_by), _cell(one.still_needed), _still(one)] for one in views]
    heads = ["Theme", "What shows change", "What is still needed", "Next steps and data"]
    made: list[Block] = [Heading(3, text(day.title), f"record-{day.pk.hex[:8]}")]
    made += [Paragraph(text(day.conclusions))] if day.conclusions else []
    held = as_known(day.held_on, day.held_precision)
    made += _brought_back(day, held)
    return [*made, tables.of_records(f"{day.title}, {held}: what we make of each theme", heads, rows)] if rows else made


def _brought_back(day: EvaluationDay, held: str) -> list[Block]:
    """What each agency said of the source it was given. A source that had not ended by then goes unnamed."""
    by_then = day.until_on or day.held_on
    rows = [
        [
            tables.plain(one.agency.name),
            _cell(one.source.title if one.source.ended_on and one.source.ended_on <= by_then else ""),
            _cell(", ".join(theme.name for theme in one.themes.all())),
            _cell(one.learning),
            _cell(one.shown_by),
            _cell(one.effect),
        ]
        for one in day.allocations.all()
        if one.is_back and not (one.is_synthetic or one.source.is_synthetic or one.source.held_in_id)
    ]
    heads = ["Agency", "Looked at", "Themes", "What was learned", "What shows it", "What it changed"]
    return [tables.of_records(f"{day.title}, {held}: what agencies brought back", heads, rows)] if rows else []


def _cell(words: str) -> Cell:
    return tables.words(words or "–")


def _still(one: ThemeAssurance) -> Cell:
    said = [step.text for step in one.steps.all()] + [
        f"We still need to know: {need.question}" for need in one.data_needed.all()
    ]
    return _cell(" ".join(words if words.endswith((".", "?", "!")) else f"{words}." for words in said))


@tells("after_action_reviews")
def after_action_reviews(board: Board, period: Period) -> list[Block]:
    """After action reviews that ended in the year: what was learned, and what each asks."""
    held = board.sources.filter(kind=Source.Kind.AFTER_ACTION, ended_on__range=(period.start, period.end))
    found: list[Block] = []
    for source in held.filter(is_synthetic=False):
        found += [Paragraph(text(source.learned or source.summary))] if source.learned or source.summary else []
        found += recommendations_of(source, period)
    return found or _none("No after action review was held this year.")
