"""The parts and questions of a form while somebody makes it: put in, changed, moved and taken out. Free of Django.

Parts are the plain data that `library.from_data` reads. What is being made may lack questions still; but no change leaves a
question that waits for an answer which is not there any more. A question inside a list is named by both: "cases.what".
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from goldenthread.asks import library
from goldenthread.asks.definitions import NIL, Ask, Form
from goldenthread.asks.sound import KEY, OF_EACH, BadDefinition
from goldenthread.core.errors import NotFound, Refused

Question = dict[str, Any]
Part = dict[str, Any]
GONE = "This question is not in the form any more. Somebody took it out."
NO_PART = "This part is not in the form any more. Somebody took it out."
KINDS = {
    Ask.TEXT: "Words",
    Ask.NUMBER: "A number",
    Ask.DATE: "A day",
    Ask.YES_NO: "Yes or no",
    Ask.CHOICE: "One of several answers",
    Ask.CHOICES: "Any of several answers",
    Ask.MATRIX: "A table",
    Ask.FILE: "A file",
    Ask.CASES: "The same questions again for each case",
}
"""What a question takes, in the words of the pages."""
OF_A_CASE = {kind: words for kind, words in KINDS.items() if kind in OF_EACH}
BASE = {"slug": "being-made", "version": 1, "title": "Being made", "purpose": "Being made"}
"""What a form needs besides its parts, where only these are looked at."""


def parts_of(form: Form) -> list[Part]:
    """The parts of a form, to begin another from."""
    found: list[Part] = library.to_data(form)["sections"]
    return found


def questions(parts: Iterable[Part]) -> Iterator[Question]:
    """The questions of every part, in order; those inside a list are not among them."""
    return (one for part in parts for one in part["questions"])


def question(parts: Sequence[Part], key: str) -> Question:
    """A question by its name.

    Raises:
        NotFound: it is not there any more.
    """
    listed, place = _place(parts, key)
    return listed[place]


def beside(parts: Sequence[Part], key: str) -> list[Question]:
    """The questions among which a condition of this one may look: of the same list, or of the whole form; in order."""
    outer, _, inner = key.partition(".")
    return list(question(parts, outer).get("of_each", ())) if inner else list(questions(parts))


def before(parts: Sequence[Part], key: str) -> list[Question]:
    """The questions that come before one, among which its condition may look."""
    listed = beside(parts, key)
    own = key.rpartition(".")[2]
    return listed[: next((place for place, one in enumerate(listed) if one["key"] == own), len(listed))]


def seen(one: Mapping[str, Any]) -> str:
    """A fingerprint of a question or a part, so that two who change it at once do not undo each other."""
    return hashlib.sha256(json.dumps(one, sort_keys=True, default=str).encode()).hexdigest()[:32]


def with_part(parts: Sequence[Part], title: str, intro: str) -> list[Part]:
    return [*deepcopy(list(parts)), _titled({"questions": []}, title, intro)]


def with_changed_part(parts: Sequence[Part], number: int, title: str, intro: str) -> list[Part]:
    made = deepcopy(list(parts))
    made[_numbered(made, number)] = _titled(made[number - 1], title, intro)
    return made


def _titled(part: Part, title: str, intro: str) -> Part:
    said = {"title": title, **({"intro": intro} if intro else {})}
    return {**said, "questions": part["questions"]}


def without_part(parts: Sequence[Part], number: int) -> list[Part]:
    made = deepcopy(list(parts))
    del made[_numbered(made, number)]
    return _sound(made)


def with_moved_part(parts: Sequence[Part], number: int, step: int) -> list[Part]:
    """A part one place earlier (-1) or later (1); at the edge it stays."""
    made = deepcopy(list(parts))
    _move(made, _numbered(made, number), step)
    return _sound(made)


def with_question(parts: Sequence[Part], where: int | str, one: Question) -> list[Part]:
    """With a question more, last in a part (its number) or in a list (the name of the question that repeats)."""
    made = deepcopy(list(parts))
    if isinstance(where, int):
        made[_numbered(made, where)]["questions"].append(one)
    else:
        question(made, where).setdefault("of_each", []).append(one)
    return _sound(made)


def with_changed_question(parts: Sequence[Part], key: str, one: Question) -> list[Part]:
    made = deepcopy(list(parts))
    listed, place = _place(made, key)
    listed[place] = one
    return _sound(made)


def without_question(parts: Sequence[Part], key: str) -> list[Part]:
    made = deepcopy(list(parts))
    listed, place = _place(made, key)
    del listed[place]
    return _sound(made)


def with_moved_question(parts: Sequence[Part], key: str, step: int) -> list[Part]:
    """A question one place earlier (-1) or later (1); from the edge of its part it goes into the part beside it."""
    made = deepcopy(list(parts))
    listed, place = _place(made, key)
    if 0 <= place + step < len(listed) or "." in key:
        _move(listed, place, step)
        return _sound(made)
    number = next(n for n, part in enumerate(made) if part["questions"] is listed) + step
    if 0 <= number < len(made):
        made[number]["questions"].insert(len(made[number]["questions"]) if step < 0 else 0, listed.pop(place))
    return _sound(made)


def _move(listed: list[Any], place: int, step: int) -> None:
    there = place + step
    if 0 <= there < len(listed):
        listed[place], listed[there] = listed[there], listed[place]


def _numbered(parts: Sequence[Part], number: int) -> int:
    if not 0 < number <= len(parts):
        raise NotFound(NO_PART)
    return number - 1


def _place(parts: Sequence[Part], key: str) -> tuple[list[Question], int]:
    """The list that holds a question, and its place in it."""
    outer, _, inner = key.partition(".")
    for part in parts:
        for place, one in enumerate(part["questions"]):
            if one["key"] == outer:
                return _place([{"questions": one.get("of_each", [])}], inner) if inner else (part["questions"], place)
    raise NotFound(GONE)


def key_for(words: str, taken: Iterable[str]) -> str:
    """A short name made from a question's or a choice's words, that nothing beside it has."""
    plain = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")
    short = plain[:40].rsplit("_", 1)[0] if len(plain) > 40 else plain
    begun = short if KEY.fullmatch(short) and short != NIL else f"q_{short}".rstrip("_")
    used = set(taken)
    return next(one for one in (begun, *(f"{begun}_{n}" for n in range(2, 10_000))) if one not in used)


def listed(lines: Iterable[str], was: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Choices or rows, from their words one a line. What stood there keeps its name, also where only its words changed.

    Args:
        was: what was offered before. Where as many stand there now, a line in the same place is the same, reworded.
    """
    words = [line.strip() for line in lines if line.strip()]
    known = {one["words"]: one["key"] for one in was}
    is_same_many = len(words) == len(was)
    keys: list[str] = []
    for place, one in enumerate(words):
        is_reworded = is_same_many and one not in known and was[place]["words"] not in words
        wanted = was[place]["key"] if is_reworded else known.get(one, "")
        keys.append(wanted if wanted and wanted not in keys else "")
    made: list[dict[str, str]] = []
    for key, one in zip(keys, words, strict=True):
        taken = {*keys, *known.values(), *(each["key"] for each in made)}
        made.append({"key": key or key_for(one, taken), "words": one})
    return made


