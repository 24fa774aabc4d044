"""References to pages, against the document's own list of contents: “a full list can be found on page 6”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from goldenthread.claims.claim import Claim
from goldenthread.claims.prose import Prose, Sentence
from goldenthread.claims.topics import Entry, entries_of, is_meant, reference, words

_CONTENTS = (
    "Contents\n\nIntroduction..... 2\nPartners of the Board..... 4\nSafeguarding reviews..... "
    "7\nTraining and development..... 11\nMoney and budget..... 14\n\n"
    "INTRODUCTION\n\n"
)
TRUE = (
    _CONTENTS + "A full list of partners can be found on page 4.",
    _CONTENTS + "Reviews are described on page 8.",
)
FALSE = (
    _CONTENTS + "A full list of partners can be found on page 12.",
    _CONTENTS + "Reviews are described on page 4.",
)

PAGE = re.compile(
    (
        r"\b(?:on|see|at|in|to|from|and|\()\s?(?:pages?|pg\.?|pp?\.)\s?(?P<page>\d{1,3})\b(?:\s?(?:-|to|"
        r"and)\s?(?P<last>\d{1,3})\b)?"
    ),
    re.IGNORECASE,
)
OF_ANOTHER = re.compile(
    r"^\s(?:of|in)\s.{0,24}\b(?:act|guidance|code|report|strategy|plan|policy|review|document|appendix)\b",
    re.IGNORECASE,
)
POINTS_BACK = re.compile(r"\b(?:this|these|it|them)\b", re.IGNORECASE)


def find(prose: Prose) -> Iterator[Claim]:
    """Every reference to a page whose subject the contents name."""
    entries = entries_of(prose)
    if not entries:
        return
    for sentence in prose.told:
        for match in PAGE.finditer(sentence.text):
            if not OF_ANOTHER.match(sentence.text[match.end() :]):
                yield from _page(prose, sentence, match, entries)


def _page(prose: Prose, sentence: Sentence, match: re.Match[str], entries: Sequence[Entry]) -> Iterator[Claim]:
    first, last = int(match["page"]), int(match["last"] or match["page"])
    about = set(words(_clause(sentence.text, match)))
    is_back = bool(POINTS_BACK.search(sentence.text)) or len(about) < 2
    if is_back:
        about |= set(words(sentence.text))
        about |= {word for one in prose.before(sentence, 4) if one.block is sentence.block for word in words(one.text)}
    here = [entry for entry in entries if entry.first <= last and first <= entry.last]
    meant = [entry for entry in entries if is_meant(entry, about, loosely=is_back)]
    fits = [entry for entry in here if (is_meant(entry, about, loosely=True) if is_back else entry.words & about)]
    if not here or not meant:
        return
    span = sentence.span(sentence.start + max(match.start() - 40, 0), sentence.start + match.end())
    titles = "; ".join(dict.fromkeys(entry.name for entry in here if entry.first == first)) or here[0].name
    best = max(meant, key=lambda entry: (len(entry.words & about) / max(len(entry.words), 1), len(entry.words & about)))
    yield reference(
        span,
        match.group(0).lstrip("( "),
        is_true=bool(fits),
        recomputed=f"page {first}: {titles}" if fits else f"“{best.name}” is on page {best.first}",
        working=f"the contents give page {first} to “{titles}”"
        + ("" if fits else f", and page {best.first} to “{best.name}”"),
        confidence=0.75 if is_back else 0.85,
        advice=f"page {best.first}, if “{best.name}” is meant.",
    )


def _clause(text: str, match: re.Match[str]) -> str:
    """What is said right around a reference: a sentence may refer to two pages."""
    before = re.split(r"[;)]|,\s(?:and|while|but)\s", text[: match.start()])
    inside = before[-1] if len(before[-1].split()) >= 3 else text[: match.start()]
    return inside + " " + re.split(r"[;)]|,\s(?:and|while|but)\s", text[match.end() :])[0]
