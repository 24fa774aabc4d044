"""A part and its share of a whole: “82 (42%) of the 197 incidents”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goldenthread.claims.claim import Claim, Kind, Severity, Verdict
from goldenthread.claims.judging import claim, shown, spans_of
from goldenthread.claims.lexicon import ANY_CHANGE
from goldenthread.claims.prose import Prose, Sentence
from goldenthread.claims.quantities import Quantity, Unit

TRUE = (
    "Of the 197 incidents called in, the police attended 82 (42%).",
    "Of 1,204 concerns, 361 (30%) led to an enquiry.",
    "45 of the 60 people asked (75%) felt safer.",
    "75% (45 of 60) felt safer.",
    "There were 60 replies, of which 45 (75%) were positive.",
    "Just over half (31 of 60) of those asked agreed.",
    "Income was £222,100, of which £127,000 (57%) came from the council.",
)
FALSE = (
    "Of the 197 incidents called in, the police attended 82 (40%).",
    "Of 1,204 concerns, 316 (30%) led to an enquiry.",
    "45 of the 60 people asked (57%) felt safer.",
    "57% (45 of 60) felt safer.",
    "There were 60 replies, of which 45 (80%) were positive.",
    "Just over half (21 of 60) of those asked agreed.",
    "Income was £222,100, of which £127,000 (75%) came from the council.",
)

CM = r"«[CM]\d+»"
PF = r"«[PF]\d+»"
NEAR = r"(?:[^«»;:()]|«[AT]\d+»)"
"""A sign between a part and its share: no other number, but times and lengths of time."""
EQUALS = (
    r"(?:or|representing|equating\sto|equates\sto|equivalent\sto|which\s(?:is|was|represents|represented|"
    r"equates\sto|equated\sto)|i\.e\.,?|"
    r"making\sup|accounting\sfor|amounting\sto|equal\sto|=|(?:that|this|which)\s(?:makes|is|gives)|"
    r"an?\s(?:[a-z]+\s){0,2}(?:share|rate|proportion|percentage)\sof)"
)
OF = (
    r"(?:(?:out\s)?of\s|/\s?)(?:(?:the|all|our|these|those|its|a|an|total|some|about|around|over|"
    r"estimated|possible|of)\s)*"
)
EXPLICIT = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"(?P<part>{CM})(?:\s{NEAR}{{1,40}})??\s?{OF}(?P<base>{CM}){NEAR}{{0,70}}(?:\(|,\s(?:or\s)?|"
            rf"\s-\s|\s(?:or|=|i\.e\.)\s){NEAR}{{0,16}}?(?P<share>«P\d+»)"
            r"(?=[),.;]|$|\s\(|\s(?:were|was|had|have|are|is|did|led|felt|said|of\sthe))"
        ),
        (
            rf"(?P<share>{PF}){NEAR}{{0,60}}\((?:n\s?=\s?|{NEAR}{{0,20}})?(?P<part>{CM}){NEAR}{{0,40}}?\s?{OF}"
            rf"(?P<base>{CM}){NEAR}{{0,60}}\)"
        ),
        (
            rf"(?P<share>{PF})\sof\s(?:the\s|all\s|our\s|those\s|these\s)*(?P<base>{CM}){NEAR}{{0,60}}\("
            rf"(?:n\s?=\s?)?(?P<part>{CM}){NEAR}{{0,30}}\)"
        ),
        (
            rf"(?P<part>{CM}){NEAR}{{0,60}}\({NEAR}{{0,24}}(?P<share>«P\d+»)\s(?:out\s)?of\s(?:the\s|all\s|our\s|"
            rf"a\stotal\sof\s)*(?P<base>{CM}){NEAR}{{0,60}}\)"
        ),
        (
            rf"(?P<part>{CM})\s{NEAR}{{0,50}}?\b(?:in|from|out\sof|of)\s(?:(?:the|all|a|total|"
            rf"of)\s)*(?P<base>{CM}){NEAR}{{0,50}}?(?:,\s|\s-\s|\()(?:an?\s|the\s)?(?:[a-z]+\s){{0,3}}(?:rate|"
            rf"proportion|share|percentage)\s(?:of|was|at)\s(?P<share>«P\d+»)"
        ),
        rf"(?P<share>{PF})\sof\s(?:the\s|our\s|all\s|its\s)*(?P<base>{CM})\s[a-z]+(?:\s-\s|,\s)(?P<part>{CM})(?:\s-\s|,\s)",
        rf"(?P<share>{PF}){NEAR}{{0,60}},\s(?P<part>{CM})\s(?:out\s)?of\s(?:(?:the|all|a|total|of)\s)*(?P<base>{CM})",
    )
)
PAIRS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<part>{CM}){NEAR}{{0,70}}\((?P<inside>{NEAR}{{0,24}})(?P<share>«P\d+»)(?P<tail>{NEAR}{{0,60}})\)",
        (
            rf"(?P<share>{PF}){NEAR}{{0,70}}\((?P<inside>n\s?=\s?|or\s|{NEAR}{{0,3}})(?P<part>{CM})"
            rf"(?P<tail>{NEAR}{{0,40}})\)"
        ),
        rf"(?P<part>{CM}){NEAR}{{0,60}}(?:,|:|;|\s-)?\s{EQUALS}\s(?P<inside>{NEAR}{{0,24}})(?P<share>«P\d+»)(?P<tail>)",
        (
            rf"(?P<part>{CM}){NEAR}{{0,60}},\s(?P<inside>(?:or\s|some\s|about\s|nearly\s|almost\s|just\s\w+\s|"
            rf"over\s|more\sthan\s)*)(?P<share>{PF})(?P<tail>)(?=,|\.|$|\))"
        ),
        rf"(?P<share>«P\d+»),?\s{EQUALS}\s(?P<inside>{NEAR}{{0,12}})(?P<part>{CM})(?P<tail>)",
    )
)
LEAD = re.compile(
    rf"(?:^|[,;:(]\s|\b(?:and|that|while|whilst|but)\s)(?:Of|From|Out\sof|Among|Amongst|of|from|out\sof|"
    rf"among|amongst)\s"
    rf"(?:(?:the|these|those|all|our|a|total|of|some|about|around|over|whole|first|its)\s)*(?P<base>{CM})"
)
OUT_OF_ALL = re.compile(
    rf"\bout\sof\s(?:a\stotal\sof\s)?(?P<base>{CM})\s(?:[a-z]+\s)?(?:in\sall|in\stotal|altogether|overall)\b"
)
OF_WHICH = re.compile(r"\b(?:of|out\sof|from|among|amongst)\s(?:which|whom|these|those|them)\b", re.IGNORECASE)
OF_SOMETHING = re.compile(r"^\W*(?:Of|Among|Out of)\s(?:the|these|those|all)\s")
OF_PRONOUN = re.compile(r"\s(?:out\s)?of\s(?:these|those|them)\b")
OF_NOUN = re.compile(r"\s(?:out\s)?of\s(?:the|our|all)\s(?P<noun>[a-z]{4,})")
OF_THESE = re.compile(r"^(?:\W*)(?:Of|Out\sof|From|Among|Amongst)\s(?:these|those|them|this\stotal|the\stotal)\b")
NO_SHARE = re.compile(
    r"\b(?:up|down|increas\w*|decreas\w*|reduc\w*|ris\w*|rose|fall\w*|fell|drop\w*|grew|growth|higher|"
    r"lower|more|fewer|less|change\w*|from|compar\w*|"
    r"confidence|CI|target|previous\w*|last|against|versus|vs|was|average|nationally|national|England|"
    r"than|interest|VAT|discount)\b|[+−]|(?:^|\s)-(?:\d|$)",
    re.IGNORECASE,
)


OF_A_CHANGE = re.compile(
    r"\b(?:higher|lower|more|fewer|less)\sthan\b|\b(?:increase|decrease|rise|fall|reduction)\b", re.IGNORECASE
)
IS_CHANGE = re.compile(
    rf"^\s(?:\w+\s)?{ANY_CHANGE}\b|^\sof\s(?:the\s|all\s|its\s|their\s)?"
    r"(?!them\b|these\b|those\b|which\b|whom\b|total\b|all\b)[a-z]+\b(?!.{0,2}\))",
    re.IGNORECASE,
)
"""What follows a percentage that is no share of the whole before: “a 9% decrease”, “100% of their reviews”."""


@dataclass(frozen=True)
class _Pair:
    part: Quantity
    share: Quantity
    base: Quantity | None
    at: int


@dataclass(frozen=True)
class _Base:
    """A number that may be the whole of a part, where it stands if elsewhere, and whether it is named as the whole."""

    number: Quantity
    where: tuple[tuple[int, int], ...]
    is_sure: bool


def find(prose: Prose) -> Iterator[Claim]:
    """Every part with a share whose whole is told."""
    for sentence in prose.told:
        if any(one.unit in {Unit.PERCENT, Unit.FRACTION} for one in sentence.numbers):
            pairs = _pairs(sentence)
            for place, pair in enumerate(pairs):
                found = _judged(prose, sentence, pair, pairs[:place]) or _beside_others(prose, sentence, pair, pairs)
                if found is not None:
                    yield found


def _pairs(sentence: Sentence) -> list[_Pair]:
    found: dict[Quantity, _Pair] = {}
    used: set[Quantity] = set()
    for pattern in (*EXPLICIT, *PAIRS):
        for match in pattern.finditer(sentence.skeleton):
            pair = _pair(sentence, match)
            if pair is None or pair.share in found or pair.part in used:
                continue
            found[pair.share] = pair
            used.add(pair.part)
    return sorted(found.values(), key=lambda pair: pair.at)


def _pair(sentence: Sentence, match: re.Match[str]) -> _Pair | None:
    groups = match.groupdict()
    part, share = sentence[match["part"]], sentence[match["share"]]
    base = sentence[match["base"]] if groups.get("base") else None
    if base is None:
        said = (match["inside"], match["tail"], _within(sentence, match))
        is_other = any(OF_A_CHANGE.search(words) for words in said[2:]) or any(
            NO_SHARE.search(words) for words in said[:2]
        )
        is_other = is_other or _is_of_other(sentence, match)
        return None if is_other else _Pair(part, share, None, match.start("part"))
    if _is_of_other(sentence, match):
        return None
    first, *_, last = sorted((match.start("base"), match.start("share"), match.start("part")))
    if base.unit is not part.unit or NO_SHARE.search(sentence.skeleton[first:last]):
        return None
    return _Pair(part, share, base, match.start("part"))


def _within(sentence: Sentence, match: re.Match[str]) -> str:
    first, last = sorted((match.start("part"), match.start("share")))
    return sentence.skeleton[first:last]


def _is_of_other(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a percentage after its count is of something else: “150 late, a 9% decrease”, “six said 100% of theirs”."""
    rest = sentence.skeleton[match.end("share") :]
    return match.start("part") < match.start("share") and IS_CHANGE.match(rest) is not None


