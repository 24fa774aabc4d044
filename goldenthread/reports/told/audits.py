"""What audits tell in a report: the year's programme, and each audit with its sample, agencies, grades and answers.

Made-up audits are left out of a report: nothing in it may stand beside what really happened.
"""

from __future__ import annotations

from goldenthread.audits import queries, steps
from goldenthread.audits.practice import PracticeAudit
from goldenthread.boards.models import Board
from goldenthread.core.days import as_known
from goldenthread.core.periods import Period
from goldenthread.figures.wording import in_words
from goldenthread.reports import inlines, tables
from goldenthread.reports.document import Block, Cell, Heading, Inline, Inlines, Items, Paragraph
from goldenthread.reports.telling import tells


def _text(words: str) -> Inlines:
    """Words of a record: dates are marked as such, and any other digit as the record's own."""
    found, _ = inlines.read(words, lambda said: Inline("reference", said))
    return tuple(
        Inline("reference", one.text, style=one.style) if one.kind == "text" and _has_digit(one.text) else one
        for one in found
    )


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _cell(words: str) -> Cell:
    return Cell(_text(words) if words else _text("–"))


def _of_the_year(board: Board, period: Period) -> list[PracticeAudit]:
    found = PracticeAudit.objects.filter(board=board, programme__period=period.label, is_synthetic=False)
    return list(found.select_related("programme", "theme", "source", "previous__programme"))


@tells("audit_programme")
def programme(board: Board, period: Period) -> list[Block]:
    """What was planned for the year, and what was delivered."""
    audits = _of_the_year(board, period)
    if not audits:
        return [Paragraph(_text("No audit that agencies grade together was planned this year."), says_none=True)]
    done = sum(one.stands in steps.DELIVERED for one in audits)
    words = (
        f"{in_words(done).capitalize()} of {in_words(len(audits))} audits planned for the year {_was(done)} delivered."
        if len(audits) > 1
        else f"The one audit planned for the year was {'' if done else 'not '}delivered."
    )
    said = [(one.title, one.theme.name if one.theme else "", _when(one), _state(one)) for one in audits]
    rows = [[_cell(words) for words in line] for line in said]
    heads = ["Audit", "Theme", "When", "State"]
    return [Paragraph(_text(words)), tables.of_records("The year’s audits that agencies grade together", heads, rows)]


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def _when(audit: PracticeAudit) -> str:
    return as_known(audit.held_on, audit.held_precision) or as_known(audit.planned_on, audit.planned_precision)


def _state(audit: PracticeAudit) -> str:
    if audit.stands is steps.State.DROPPED:
        return f"Not held. {audit.why_not_held}"
    return f"{audit.stands.words}."


@tells("audits")
def audits(board: Board, period: Period) -> list[Block]:
    """Each audit reported this year: why and how, who took part, how it was graded, what it found and what was done."""
    found: list[Block] = []
    for one in _of_the_year(board, period):
        if one.stands in steps.DELIVERED:
            found += _audit(one)
    return found or [Paragraph(_text("No audit that agencies grade together was reported this year."), says_none=True)]


def _audit(audit: PracticeAudit) -> list[Block]:
    found: list[Block] = [Heading(3, _text(audit.title), f"record-audit-{audit.slug}")]
    if audit.purpose:
        found.append(Paragraph(_text(audit.purpose)))
    rows = [[_cell(words), _cell(value)] for words, value in _how(audit) if value]
    if rows:
        found.append(tables.of_records(f"{audit.title}: how it was done", ["What", "How"], rows))
    found += _graded(audit)
    found += _compared(audit)
    good = queries.good_practice(audit)
    if good:
        found += [Paragraph(_text("Good practice to share:")), Items([_text(words) for words in good])]
    found += _answered(audit)
    return found if len(found) > 1 else []


def _how(audit: PracticeAudit) -> list[tuple[str, str]]:
    parts = queries.took_part(audit)
    came = [one.agency.name for one in parts if not one.could_not_why]
    could_not = "; ".join(f"{one.agency.name}: {one.could_not_why}" for one in parts if one.could_not_why)
    meetings = audit.meetings.count()
    cases = audit.cases_chosen or audit.cases.count()
    chosen = f"{in_words(cases).capitalize()} cases. {audit.how_chosen}" if cases else audit.how_chosen
    held = f"{in_words(meetings).capitalize()} meeting{'' if meetings == 1 else 's'}" if meetings else ""
    return [
        ("When", _when(audit)),
        ("What was looked at", audit.scope),
        ("Sample", chosen.strip()),
        ("Agencies", f"{in_words(len(came)).capitalize()}: {', '.join(came)}" if came else ""),
        ("Could not take part", could_not),
        ("Meetings", f"{held}, chaired by {_in_a_sentence(audit.chaired_by)}" if held and audit.chaired_by else held),
        ("Standard", audit.standard),
    ]


def _in_a_sentence(who: str) -> str:
    """“The Board’s office” within a sentence: its article is small there, and its name is left alone."""
    return f"the {who.removeprefix('The ')}" if who.startswith("The ") else who


def _graded(audit: PracticeAudit) -> list[Block]:
    heat = queries.agreed(audit)
    if heat.is_empty:
        return []
    rows = [
        [
            _cell(line.question.words),
            *(Cell((Inline("reference", str(count)),), is_number=True) for count in line.counts),
        ]
        for line in heat.lines
        if line.total
    ]
    heads = ["Question", *(grade.words for grade in heat.grades)]
    table = tables.of_records(f"{audit.title}: agreed grades, counted", heads, rows)
    return [table, Paragraph(_text(queries.agreement_of(audit).words))]


def _compared(audit: PracticeAudit) -> list[Block]:
    comparison = queries.compared(audit)
    if comparison is None:
        return []
    rows = [
        [_cell(one.words), _cell(f"{one.met_before} of {one.of_before}"), _cell(f"{one.met} of {one.of}")]
        for one in comparison.lines
    ]
    caption = f"{audit.title}: grades that met what was asked, last time and this"
    said = Paragraph(_text(f"{comparison.words} A change does not show what caused it."))
    if not rows:
        return [said]
    return [said, tables.of_records(caption, ["Question", "Last time", "This time"], rows)]


def _answered(audit: PracticeAudit) -> list[Block]:
    asked = list(audit.source.recommendations.all()) if audit.source else []
    if not asked:
        return []
    rows = [
        [
            Cell((Inline("reference", one.number), Inline("text", " "), *_text(one.text))),
            Cell((Inline("text", f"{one.get_status_display()}. ", style="strong"), *_text(one.response))),
        ]
        for one in asked
    ]
    caption = f"{audit.title}: what it asked, and what we did"
    return [tables.of_records(caption, ["Recommendation", "What we did"], rows)]
