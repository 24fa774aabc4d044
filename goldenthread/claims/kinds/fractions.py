"""A share in words beside the same in figures: “two thirds (66%)”, “more than half (53%)”, “one in five (21%)”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.claims.claim import Claim, Kind, Severity, Verdict
from goldenthread.claims.judging import claim, shown
from goldenthread.claims.prose import Prose, Sentence
from goldenthread.claims.quantities import Hedge, Unit

TRUE = (
    "Two thirds (66%) of concerns were about neglect.",
    "More than half (53%) of those asked felt safer.",
    "Nearly three quarters (73%) agreed.",
    "One in five people (21%) lived alone.",
    "The majority (62%) were women.",
    "A third of cases, 34%, were closed.",
)
FALSE = (
    "Two thirds (58%) of concerns were about neglect.",
    "More than half (43%) of those asked felt safer.",
    "Nearly three quarters (63%) agreed.",
    "One in five people (31%) lived alone.",
    "The majority (42%) were women.",
    "A quarter of cases, 34%, were closed.",
)

BESIDE = re.compile(
    r"(?P<words>«F\d+»)(?P<gap>[^«».;:()]{0,60}?)(?:\s\((?P<said>[^«»()]{0,20})(?P<share>«P\d+»)[^"
    r"()]{0,30}\)|,\s(?P<or>or\s|at\s)?(?P<share2>«P\d+»)(?=,|\.|$))"
)
OTHER_WAY = re.compile(
    r"(?P<share>«P\d+»)[^«».;:()]{0,40}\((?:or\s|about\s|around\s|nearly\s|almost\s|just\s\w+\s|over\s|"
    r"more than\s)*(?P<words>«F\d+»)\)|(?P<share2>«P\d+»)\s?(?:-|,)\s(?:or\s)?(?:about\s|around\s|"
    r"nearly\s|almost\s|just\s\w+\s|over\s|more\sthan\s)*(?P<words2>«F\d+»)(?=,|\.|\s-|$)"
)
MAJORITY = re.compile(
    (
        r"\b(?P<what>(?:the|a)\s(?:vast\s|large\s|clear\s|overwhelming\s|significant\s)?(?:majority|"
        r"minority))\b[^«».;:()]{0,60}?(?:\s\(|,\s)(?P<share>«P\d+»)(?!\s(?:of|were|was))"
    ),
    re.IGNORECASE,
)
MAJORITY_OF = re.compile(
    (
        r"\b(?P<what>(?:the|a)\s(?:vast\s|large\s|clear\s|significant\s)?(?:majority|"
        r"minority))\b[^«».;:()]{0,60}?(?:\s\(|,\s)(?P<part>«C\d+»)\s(?:out\s)?of\s(?:the\s|all\s|"
        r"a\stotal\sof\s)*(?P<base>«C\d+»)"
    ),
    re.IGNORECASE,
)
MOST_OF = re.compile(
    r"\b(?P<what>[Mm]ost\s(?:of\s)?(?:the\s|our\s|all\s)*)(?P<base>«C\d+»)[^«».;:()]{0,40}\((?P<part>«C\d+»)\)"
)
MOST_BESIDE = re.compile(
    r"\b(?P<what>[Mm]ost)\s(?!(?:common|recent|likely|often|frequent)\b)[^«».;:()]{2,50}?\s\((?:(?P<share>«P\d+»)|(?P<part>«C\d+»)\s(?:out\s)?of\s(?:the\s)?(?P<base>«C\d+»))\)"
)
NO = re.compile(
    r"\b(?:up|down|from|compared|increase|decrease|last|previous|national|England|average|target)\b", re.IGNORECASE
)


def find(prose: Prose) -> Iterator[Claim]:
    """Every share that is told in words and in figures."""
    for sentence in prose.told:
        for match in (*MAJORITY_OF.finditer(sentence.skeleton), *MOST_OF.finditer(sentence.skeleton)):
            yield _majority_of(sentence, match)
        for match in MOST_BESIDE.finditer(sentence.skeleton):
            yield _majority(sentence, match) if match["share"] else _majority_of(sentence, match)
        if "«P" not in sentence.skeleton:
            continue
        if "«F" in sentence.skeleton:
            for pattern in (BESIDE, OTHER_WAY):
                for match in pattern.finditer(sentence.skeleton):
                    if not NO.search(match.group(0)):
                        yield _pair(sentence, match)
        for match in MAJORITY.finditer(sentence.skeleton):
            if not NO.search(match.group(0)):
                yield _majority(sentence, match)


def _pair(sentence: Sentence, match: re.Match[str]) -> Claim:
    groups = match.groupdict()
    words = sentence[groups.get("words") or groups["words2"] or ""]
    share = sentence[groups.get("share") or groups["share2"] or ""]
    room = 0.035 if words.hedge is Hedge.NONE else 0.02
    low, high = words.value - room, words.value + room
    match words.hedge:
        case Hedge.OVER:
            low, high = words.value - 0.001, 1.0
        case Hedge.UP_TO:
            low, high = 0.0, words.value + 0.001
        case Hedge.NEARLY:
            low, high = words.value - 0.08, words.value + 0.002
        case Hedge.ABOUT:
            low, high = words.value - 0.05, words.value + 0.08
    is_true = share.bounds.high / 100 >= low and share.bounds.low / 100 <= high
    return claim(
        sentence,
        [words, share],
        Kind.CONVERSION,
        verdict=Verdict.OK if is_true else Verdict.WRONG,
        stated=f"{words.hedge.value} {words.text} is {share.text}".strip(),
        recomputed=shown(100 * words.value, Unit.PERCENT),
        working=f"{words.text} = {shown(100 * words.value, Unit.PERCENT, 1)}, beside {share.text}",
        advice=f"words for {share.text}, or another percentage.",
        confidence=0.85,
        severity=None if is_true else Severity.INCONSISTENT,
    )


def _majority_of(sentence: Sentence, match: re.Match[str]) -> Claim:
    part, base = sentence[match["part"]], sentence[match["base"]]
    is_more = "minority" not in match["what"].lower()
    share = 100 * part.value / base.value if base.value else 0.0
    is_true = share > 50 if is_more else share < 50
    start, end = sentence.skeleton_span(match.start(), match.end())
    return claim(
        sentence,
        [part, base],
        Kind.SUPERLATIVE,
        verdict=Verdict.OK if is_true else Verdict.WRONG,
        stated=match["what"],
        recomputed=shown(share, Unit.PERCENT, 1),
        working=f"{shown(part.value)} / {shown(base.value)} = {shown(share, Unit.PERCENT, 1)}",
        advice="“the largest group”, or other counts." if is_more else "another word, or other counts.",
        confidence=0.88,
        severity=None if is_true else Severity.INCONSISTENT,
        quote=(start, end),
    )


def _majority(sentence: Sentence, match: re.Match[str]) -> Claim:
    share = sentence[match["share"]]
    is_more = "minority" not in match["what"].lower()
    is_true = share.bounds.high > 50 if is_more else share.bounds.low < 50
    start, end = sentence.skeleton_span(match.start(), match.end())
    return claim(
        sentence,
        [share],
        Kind.SUPERLATIVE,
        verdict=Verdict.OK if is_true else Verdict.WRONG,
        stated=f"{match['what']}: {share.text}",
        recomputed="more than 50%" if is_more else "less than 50%",
        working=(
            f"a {'majority' if is_more else 'minority'} is {'more' if is_more else 'less'} than 50%; {share.text} "
            f"is stated"
        ),
        advice="“the largest group”, or another percentage." if is_more else "another word, or another percentage.",
        confidence=0.85,
        severity=None if is_true else Severity.INCONSISTENT,
        quote=(start, end),
    )
