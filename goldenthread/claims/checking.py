"""Checking a document: every kind of statement over its sentences, and what could not be checked."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from goldenthread.claims import kinds
from goldenthread.claims.claim import Claim, Kind, Verdict
from goldenthread.claims.document import Document
from goldenthread.claims.judging import claim as made
from goldenthread.claims.lexicon import ANY_CHANGE
from goldenthread.claims.prose import Sentence, prose_of
from goldenthread.claims.quantities import Quantity, Unit
from goldenthread.claims.reading import from_bytes, from_text, read

TELLS = frozenset({Unit.PERCENT, Unit.POINTS, Unit.RATE, Unit.TIMES, Unit.FRACTION})
"""Numbers that rest on others: where those are not told, the statement cannot be checked."""
PLACES = frozenset({Kind.DATE, Kind.CROSS_REFERENCE, Kind.COUNT_OF_LIST})


@dataclass(frozen=True)
class Found:
    """A claim with where it stands: page (None without pages), line from 1, offsets into the text read, and its words."""

    claim: Claim
    page: int | None
    line: int
    quote: str

    @property
    def is_wrong(self) -> bool:
        return self.claim.verdict is Verdict.WRONG

    def as_data(self) -> dict[str, Any]:
        """The claim as the JSON of the command has it."""
        one = self.claim
        return {
            "page": self.page,
            "line": self.line,
            "start": one.start,
            "end": one.end,
            "quote": self.quote,
            "kind": one.kind.value,
            "stated": one.stated,
            "recomputed": one.recomputed,
            "working": one.working,
            "verdict": one.verdict.value,
            "severity": one.severity.value if one.severity else None,
            "confidence": one.confidence,
            "advice": one.advice,
        }


@dataclass(frozen=True)
class Checked:
    """What was found in a document.

    `checked_share`, from 0 to 1, is the share of its numbers that took part in a test. `claims` are in the order of the text.
    """

    file: str
    words: int
    checked_share: float
    claims: tuple[Found, ...]
    text: str
    numbers: int

    def with_verdict(self, *verdicts: Verdict) -> tuple[Found, ...]:
        return tuple(one for one in self.claims if one.claim.verdict in verdicts)

    @property
    def wrong(self) -> tuple[Found, ...]:
        """The statements that cannot be true."""
        return self.with_verdict(Verdict.WRONG)

    def as_data(self) -> dict[str, Any]:
        """The whole as the JSON of the command has it."""
        return {
            "file": self.file,
            "words": self.words,
            "checked_share": round(self.checked_share, 4),
            "claims": [one.as_data() for one in self.claims],
        }


def check(path: str | Path) -> Checked:
    """What a file states that cannot be true, what can, and what could not be checked.

    Args:
        path: A .txt, .md, .html, .docx or .pdf file.

    Raises:
        Unreadable: there is no such file, or no words can be read from it.
    """
    return check_document(read(Path(path)))


def check_bytes(data: bytes, name: str) -> Checked:
    """The same of a file's bytes, such as an upload's.

    Raises:
        Unreadable: no words can be read from them.
    """
    return check_document(from_bytes(data, name))


def check_text(text: str, name: str = "text") -> Checked:
    """The same of a text, plain or Markdown. Offsets are those of its characters."""
    return check_document(from_text(text, name))


def check_document(document: Document) -> Checked:
    """The same of a document that was read."""
    prose = prose_of(document)
    found = _best([one for kind in all_kinds().values() for one in kind.find(prose)])
    used = {span for one in found for span in one.operands}
    numbers = [(sentence, number) for sentence in prose.told for number in sentence.numbers]
    left = list(_left_over(numbers, used))
    tested = sum(sentence.span(number.start, number.end) in used for sentence, number in numbers)
    claims = sorted((*found, *left), key=lambda one: (one.start, one.end, one.kind.value))
    return Checked(
        document.name,
        document.words,
        tested / len(numbers) if numbers else 0.0,
        tuple(_placed(document, one) for one in claims),
        document.text,
        len(numbers),
    )


@cache
def all_kinds() -> Mapping[str, ModuleType]:
    """The kinds of statement, by name: each module of `kinds` that can find one."""
    names = sorted(module.name for module in pkgutil.iter_modules(kinds.__path__))
    return {name: importlib.import_module(f"{kinds.__name__}.{name}") for name in names}


SHARES = frozenset({Kind.PERCENT_OF_TOTAL, Kind.RATE, Kind.CONVERSION})
"""Kinds that may be readings of one share."""


def _best(claims: Sequence[Claim]) -> list[Claim]:
    """One finding for each statement. A number that one reading makes true is not called wrong by another."""
    true = {_subject(one) for one in claims if one.verdict is Verdict.OK and one.kind not in PLACES}
    kept: dict[tuple[object, Verdict], Claim] = {}
    for one in claims:
        subject = _subject(one)
        if one.verdict is Verdict.WRONG and subject in true:
            continue
        key = (subject, one.verdict)
        if key not in kept or kept[key].confidence < one.confidence:
            kept[key] = one
    return list(kept.values())


def _subject(one: Claim) -> tuple[object, ...]:
    """What a claim is about: its first number, read as its kind of statement."""
    kind = "share" if one.kind in SHARES else one.kind.value
    return kind, one.operands[0] if one.operands else (one.start, one.end)


def _left_over(numbers: Sequence[tuple[Sentence, Quantity]], used: set[tuple[int, int]]) -> Iterator[Claim]:
    """Statements whose numbers rest on others that are not told."""
    for sentence, number in numbers:
        if number.unit not in TELLS or sentence.span(number.start, number.end) in used:
            continue
        yield made(
            sentence,
            [number],
            _kind_of(sentence, number),
            verdict=Verdict.UNVERIFIABLE,
            stated=f"{number.text} {number.noun}".strip(),
            recomputed="",
            working="what it was worked out from is not told nearby",
            confidence=0.5,
            advice="the counts behind it.",
        )


def _kind_of(sentence: Sentence, number: Quantity) -> Kind:
    near = sentence.block.text[max(number.start - 40, 0) : number.end + 20]
    if number.unit is Unit.RATE:
        return Kind.RATE
    if number.unit is Unit.POINTS:
        return Kind.POINTS
    if number.unit is Unit.TIMES:
        return Kind.RATIO
    return Kind.PERCENT_CHANGE if re.search(rf"\b{ANY_CHANGE}\b", near, re.IGNORECASE) else Kind.PERCENT_OF_TOTAL


def _placed(document: Document, one: Claim) -> Found:
    start, end = _whole_words(document.text, one.start, one.end)
    one = replace(one, start=start, end=end)
    quote = " ".join(document.text[start:end].split())
    return Found(one, document.page_of(start), document.line_of(start), quote)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A span with no word cut in two, and with the bracket that closes one within it."""
    while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    piece = text[start:end]
    if piece.count("(") > piece.count(")") and (closed := re.match(r"[^()\n]{0,24}\)", text[end:])):
        end += closed.end()
    return start, end


def exit_code(checked: Checked, *, also_doubtful: bool = False) -> int:
    """1 where a statement is wrong (or, if asked, doubtful), else 0."""
    bad = (Verdict.WRONG, Verdict.DOUBTFUL) if also_doubtful else (Verdict.WRONG,)
    return int(bool(checked.with_verdict(*bad)))