def lacking(parts: Sequence[Part]) -> list[str]:
    """What is still missing before agencies can be asked with it, in sentences."""
    if not any(part["questions"] for part in parts):
        return ["It asks nothing yet. Add a part, and a question in it."]
    found = [f"The part “{part['title']}” has no question. Add one, or take the part out." for part in parts
             if not part["questions"]]  # fmt: skip
    return found + [
        f"“{one['words']}” repeats, and asks nothing of each {one.get('one_case') or 'case'} yet. Add what it asks."
        for one in questions(parts)
        if one["kind"] == Ask.CASES and not one.get("of_each")
    ]


def as_far_as_made(parts: Sequence[Part], **said: Any) -> Form | None:
    """The form as it would be asked today, without what is empty still; None where nothing can be asked."""
    whole = [{**part, "questions": [one for one in part["questions"] if _asks(one)]} for part in parts]
    whole = [part for part in whole if part["questions"]]
    return library.from_data({**BASE, **said, "sections": whole}) if whole else None


def _asks(one: Question) -> bool:
    return one["kind"] != Ask.CASES or bool(one.get("of_each"))


def _sound(parts: list[Part]) -> list[Part]:
    """The parts, if every question that names another still finds it.

    Raises:
        Refused: one does not; the sentence names it by its words.
    """
    every = list(questions(parts))
    _conditions(every)
    for one in every:
        _conditions(one.get("of_each", ()))
        _names(one, every)
    try:
        as_far_as_made(parts)
    except BadDefinition as error:
        raise Refused(str(error)) from error
    return parts


def _conditions(among: Sequence[Question]) -> None:
    earlier: dict[str, Question] = {}
    words = {one["key"]: one["words"] for one in among}
    for one in among:
        condition = one.get("asked_if")
        if condition and condition["question"] not in words:
            raise Refused(
                f"“{one['words']}” is asked only after certain answers to a question that would be gone. "
                "Change when it is asked first."
            )
        if condition and condition["question"] not in earlier:
            on = words[condition["question"]]
            raise Refused(f"“{one['words']}” is asked only after certain answers to “{on}”, so it must come after it.")
        if condition:
            _still_offered(one, earlier[condition["question"]])
        earlier[one["key"]] = one


def _still_offered(one: Question, on: Question) -> None:
    offered = {key for key, _ in answers_of(on)}
    if set(one["asked_if"]["is_one_of"]) - offered:
        raise Refused(
            f"“{one['words']}” is asked only after an answer to “{on['words']}” that would not be offered any more. "
            "Change when it is asked first."
        )


def _names(one: Question, every: Sequence[Question]) -> None:
    kinds = {each["key"]: each["kind"] for each in every}
    for name in ("part_of", "adds_to"):
        if one.get(name) and kinds.get(one[name]) != Ask.NUMBER:
            raise Refused(f"“{one['words']}” is part of a number that would be gone. Change that first.")
    if one.get("or_else") and one["or_else"] not in kinds:
        raise Refused(f"“{one['words']}” may be left for a reason, which would be gone. Take that question out first.")


def answers_of(one: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The answers a condition can wait for: (name, words). None for a question that offers none."""
    if one["kind"] == Ask.YES_NO:
        return [("yes", "Yes"), ("no", "No")]
    if one["kind"] in {Ask.CHOICE, Ask.CHOICES}:
        return [(each["key"], each["words"]) for each in one.get("choices", ())]
    return []