def _judged(prose: Prose, sentence: Sentence, pair: _Pair, before: Sequence[_Pair]) -> Claim | None:
    if pair.base is not None:
        return _claim(sentence, pair, pair.base, 0.95, ())
    told = _told_bases(prose, sentence, pair, before)
    fits = [one for one in told if _is_true(pair, one.number)]
    sure = {one.number.value: one for one in told if one.is_sure}
    if not sure:
        return None
    if fits:
        return _claim(sentence, pair, fits[0].number, 0.9, fits[0].where)
    if len(sure) == 1 and len({one.number.value for one in told}) <= 4:
        (base,) = sure.values()
        return _claim(sentence, pair, base.number, 0.9, base.where)
    return None


def _told_bases(prose: Prose, sentence: Sentence, pair: _Pair, before: Sequence[_Pair]) -> list[_Base]:
    """What may be the whole of a part: numbers before it, and which of them is named as the whole."""
    parts = {one.part for one in before}
    own = [
        one
        for one in sentence.numbers
        if one.end <= pair.part.start
        and one.unit is pair.part.unit
        and one.value >= pair.part.value
        and one not in parts
    ]
    named = _named_here(sentence, pair)
    of_noun = OF_NOUN.match(sentence.block.text[pair.part.end :])
    if of_noun is not None:
        named = _of_noun(prose, sentence, pair, of_noun["noun"]) or named
        if named is None:
            return []
    if named is not None and OF_PRONOUN.match(sentence.block.text[pair.part.end :]):
        own = [one for one in sentence.numbers if one.end <= pair.part.start and one.unit is pair.part.unit]
    elif named is not None and named in own:
        own = own[own.index(named) :]
    if named is None and of_noun is None:
        named = next(
            (one.base for one in reversed(before) if one.base is not None), None
        )  # the same list goes on: “34% of 4,500 daily, 1,125 (25%) weekly”
    found = [_Base(one, (), is_sure=False) for one in own]
    if named is not None:
        return [_Base(named, (), is_sure=True), *found]
    above = _lead_above(prose, sentence)
    for one in above or prose.before(sentence, 1):
        counts = [
            number
            for number in one.numbers
            if number.unit is pair.part.unit and not number.is_hedged and number.value >= pair.part.value
        ]
        is_named = (bool(above) and _is_named_whole(one, counts)) or (
            bool(OF_THESE.search(sentence.text)) and len(counts) == 1
        )
        found.extend(
            _Base(number, spans_of(one, [number]), is_sure=is_named and place == 0)
            for place, number in enumerate(counts)
        )
    return found


