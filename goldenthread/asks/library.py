"""The forms that come with the program, and a form's definition as plain data: read, refused in a sentence, written.

Free of Django. A definition is a YAML file in `forms/`, or the same data kept with a Board's own form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from goldenthread.asks.definitions import Ask, Choice, Column, Condition, Form, Question, Section
from goldenthread.asks.sound import BadDefinition, look_over

FOLDER = Path(__file__).parent / "forms"

TYPES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "bool": (bool,),
    "int": (int,),
    "int | None": (int, type(None)),
    "float | None": (int, float, type(None)),
}
WORDS = {"str": "words", "bool": "true or false", "int": "a whole number", "int | None": "a whole number"} | {
    "float | None": "a number"
}
"""How fields of a definition are typed, and how that is said."""

__all__ = ["BadDefinition", "from_data", "shipped", "to_data"]


@cache
def shipped() -> dict[str, Form]:
    """The forms that come with the program, by slug."""
    read = (from_data(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in sorted(FOLDER.glob("*.yaml")))
    return {form.slug: form for form in read}


def from_data(data: Mapping[str, Any]) -> Form:
    """A form from plain data.

    Raises:
        BadDefinition: it cannot be a form; the text names the question and says what to change.
    """
    if not isinstance(data, Mapping):
        raise BadDefinition("A form is a set of named values: slug, version, title, purpose, sections.")
    _only(data, Form, "The form")
    sections = tuple(_section(one, place) for place, one in enumerate(_list(data, "sections", "The form"), start=1))
    plain = {name: data[name] for name in data if name != "sections"}
    _needs(plain, ("slug", "version", "title", "purpose"), "The form")
    form = Form(sections=sections, **plain)
    look_over(form)
    return form


def _section(data: Any, place: int) -> Section:
    where = f"Section {place}"
    if not isinstance(data, Mapping):
        raise BadDefinition(f"{where} is a set of named values: title, intro, questions.")
    _only(data, Section, where)
    _needs(data, ("title",), where)
    where = f"The section “{data['title']}”"
    asked = tuple(_question(one, where) for one in _list(data, "questions", where))
    return Section(title=str(data["title"]), intro=str(data.get("intro", "")), questions=asked)


def _question(data: Any, where: str) -> Question:
    if not isinstance(data, Mapping) or not data.get("key"):
        raise BadDefinition(f"{where} has a question without a key. Give it a short plain name, such as headline.")
    named = f"The question “{data['key']}”"
    _only(data, Question, named)
    _needs(data, ("words", "kind"), named)
    read = dict(data)
    read["kind"] = _ask(data["kind"], named)
    read["cell"] = _ask(data.get("cell", Ask.NUMBER), named)
    read["choices"] = _choices(data.get("choices", ()), named)
    read["rows"] = _choices(data.get("rows", ()), named)
    read["columns"] = _columns(data.get("columns", ()), named)
    read["of_each"] = tuple(_question(one, named) for one in data.get("of_each", ()))
    read["asked_if"] = _condition(data.get("asked_if"), named)
    return Question(**read)


def _ask(said: Any, where: str) -> Ask:
    try:
        return Ask(said)
    except ValueError:
        kinds = ", ".join(Ask)
        raise BadDefinition(f"{where} asks for “{said}”. A question asks for one of: {kinds}.") from None


def _choices(said: Any, where: str) -> tuple[Choice, ...]:
    return tuple(Choice(str(one["key"]), str(one["words"])) for one in _pairs(said, where))


def _columns(said: Any, where: str) -> tuple[Column, ...]:
    columns = []
    for one in _pairs(said, where):
        _only(one, Column, where)
        takes = _ask(one["takes"], where) if one.get("takes") else None
        choices = _choices(one.get("choices", ()), where)
        plain = {name: str(one.get(name, "")) for name in ("unit", "part_of")}
        columns.append(Column(str(one["key"]), str(one["words"]), takes=takes, choices=choices, **plain))
    return tuple(columns)


def _pairs(said: Any, where: str) -> Iterable[Mapping[str, Any]]:
    """Choices, as {key: words} or as a list of {key, words}."""
    listed = [{"key": key, "words": words} for key, words in said.items()] if isinstance(said, Mapping) else list(said)
    for one in listed:
        if not isinstance(one, Mapping) or "key" not in one or "words" not in one:
            raise BadDefinition(f"{where} has a choice, row or column without a key and words.")
        if isinstance(one["key"], bool):
            raise BadDefinition(f"{where} has yes, no, on or off as a key. Put it in quotation marks.")
        yield one


def _condition(said: Any, where: str) -> Condition | None:
    if said is None:
        return None
    if not isinstance(said, Mapping) or set(said) != {"question", "is_one_of"}:
        raise BadDefinition(f"{where} has an asked_if that does not say question and is_one_of.")
    if any(not isinstance(one, str) for one in said["is_one_of"]):
        raise BadDefinition(f"{where} has yes, no or a number in its asked_if. Put it in quotation marks.")
    return Condition(str(said["question"]), tuple(said["is_one_of"]))


def _list(data: Mapping[str, Any], name: str, where: str) -> list[Any]:
    said = data.get(name)
    if not isinstance(said, list | tuple) or not said:
        raise BadDefinition(f"{where} has no {name}.")
    return list(said)


def _only(data: Mapping[str, Any], shape: type, where: str) -> None:
    known = {one.name: str(one.type) for one in fields(shape)}
    for name, said in data.items():
        if name not in known:
            raise BadDefinition(f"{where} says “{name}”, which means nothing here.")
        if known[name] in TYPES and not _is_a(said, TYPES[known[name]]):
            raise BadDefinition(f"{where} says {said!r} for {name}, which should be {WORDS[known[name]]}.")


def _is_a(said: Any, types: tuple[type, ...]) -> bool:
    """Python counts True as 1; a definition does not."""
    return isinstance(said, types) and (bool in types or not isinstance(said, bool))


def _needs(data: Mapping[str, Any], names: Iterable[str], where: str) -> None:
    for name in names:
        if not data.get(name):
            raise BadDefinition(f"{where} has no {name}.")


def to_data(form: Form) -> dict[str, Any]:
    """A form as plain data, in JSON's own types: `from_data` reads it back the same."""
    return dict(_plain(form))


def _plain(one: Any) -> dict[str, Any]:
    """The fields that say something other than what holds anyway."""
    said: dict[str, Any] = {}
    for field in fields(one):
        value = getattr(one, field.name)
        if field.default is MISSING or value != field.default:
            said[field.name] = _value(value)
    return said


def _value(value: Any) -> Any:
    if isinstance(value, Ask):
        return value.value
    if isinstance(value, tuple):
        return [_value(one) for one in value]
    return _plain(value) if hasattr(value, "__dataclass_fields__") else value
