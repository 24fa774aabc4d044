"""References to figures, charts and tables, against the document's own captions; and captions whose numbers jump."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from goldenthread.claims.claim import Claim
from goldenthread.claims.document import Layout
from goldenthread.claims.prose import Prose, Sentence
from goldenthread.claims.topics import reference, words

TRUE = (
    (
        "Figure 1 shows the concerns.\n\nFigure 1: Concerns by quarter\n\nFigure 2: Enquiries by "
        "quarter\n\nAs Figure 2 shows, more came."
    ),
    "Chart 1: Concerns by month\n\nChart 2: Outcomes of enquiries\n\nChart 1 gives the monthly pattern of concerns.",
)
FALSE = (
    "Figure 1: Concerns by quarter\n\nFigure 2: Enquiries by quarter\n\nAs Figure 3 shows, more came.",
    "Figure 1: Concerns by quarter\n\nFigure 2: Enquiries by quarter\n\nFigure 5: Costs by quarter\n",
    "Chart 1: Concerns by month\n\nChart 2: Outcomes of enquiries\n\nChart 2 gives the monthly pattern of concerns.",
)

_WHAT = r"figures?|figs?\.?|tables?|charts?|graphs?|box|maps?|diagrams?"
CAPTION = re.compile(rf"^\W*(?P<what>{_WHAT})\s?(?P<number>\d{{1,3}})(?P<letter>[a-z]?)\b(?!\.\w)", re.IGNORECASE)
MENTION = re.compile(rf"\b(?P<what>{_WHAT})\s(?P<number>\d{{1,3}})\b(?!\.\d|,\d|\s?%|[-/]\d)", re.IGNORECASE)
OF_ANOTHER = re.compile(r"\s(?:of|in)\sthe\s(?!report|document)")
Seen = tuple[int, Sentence, "re.Match[str]"]


def find(prose: Prose) -> Iterator[Claim]:
    """Every mention of a caption by its number, and every caption after another."""
    seen: dict[str, list[Seen]] = {}
    for sentence in prose.sentences:
        if sentence.block.layout is Layout.CAPTION and sentence.start == 0 and (match := CAPTION.match(sentence.text)):
            seen.setdefault(_what(match["what"]), []).append((int(match["number"]), sentence, match))
    for what, captions in seen.items():
        if what not in {"box", "map"}:
            yield from _gaps(what, captions)
    for sentence in prose.told:
        if sentence.block.layout is Layout.CAPTION:
            continue
        for match in MENTION.finditer(sentence.text):
            what = _what(match["what"])
            titles = {number: one.text for number, one, _ in seen.get(what, ())}
            if len(titles) >= 2 and min(titles) == 1 and not OF_ANOTHER.match(sentence.text[match.end() :]):
                yield _mention(sentence, match, what, titles)


def _what(said: str) -> str:
    plain = said.lower().rstrip("s.")
    return "figure" if plain in {"fig", "figure"} else plain


def _mention(sentence: Sentence, match: re.Match[str], what: str, titles: Mapping[int, str]) -> Claim:
    number = int(match["number"])
    span = sentence.span(sentence.start + match.start(), sentence.start + match.end())
    if number not in titles:
        known = ", ".join(map(str, sorted(titles)))
        return reference(
            span,
            match.group(0),
            is_true=False,
            recomputed=f"{what} {known}",
            working=f"captions: {what} {known}",
            confidence=0.85,
            advice="the number of a caption that is there.",
        )
    other = _meant(sentence, match, number, titles)
    return reference(
        sentence.span(max(match.start() - 50, 0) + sentence.start, match.end() + sentence.start) if other else span,
        match.group(0),
        is_true=other is None,
        recomputed=f"{what} {other or number}",
        working=f"“{titles[number].strip()}”" + (f"; but “{titles[other].strip()}”" if other else ""),
        confidence=0.75,
        advice=f"{what} {other}, if that is meant.",
    )


def _clause(text: str, match: re.Match[str]) -> str:
    """What is said right around a mention, up to the next mention or the end of the clause."""
    before = re.split(r"[;.]|,\s(?:and|while|but)\s", text[: match.start()])[-1]
    rest = re.split(r"[;.]|,\s(?:and|while|but)\s", text[match.end() :])[0]
    others = list(MENTION.finditer(rest))
    return before + " " + (rest[: others[0].start()] if others else rest)


def _meant(sentence: Sentence, match: re.Match[str], number: int, titles: Mapping[int, str]) -> int | None:
    """Another caption, every telling word of which is in a sentence that has none of this one's."""
    told = {one: frozenset(words(CAPTION.sub("", title))) for one, title in titles.items()}
    shared = frozenset.intersection(*told.values())
    about = set(words(_clause(sentence.text, match)))
    if (told[number] - shared) & about or not told[number] - shared:
        return None
    others = [one for one, own in told.items() if one != number and own - shared and own <= about]
    return others[0] if len(others) == 1 else None


def _gaps(what: str, captions: Sequence[Seen]) -> Iterator[Claim]:
    """Numbers that jump from one caption to the next."""
    numbers = [number for number, *_ in captions]
    if len(numbers) < 2 or numbers[0] not in {0, 1} or numbers != sorted(numbers):
        return
    for (before, *_), (number, sentence, match) in itertools.pairwise(captions):
        if number == before:
            continue
        last = min(sentence.start + match.end() + 40, sentence.start + len(sentence.text))
        missing = ", ".join(str(one) for one in range(before + 1, number))
        yield reference(
            sentence.span(sentence.start + match.start(), last),
            match.group(0).strip(),
            is_true=not missing,
            recomputed=f"{what} {before + 1}",
            working=f"the caption before is {what} {before}" + (f"; there is no {missing}" if missing else ""),
            confidence=0.8,
            advice=f"{what} {before + 1}, or the missing ones.",
        )