def _of_noun(prose: Prose, sentence: Sentence, pair: _Pair, noun: str) -> Quantity | None:
    """The count that “1,999 of the referrals” is of: the last one before whose noun it is."""
    stem = noun.lower().rstrip("s")[:7]
    for one in (sentence, *prose.before(sentence, 1)):
        counts = [
            number
            for number in one.numbers
            if number.unit is pair.part.unit
            and (one is not sentence or number.end <= pair.part.start)
            and number.value >= pair.part.value
            and re.search(rf"\b{re.escape(stem)}", number.noun, re.IGNORECASE)
        ]
        if counts:
            return counts[-1]
    return None


def _named_here(sentence: Sentence, pair: _Pair) -> Quantity | None:
    """The whole that the sentence itself names: “of the 197”, “of which”, “out of 279 in all”."""
    leads = [match for match in LEAD.finditer(sentence.skeleton) if match.end() <= pair.at]
    which = [
        match
        for match in OF_WHICH.finditer(sentence.skeleton)
        if 0 < match.end() <= pair.at or 0 <= match.start() - pair.at <= 8
    ]
    if which and (not leads or leads[-1].end() < which[-1].start()):
        before = [one for one in sentence.numbers if one.end <= pair.part.start and one.unit is pair.part.unit]
        return before[-1] if before and before[-1].value >= pair.part.value else None
    if leads and sentence[leads[-1]["base"]].unit is pair.part.unit:
        lead = sentence[leads[-1]["base"]]
        return lead if lead.value >= pair.part.value else None
    after = OUT_OF_ALL.search(sentence.skeleton)
    if after is not None and sentence[after["base"]].unit is pair.part.unit:
        return sentence[after["base"]]
    return None


