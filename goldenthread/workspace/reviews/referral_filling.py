"""A form filled in within a case, part by part: saved half-done, kept when a sign-in ends, both versions where two write at once.

What a referral says and what an agency answers are written on the same pages; only where they are and who may is different.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from goldenthread.accounts import kept
from goldenthread.asks import saying
from goldenthread.asks.checking import Checked
from goldenthread.asks.definitions import Ask, Question, Section
from goldenthread.core.access import actor_of, allow
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotFound, NotPossibleNow, Refused
from goldenthread.core.forms import signed
from goldenthread.core.shapes import Status
from goldenthread.reviews.referral_models import Filled
from goldenthread.reviews.referring_filling import StaleFilling, fingerprints, looked_over, write
from goldenthread.workspace.asks import boxes, sections
from goldenthread.workspace.asks.writing import seen_in, typed_in, without_a_case
from goldenthread.workspace.cases.door import NO_SUCH_PAGE

NOTHING_REQUIRED = "Nothing is required"


@dataclass(frozen=True)
class Filling:
    """One form that is filled in: the record, where its pages are, and who sees what is written."""

    record: Filled
    title: str
    part: Callable[[int], str]
    check: str
    home: str
    seen_by: str
    gaps_are_allowed: bool = False


@dataclass(frozen=True)
class PartLine:
    """A part of the form: its number, its title, its address and how far it is."""

    number: int
    title: str
    address: str
    status: Status


def parts(filling: Filling, checked: Checked | None = None) -> list[PartLine]:
    found = checked or looked_over(filling.record)
    return [
        PartLine(place, one.title, filling.part(place), _how_far(one, filling, found))
        for place, one in enumerate(filling.record.form.sections, start=1)
    ]


def _how_far(section: Section, filling: Filling, checked: Checked) -> Status:
    keys = {one.key for one in section.questions}
    wrong = {one.key for one in checked.wrong if one.key in keys}
    missing = {one.key for one in checked.missing if one.key in keys}
    is_begun = any(not saying.is_empty(filling.record.data.get(key)) for key in keys)
    if wrong:
        return Status("bad", f"{len(wrong)} to put right")
    if not is_begun:
        return Status("ring", "Not started") if missing else Status("ring", NOTHING_REQUIRED)
    if missing:
        return Status("part", f"{len(missing)} still empty")
    return Status("good", "Done")


def progress(every: list[PartLine]) -> str:
    """ "6 of 7 parts done". A part in which nothing is required counts once something is written in it."""
    counted = [one for one in every if one.status.words != NOTHING_REQUIRED]
    return f"{sum(one.status.shape == 'good' for one in counted)} of {len(counted)} parts done"


def part_page(request: Any, filling: Filling, number: int) -> HttpResponse:
    """One part of the form: shown, or saved."""
    if not 0 < number <= len(filling.record.form.sections):
        raise NotFound(NO_SUCH_PAGE)
    if request.method == "POST":
        return _save(request, filling, number)
    typed = kept.take(request, request.path)
    section = filling.record.form.sections[number - 1]
    return _page(request, filling, number, values=typed_in(section, typed) if typed is not None else None)


def _page(
    request: Any,
    filling: Filling,
    number: int,
    *,
    values: Mapping[str, Any] | None = None,
    trouble: str = "",
    both: list[tuple[str, str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    record = filling.record
    section = record.form.sections[number - 1]
    checked = looked_over(record)
    wrong = () if values is not None else checked.wrong
    data, more = {**record.data, **(values or {})}, request.GET.get("more", "")
    questions = [
        boxes.asked(one, data, form=record.form, faults=tuple(wrong), more_cases=1 if one.key == more else 0)
        for one in section.questions
    ]
    every = parts(filling, checked)
    context = {
        "filling": filling,
        "record": record,
        "section": section,
        "number": number,
        "parts": every,
        "progress": progress(every),
        "questions": questions,
        "problems": sections.problems_of(section, wrong),
        "read": signed(fingerprints(record, [one.key for one in section.questions])),
        "trouble": trouble,
        "both": both,
        "may_write": allow(request.standing, Act.EDIT, record),
        "is_last_part": number == len(every),
    }
    return render(request, "workspace/reviews/referral/part.html", context, status=status)


def _save(request: Any, filling: Filling, number: int) -> HttpResponse:
    section = filling.record.form.sections[number - 1]
    values, do = typed_in(section, request.POST), request.POST.get("do", "next")
    without_a_case(do, values)
    seen = seen_in(request.POST) or {one.key: "" for one in section.questions}
    try:
        saved = write(filling.record, values, by=actor_of(request), seen=seen)
    except StaleFilling as stale:
        return _stale(request, filling, stale, number, values)
    except (NotPossibleNow, Refused) as error:
        return _page(request, filling, number, values=values, trouble=str(error), status=422)
    return HttpResponseRedirect(_onward(request, filling, saved, number, do))


def _stale(request: Any, filling: Filling, stale: StaleFilling, number: int, values: dict[str, Any]) -> HttpResponse:
    """Both versions of what was changed meanwhile; the page then carries theirs, so that saving again is meant."""
    saved = stale.saved
    questions = {one.key: one for one in saved.form.sections[number - 1].questions}
    both = [
        (questions[key].words, saying.in_words(questions[key], saved.data.get(key)),
         saying.in_words(questions[key], values.get(key)))
        for key in stale.keys
        if key in questions
    ]  # fmt: skip
    here = Filling(saved, filling.title, filling.part, filling.check, filling.home, filling.seen_by)
    kept_values = {key: value for key, value in values.items() if not saying.is_empty(value) or key in stale.keys}
    return _page(request, here, number, values=kept_values, both=both, status=409)


def _onward(request: Any, filling: Filling, saved: Filled, number: int, do: str) -> str:
    """Where the page goes after it was saved: the same part for another row, the next part, the check, or away."""
    here, (verb, _, key) = filling.part(number), do.partition(":")
    section = saved.form.sections[number - 1]
    if verb in {"more", "remove"}:
        return f"{here}{f'?more={key}' if verb == 'more' else ''}#{_in_page(section, saved, do)}"
    if verb != "later" and sections.problems_of(section, looked_over(saved).wrong):
        return f"{here}#problems"
    messages.success(request, f"Saved. You can leave and come back. {filling.seen_by}")
    if verb == "later":
        return filling.home
    return filling.part(number + 1) if number < len(saved.form.sections) else filling.check


def _in_page(section: Section, saved: Filled, do: str) -> str:
    """The id of where on the same page a person goes on."""
    verb, _, key = do.partition(":")
    question = next((one for one in section.questions if one.key == key.partition(".")[0]), None)
    if question is None:
        return ""
    if verb == "more" and question.of_each:
        given = saved.data.get(question.key)
        return boxes.way_to(question, f"{len(given) + 1 if isinstance(given, list) else 1}.{question.of_each[0].key}")
    return boxes.heading_of(question.key)


def in_words(record: Filled) -> list[dict[str, Any]]:
    """What was written, part by part, as it is read: questions that were not asked are left out, gaps are named."""
    form = record.form
    asked = {one.key for one in form.asked(record.data)}
    return [
        {
            "title": section.title,
            "lines": [
                {"question": one, "words": saying.in_words(one, record.data.get(one.key)), **_each(one, record)}
                for one in section.questions
                if one.key in asked
            ],
        }
        for section in form.sections
    ]


def _each(question: Question, record: Filled) -> dict[str, Any]:
    """What was said of each adult, or of each other case: a line for every answer."""
    listed = record.data.get(question.key)
    if question.kind is not Ask.CASES or not listed:
        return {}
    called = question.one_case[:1].upper() + question.one_case[1:]
    told = [
        [(one.words, saying.in_words(one, case[one.key])) for one in question.of_each if case.get(one.key)]
        for case in listed
    ]
    return {"each": [(f"{called} {place}", lines) for place, lines in enumerate(told, start=1)]}


def faults(filling: Filling, checked: Checked) -> list[dict[str, Any]]:
    """What is to put right and what is empty, part by part, each with the way to its box."""
    found = []
    for place, section in enumerate(filling.record.form.sections, start=1):
        asked = {one.key: one for one in section.questions}
        lines = [
            (
                one.words if one.at or asked[one.key].words in one.words else f"{asked[one.key].words}: {one.words}",
                f"{filling.part(place)}#{boxes.way_to(asked[one.key], one.at)}",
            )
            for one in checked.faults
            if one.key in asked
        ]
        if lines:
            found.append({"number": place, "title": section.title, "faults": lines})
    return found
