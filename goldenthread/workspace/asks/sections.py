"""A section of a form as a page shows it, whoever answers: its boxes, what is wrong in it, and the files sent with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from goldenthread.asks import answering, known, queries
from goldenthread.asks.checking import Fault
from goldenthread.asks.definitions import Ask, Question, Section
from goldenthread.asks.models import Answer
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.workspace.asks import boxes

FileAddress = Callable[[Any], str]


def questions_of(
    answer: Answer,
    section: Section,
    *,
    values: Mapping[str, Any],
    faults: Iterable[Fault],
    more: str,
    file_address: FileAddress,
) -> list[boxes.Asked]:
    """The questions of a section with what is saved, or with what was typed and could not be saved.

    Args:
        more: the list that gets another row, if one.
        file_address: the address of a file by its key.
    """
    data, last = {**answer.data, **values}, queries.before(answer)
    found = tuple(faults)
    return [
        boxes.asked(
            one,
            data,
            form=answer.recipient.ask.form,
            faults=found,
            last=last.data if last else None,
            filled=filled_from(answer, one),
            figure=known.figure_in_words(answer, one),
            more_cases=1 if one.key == more else 0,
            file_address=address_of(answer.data.get(one.key), file_address) if one.kind is Ask.FILE else "",
            suggested=known.suggested(answer, one),
        )
        for one in section.questions
    ]


def filled_from(answer: Answer, question: Question) -> str:
    """Where what stands in a question was filled in from; empty once a person saved it."""
    mark = answer.prefilled.get(question.key, "")
    return known.source_in_words(mark, question, answer.data.get(question.key)) if mark else ""


def address_of(value: Any, file_address: FileAddress) -> str:
    """Where the file that answers a question can be had."""
    return file_address(value["id"]) if isinstance(value, dict) and "id" in value else ""


def problems_of(section: Section, faults: Iterable[Fault]) -> list[dict[str, str]]:
    """What is wrong in a section, each with the box it is about. Inside a table or a list the words name the box themselves."""
    asked = {one.key: one for one in section.questions}
    return [
        {
            "way": boxes.way_to(asked[one.key], one.at),
            "words": one.words if one.at else f"{asked[one.key].words}: {one.words}",
        }
        for one in faults
        if one.key in asked
    ]


def keep_files(answer: Answer, section: Section, files: Mapping[str, Any], *, by: Actor) -> tuple[Answer, list[Fault]]:
    """Keep the files that came with a section; says of each that was not taken why. What was written is saved already."""
    refused = []
    for one in section.questions:
        if one.kind is not Ask.FILE or boxes.name_of(one.key) not in files:
            continue
        try:
            answer = answering.keep_file(answer, key=one.key, sent=files[boxes.name_of(one.key)], by=by)
        except (NotPossibleNow, Refused) as error:
            refused.append(Fault(one.key, str(error)))
    return answer, refused


def onward_in(section: Section, answer: Answer, do: str) -> str:
    """Where on the same page a person goes on, after a row was added or taken away or an answer copied: an id."""
    verb, _, key = do.partition(":")
    question = next((one for one in section.questions if one.key == key.partition(".")[0]), None)
    if question is None:
        return ""
    if verb == "more" and question.kind is Ask.CASES:
        given = answer.data.get(question.key)
        return boxes.way_to(question, f"{len(given) + 1 if isinstance(given, list) else 1}.{question.of_each[0].key}")
    return boxes.heading_of(question.key) if verb == "remove" else boxes.way_to(question)
