"""The number of things in a list: “the following five recommendations:” above four of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from goldenthread.claims.claim import Claim, Kind, Severity, Verdict
from goldenthread.claims.judging import claim
from goldenthread.claims.prose import Prose, Sentence
from goldenthread.claims.quantities import Quantity, Unit

TRUE = (
    "The Board has three core duties:\n\n- to plan\n- to report\n- to review\n",
    "We made the following two recommendations:\n\n1. Train staff.\n2. Share records.\n",
    "There are four priorities: self-neglect, domestic abuse, modern slavery and wellbeing.",
    "The three statutory partners are: the council, the police and the integrated care board.",
)
FALSE = (
    "The Board has four core duties:\n\n- to plan\n- to report\n- to review\n",
    "We made the following three recommendations:\n\n1. Train staff.\n2. Share records.\n",
    "There are five priorities: self-neglect, domestic abuse, modern slavery and wellbeing.",
    "The four statutory partners are: the council, the police and the integrated care board.",
)

THINGS = (
    "recommendation|priorit(?:y|ie)|dut(?:y|ie)|objective|principle|aim|goal|theme|area|action|step|"
    "partner|organisation|agenc(?:y|ie)|reason|point|way|question|criteri(?:on|a)|outcome|"
    "finding|conclusion|element|part|section|strand|pillar|value|group|subgroup|workstream|domain|"
    "standard|task|measure|key line|stage|phase|type|categor(?:y|ie)|condition|function|"
    "responsibilit(?:y|ie)|commitment|challenge|strength|issue|factor|member|service|indicator|lesson|"
    "message|topic|site|ward|review|audit|audience|role|right|need|power|example|thing|"
    "meeting|event|session|course|programme|project|document|polic(?:y|ie)|procedure|report|plan|"
    "strateg(?:y|ie)|target|duty|test|gate|limb|requirement|option|change|improvement|learning point"
)
NOUN = re.compile(rf"^(?:[a-z-]+\s){{0,4}}(?:{THINGS})(?:s|n)?\b", re.IGNORECASE)
PART_OF = re.compile(
    (
        r"\b(?:one|some|most|two|three|none|many|several|each|all but|at least|up to|over|more than|about|"
        r"around) of (?:the |our |these |its )?$|\b(?:first|last|top|other|another|further|additional|next)\s$"
    ),
    re.IGNORECASE,
)
OPEN = re.compile(
    (
        r"\b(?:including|such as|for example|among(?:st)?(?: them| others)?|e\.g|particularly|notably|"
        r"especially|which included?)\b"
    ),
    re.IGNORECASE,
)
INLINE = re.compile(r"^[^:;.«]{0,60}?(?::|\s-|\s(?:are|were)|,?\snamely|,?\si\.e\.)\s(?P<list>[^:.]+?)\.?\s*$")
MOST = 20
OF_WHICH = re.compile(rf"\b(?:{THINGS})s?,?\s(?:of\swhich\s)?(?:there\s(?:are|were|is))\s$", re.IGNORECASE)
IN_BRACKETS = re.compile(r"^\s(?:[a-z-]+\s){0,2}[a-z]+s\s\((?P<list>[^()\d]{3,200})\)", re.IGNORECASE)


def find(prose: Prose) -> Iterator[Claim]:
    """Every list whose length is told right above it or in the same sentence."""
    for sentence in prose.told:
        for number in sentence.numbers:
            if (
                number.unit is not Unit.COUNT
                or number.is_hedged
                or not 2 <= number.value <= MOST
                or number.value != int(number.value)
            ):
                continue
            is_which = bool(OF_WHICH.search(sentence.text[: number.start - sentence.start]))
            if not (
                NOUN.match(number.noun) or is_which or IN_BRACKETS.match(sentence.text[number.end - sentence.start :])
            ) or PART_OF.search(sentence.text[: number.start - sentence.start]):
                continue
            if (
                found := _below(prose, sentence, number) or _inline(sentence, number) or _in_brackets(sentence, number)
            ) is not None:
                yield found


def _below(prose: Prose, sentence: Sentence, number: Quantity) -> Claim | None:
    if len([one for one in sentence.numbers if one.unit is Unit.COUNT and 2 <= one.value <= MOST]) != 1:
        return None
    lead = sentence
    items = prose.items_under.get(sentence.number)
    if items is None:
        following = prose.after(sentence, 1)
        if following and following[0].block is sentence.block and len(following[0].text) < 60:
            lead = following[0]
            items = prose.items_under.get(lead.number)
    if not items or OPEN.search(sentence.text[number.end - sentence.start :]) or OPEN.search(lead.text):
        return None
    counted = _at_top(items)
    if len(counted) < 2:
        return None
    return _claim(sentence, number, len(counted), [one.text for one in counted], confidence=0.85)


def _at_top(items: Sequence[Sentence]) -> list[Sentence]:
    """Items of the first kind: those that stand deeper, or begin with another sign, are parts of one above."""
    top = min(one.block.indent for one in items)
    outer = [one for one in items if one.block.indent == top]
    numbered = [one for one in outer if re.match(r"\(?\d", one.block.marker)]
    return numbered if len(numbered) >= 2 and re.match(r"\(?\d", outer[0].block.marker) else outer


def _inline(sentence: Sentence, number: Quantity) -> Claim | None:
    rest = sentence.text[number.end - sentence.start :]
    match = INLINE.match(rest)
    if match is None or OPEN.search(rest) or re.search(r"\d", match["list"]):
        return None
    said = match["list"]
    parts = [part for part in re.split(r",\s(?:and\s|or\s)?|\sand\s|\s&\s|\sor\s", said) if part.strip()]
    most = [part for part in re.split(r",\s(?:and\s)?", said) if part.strip()]
    if len(most) < 2 or any(len(part.split()) > 6 for part in parts):
        return None
    is_apart = re.search(r"[^,]\sand\s(?:the|a|an|our|their)\s[^,]*$", said) is not None
    if is_apart and len(most) < len(parts):
        most = parts
    if len(most) == 2 and len(parts) == 3 and "," in said:
        most = parts  # nobody parts two things by a comma
    if not re.search(r"\band\b", said) and len(most) >= 3 and all(len(part.split()) <= 4 for part in most):
        start = number.end + match.start("list")
        return _claim(
            sentence, number, len(most), most, confidence=0.75, quote=sentence.span(number.start, start + len(said))
        )
    if len(most) <= number.value <= len(parts) or not re.search(r"\band\b", said):
        return (
            _claim(sentence, number, int(number.value), most, confidence=0.8)
            if len(most) <= number.value <= len(parts)
            else None
        )
    length = len(parts) if len(parts) == len(most) + 1 else len(most)
    start = number.end + match.start("list")
    return _claim(sentence, number, length, parts, confidence=0.75, quote=sentence.span(start, start + len(said)))


def _in_brackets(sentence: Sentence, number: Quantity) -> Claim | None:
    """“two institutes (Water; Ageing; Cities)”: more in the brackets than were told. Fewer may be examples."""
    match = IN_BRACKETS.match(sentence.text[number.end - sentence.start :])
    if match is None or OPEN.search(match["list"]):
        return None
    things = [
        thing
        for thing in re.split(r";\s?" if ";" in match["list"] else r",\s(?:and\s)?|\sand\s", match["list"])
        if thing.strip()
    ]
    if len(things) < 2 or any(len(thing.split()) > 5 for thing in things) or len(things) < number.value:
        return None
    sure = ";" in match["list"] or not re.search(r"\band\b", match["list"])
    if len(things) != number.value and not sure:
        return None
    return _claim(
        sentence,
        number,
        len(things),
        things,
        confidence=0.75,
        quote=sentence.span(number.start, number.end + match.end()),
    )


def _claim(
    sentence: Sentence,
    number: Quantity,
    length: int,
    things: Sequence[str],
    *,
    confidence: float,
    quote: tuple[int, int] | None = None,
) -> Claim:
    is_true = number.value == length
    listed = "; ".join(" ".join(thing.split()[:4]) for thing in things[:8])
    end = min(number.end + len(number.noun) + 1, sentence.start + len(sentence.text))
    return claim(
        sentence,
        [number],
        Kind.COUNT_OF_LIST,
        verdict=Verdict.OK if is_true else Verdict.WRONG,
        stated=f"{number.text} {number.noun}".strip(),
        recomputed=str(length),
        working=f"{length} listed: {listed}",
        advice=f"“{length}”, or the item that is missing or too many.",
        confidence=confidence,
        severity=None if is_true else Severity.INCONSISTENT,
        quote=quote or sentence.span(number.start, end),
    )
