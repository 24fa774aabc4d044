"""What a piece of text is about: its telling words, and the titles of the document's own list of contents."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from goldenthread.claims.claim import Claim, Kind, Severity, Verdict
from goldenthread.claims.document import Layout
from goldenthread.claims.layout import CONTENTS
from goldenthread.claims.prose import Prose

STOP = frozenset(
    re.findall(
        r"\w+",
        "the and for that with this from are was were has have been which their its our into also can more further "
        "information found see page pages onwards over about detail details section report annual board full list "
        "other all any how what where when who will work set out below above part year years during following "
        "including his her they them these those each such than then there here not but may must should would "
        "could only both between within across ",
    )
)
"""Words that tell nothing of a subject."""


@dataclass(frozen=True)
class Entry:
    """A title of the contents, the pages it fills, and the words that tell it from the others."""

    title: str
    first: int
    last: int
    words: frozenset[str]

    @property
    def name(self) -> str:
        return self.title.strip(" .")


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without the endings of plural and tense, roughly."""
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("ly", ""), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 3 and not word.endswith(("ss", "us", "is")):
            return word[: -len(ending)] + instead
    return word


def words(text: str) -> list[str]:
    """The telling words of a text, as stems."""
    return [stem(word) for word in re.findall(r"[a-z][a-z-]{2,}", text.lower()) if word not in STOP]


def entries_of(prose: Prose) -> list[Entry]:
    """The list of contents: titles with the pages they fill, and the words that tell one from another."""
    found: list[tuple[str, int]] = []
    for block in prose.document.blocks:
        if block.layout is Layout.CONTENTS:
            raw = prose.document.text[block.offsets[0] : block.offsets[-1] + 1]
            match = CONTENTS.match(raw.strip())
            if match is not None:
                found.append((match["title"], int(match["page"])))
    if len(found) < 4:
        return []
    often = Counter(word for title, _ in found for word in set(words(title)))
    common = {word for word, times in often.items() if times > max(2, 0.12 * len(found))}
    entries = []
    for place, (title, page) in enumerate(found):
        later = [other for _, other in found[place + 1 :]]
        last = max(page, later[0]) if later else page + 40
        entries.append(Entry(title, page, last, frozenset(words(title)) - common))
    return entries


def is_meant(entry: Entry, about: set[str], *, loosely: bool = False) -> bool:
    """Whether words about a subject name a title: half of its telling words, or three in five where the subject is only
    near."""
    shared = entry.words & about
    if not entry.words or not shared:
        return False
    need = 0.6 if loosely else 0.5
    return len(shared) / len(entry.words) >= need


def reference(
    span: tuple[int, int], said: str, *, is_true: bool, recomputed: str, working: str, confidence: float, advice: str
) -> Claim:
    """A claim about a reference within the document."""
    return Claim(
        Kind.CROSS_REFERENCE,
        *span,
        said,
        recomputed,
        working,
        Verdict.OK if is_true else Verdict.WRONG,
        None if is_true else Severity.TYPO,
        confidence,
        "" if is_true else advice,
        (span,),
    )
