"""The parts of an answer: each section of its form, and how far it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from goldenthread.asks import looking, saying
from goldenthread.asks.checking import Checked
from goldenthread.asks.definitions import Section
from goldenthread.asks.models import Answer
from goldenthread.core.shapes import Status
from goldenthread.figures.wording import in_words
from goldenthread.workspace.asks.finding import to

DONE, NOT_REQUIRED, TO_ANSWER = "Done", "Nothing is required", "still to answer"


@dataclass(frozen=True)
class Part:
    """A section as one page: its number, its address and how far it is."""

    number: int
    section: Section
    address: str
    status: Status


def parts_of(request: Any, answer: Answer, checked: Checked | None = None) -> list[Part]:
    """Every section of an answer's form, in order."""
    checked = checked or looking.looked_over(answer)
    return [
        Part(place, one, to(request, "answers-part", pk=answer.pk, number=place), how_far(one, answer, checked))
        for place, one in enumerate(answer.recipient.ask.form.sections, start=1)
    ]


def how_far(section: Section, answer: Answer, checked: Checked) -> Status:
    """Done, not started, how many are still to answer, or how many things there are to put right."""
    keys = {one.key for one in section.questions}
    wrong = sum(one.key in keys for one in checked.wrong)
    missing = len({one.key for one in checked.missing if one.key in keys})
    if wrong:
        return Status("bad", f"{_counted(wrong)} to put right")
    begun = {key for key in keys if not saying.is_empty(answer.data.get(key))}
    touched = any(key not in answer.prefilled for key in begun)
    if missing:
        return Status("part", f"{missing} {TO_ANSWER}") if touched else Status("ring", "Not started")
    if touched:
        return Status("good", DONE)
    return Status("part", "Filled in for you, to be checked") if begun else Status("ring", NOT_REQUIRED)


def progress(parts: Iterable[Part]) -> str:
    """ "6 of 7 parts done". A part in which nothing is required is not counted, unless it is begun and not whole."""
    counted = [
        one for one in parts if one.status.words != NOT_REQUIRED and (not _all_optional(one.section) or _is_open(one))
    ]
    done = sum(one.status.words == DONE for one in counted)
    return f"{done} of {len(counted)} part{'' if len(counted) == 1 else 's'} done"


def _is_open(part: Part) -> bool:
    """There is something to put right in it, or it is begun and lacks something."""
    return part.status.shape == "bad" or part.status.words.endswith(TO_ANSWER)


def _all_optional(section: Section) -> bool:
    return all(not one.is_required for one in section.questions)


def _counted(count: int) -> str:
    return f"{in_words(count).capitalize()} {'thing' if count == 1 else 'things'}"
