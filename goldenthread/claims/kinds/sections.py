"""References to numbered sections, against the document's own headings: “see section 7” where there are six."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from goldenthread.claims.claim import Claim
from goldenthread.claims.document import Layout
from goldenthread.claims.prose import Prose, Sentence
from goldenthread.claims.topics import reference, words

_HEADINGS = (
    "1. INTRODUCTION\n\nWe begin.\n\n2. LEARNING FROM REVIEWS\n\nWe learned.\n\n3. MONEY AND COSTS\n\nWe paid.\n\n"
)
TRUE = (_HEADINGS + "What we learned from reviews is set out in section 2.",)
FALSE = (
    _HEADINGS + "More is set out in section 5.",
    _HEADINGS + "What we learned from reviews is set out in section 3.",
)

SECTION = re.compile(
    r"\b(?P<what>[Ss]ections?|[Cc]hapters?)\s(?P<number>\d{1,2})(?:\.(?P<sub>\d{1,2}))?\b(?!\.\d|[-/]\d|"
    r"\s?\([a-z0-9]{1,2}\))"
)
NUMBERED = re.compile(r"^\W*(?:section\s|chapter\s)?(?P<number>\d{1,2})[.):]?\s*(?=[A-Z])", re.IGNORECASE)
OWN = re.compile(r"\b(?:see|in|refer to|at|described in|set out in|\()\s?(?:in\s)?$", re.IGNORECASE)
ELSEWHERE = re.compile(
    r"\b(?:act|guidance|regulations?|code of practice|statutory|enquir\w*|s42|investigat\w*|under|"
    r"schedule|local government|"
    r"standing orders|constitution)\b",
    re.IGNORECASE,
)


def find(prose: Prose) -> Iterator[Claim]:
    """Every reference to a section, where the document numbers its own without a gap."""
    yield from _annexes(prose)
    known: dict[int, str] = {}
    for block in prose.document.blocks:
        if block.layout in {Layout.HEADING, Layout.CONTENTS} and (match := NUMBERED.match(block.text)):
            known.setdefault(int(match["number"]), re.sub(r"[. ]*\d*$", "", block.text[match.end() :]))
    if len(known) < 3 or sorted(known) != list(range(min(known), max(known) + 1)) or min(known) > 1:
        return
    for sentence in prose.told:
        for match in SECTION.finditer(sentence.text):
            if re.match(r"\s(?:of|in)\b", sentence.text[match.end() :]):
                continue
            number = int(match["number"])
            around = (
                sentence.text[max(match.start() - 30, 0) : match.start()]
                + sentence.text[match.end() : match.end() + 50]
            )
            if not OWN.search(sentence.text[: match.start()]) or ELSEWHERE.search(around) or number > max(known) + 12:
                continue
            yield _section(sentence, match, known)


ANNEX = re.compile(r"\b(?P<what>[Aa]nnex|[Aa]ppendix|[Pp]art)\s(?P<number>[A-H]|\d)\b(?!\.\d)")
ANNEX_TITLE = re.compile(
    r"^(?P<what>annex|appendix|part)\s(?P<number>[A-H]|\d)\b[\s:.–-]*(?P<title>[A-Z].*?)[.\s]*\d*$", re.IGNORECASE
)


def _annexes(prose: Prose) -> Iterator[Claim]:
    """“Statements are in Annex B” where the contents give them to Annex A."""
    titles: dict[tuple[str, str], str] = {}
    for block in prose.document.blocks:
        if block.layout in {Layout.HEADING, Layout.CONTENTS, Layout.ROW} and (
            match := ANNEX_TITLE.match(block.text.replace("\t", " "))
        ):
            titles.setdefault((match["what"].lower(), match["number"].upper()), match["title"])
    if len(titles) < 2:
        return
    for sentence in prose.told:
        for match in ANNEX.finditer(sentence.text):
            key = (match["what"].lower(), match["number"].upper())
            about = set(words(re.split(r"[;).]", sentence.text[: match.start()])[-1]))
            own = set(words(titles.get(key, "")))
            others = [
                one
                for one, title in titles.items()
                if one != key and len(set(words(title))) >= 2 and set(words(title)) <= about
            ]
            if own & about or len(others) != 1:
                continue
            start = max(match.start() - 40, 0)
            right = f"{others[0][0].capitalize()} {others[0][1]}"
            yield reference(
                sentence.span(sentence.start + start, sentence.start + match.end()),
                match.group(0),
                is_true=False,
                recomputed=right,
                working=f"“{titles[others[0]]}” is {right}",
                confidence=0.75,
                advice=f"{right}, if that is meant.",
            )


def _section(sentence: Sentence, match: re.Match[str], known: Mapping[int, str]) -> Claim:
    number = int(match["number"])
    start = max(match.start() - 40, 0)
    span = sentence.span(sentence.start + start, sentence.start + match.end())
    if number not in known:
        return reference(
            span,
            match.group(0),
            is_true=False,
            recomputed=f"sections {min(known)} to {max(known)}",
            working=f"numbered headings run from {min(known)} to {max(known)}",
            confidence=0.75,
            advice="the number of a section that is there.",
        )
    other = _meant(sentence, match, number, known)
    return reference(
        span,
        match.group(0),
        is_true=other is None,
        recomputed=f"section {other or number}: {known[other or number]}",
        working=f"section {number} is “{known[number]}”" + (f", and section {other} “{known[other]}”" if other else ""),
        confidence=0.75,
        advice=f"section {other}, if “{known.get(other or 0, '')}” is meant.",
    )


def _meant(sentence: Sentence, match: re.Match[str], number: int, known: Mapping[int, str]) -> int | None:
    """Another section, whose title's telling words are in the clause, which has none of this one's."""
    clause = re.split(r"[;)]|,\s(?:and\s)?", sentence.text[: match.start()])[-1]
    about = set(words(clause))
    titles = {one: set(words(title)) for one, title in known.items()}
    if titles[number] & about or not titles[number]:
        return None
    others = [one for one, own in titles.items() if len(own) >= 2 and own <= about]
    return others[0] if len(others) == 1 else None