def _beside_others(prose: Prose, sentence: Sentence, pair: _Pair, pairs: Sequence[_Pair]) -> Claim | None:
    """A share among others of its sentence that are all of the count right before: “488 came, 239 stayed (49%); 270
    came, 46 stayed (17%)”."""
    others = [one for one in pairs if one is not pair and one.base is None]
    if not others or pair.base is not None:
        return None
    if (found := _of_the_sentence_before(prose, sentence, pair, others)) is not None:
        return found
    if len(others) < 2:
        return None
    bases = {id(one): _right_before(sentence, one, pairs) for one in (pair, *others)}
    base = bases[id(pair)]
    rests = [bases[id(one)] for one in others]
    if base is None or any(rest is None for rest in rests) or len({rest for rest in rests if rest}) < 2:
        return None
    if all(rest is not None and _is_true(one, rest) for one, rest in zip(others, rests, strict=True)):
        return _claim(sentence, pair, base, 0.85, ())
    return None


def _of_the_sentence_before(prose: Prose, sentence: Sentence, pair: _Pair, others: Sequence[_Pair]) -> Claim | None:
    """A share in a list whose other shares are all of one number told right before, so that this one should be too."""
    if len(others) < 2 and not OF_SOMETHING.match(sentence.text):
        return None
    for one in prose.before(sentence, 1):
        counts = [number for number in one.numbers if number.unit is pair.part.unit and number.value >= pair.part.value]
        wholes = [number for number in counts if all(_is_true(other, number) for other in others)]
        if len(wholes) == 1 and not any(_is_true(pair, number) for number in (*counts, *_before(sentence, pair))):
            return _claim(sentence, pair, wholes[0], 0.8, spans_of(one, wholes))
    return None


def _before(sentence: Sentence, pair: _Pair) -> list[Quantity]:
    return [one for one in sentence.numbers if one.end <= pair.part.start and one.unit is pair.part.unit]


def _right_before(sentence: Sentence, pair: _Pair, pairs: Sequence[_Pair]) -> Quantity | None:
    parts = {one.part for one in pairs}
    own = [
        one
        for one in sentence.numbers
        if one.end <= pair.part.start and one.unit is pair.part.unit and one not in parts
    ]
    return own[-1] if own and own[-1].value >= pair.part.value else None


def _lead_above(prose: Prose, sentence: Sentence) -> Sequence[Sentence]:
    return [prose.sentences[number] for number, items in prose.items_under.items() if sentence in items]


def _is_named_whole(lead: Sentence, counts: Sequence[Quantity]) -> bool:
    match = LEAD.search(lead.skeleton)
    return len(counts) == 1 and (
        match is not None or bool(re.search(r"\btotal\b|\bthere were\b|\breceived\b", lead.text, re.IGNORECASE))
    )


def _is_true(pair: _Pair, base: Quantity) -> bool:
    if base.hedged.low <= 0:
        return True
    share = (pair.part.hedged / base.hedged) * _scale(pair.share)
    return share.meets(pair.share.hedged)


def _scale(share: Quantity) -> float:
    return 100.0 if share.unit is Unit.PERCENT else 1.0


def _claim(
    sentence: Sentence, pair: _Pair, base: Quantity, confidence: float, others: tuple[tuple[int, int], ...]
) -> Claim:
    is_true = _is_true(pair, base)
    unit = pair.part.unit
    value = 100 * pair.part.value / base.value if base.value else 0.0
    exact = shown(value, Unit.PERCENT, max(pair.share.decimals, 0) + 1)
    need = ""
    if not is_true:
        rounded = shown(value, Unit.PERCENT, pair.share.decimals)
        need = f"{rounded} if both counts are right"
        if pair.share.unit is Unit.PERCENT and pair.share.value:
            wholes = pair.part.bounds / pair.share.bounds * 100
            need += (
                f"; or a whole of about {shown(wholes.low, unit, 0)} to {shown(wholes.high, unit, 0)} if the share is"
            )
        need += "."
    numbers = [pair.share, pair.part] if others else [pair.share, pair.part, base]
    start, end = min(one.start for one in (pair.part, pair.share)), max(one.end for one in (pair.part, pair.share))
    return claim(
        sentence,
        numbers,
        Kind.PERCENT_OF_TOTAL,
        verdict=Verdict.OK if is_true else Verdict.WRONG,
        stated=f"{pair.part.text} is {pair.share.text}",
        recomputed=exact,
        working=f"{shown(pair.part.value, unit)} / {shown(base.value, unit)} = {exact}",
        advice=need,
        confidence=confidence,
        severity=None if is_true else Severity.ERROR,
        others=others,
        quote=sentence.span(start, end),
    )
