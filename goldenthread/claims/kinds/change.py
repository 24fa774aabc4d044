"""The size of a change: “346, in comparison to 294. This is 52 more”, “rose by 18% from 294 to 346”, “up 15 percentage
points”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from goldenthread.claims.changes import Change, carried_from, changes_of
from goldenthread.claims.claim import Claim, Kind, Severity, Verdict
from goldenthread.claims.intervals import EVERYTHING, Interval
from goldenthread.claims.judging import claim, shown, spans_of
from goldenthread.claims.lexicon import ANY_CHANGE, Way, way_of
from goldenthread.claims.prose import Prose, Sentence
from goldenthread.claims.quantities import Quantity, Unit, together

TRUE = (
    "There were 346 enquiries in comparison to 294 in 2022-23. This is 52 more than in the previous year.",
    "Concerns fell by 7.9% from 3,209 to 2,956.",
    "Attendance rose from 60% to 75%, an increase of 15 percentage points.",
    "Attendance rose from 60% to 75%, an increase of 25%.",
    "Income grew from £194,996 to £222,100 (an increase of 13.9%).",
    "In 2023/24 there were 41 referrals, compared with 54 in 2022/23, a decrease of 24%.",
    "There were 120 referrals, 20 fewer than the 140 received last year.",
    "Vacancies rose from 8% to 12%, i.e. by four percentage points.",
    "In 2022-23 we received 15,488 complaints and in 2023-24 17,937: an increase of 2,449, or 16%.",
    "Arson: 212 reports (last year 265), -20%.",
    "Confidence went up by 23 percentage points (58% before, 81% after).",
    "The deficit was £18.4m, which is £4.2m higher than the £14.2m of a year ago.",
)
FALSE = (
    "There were 346 enquiries in comparison to 294 in 2022-23. This is 52 less than in the previous year.",
    "Concerns fell by 8.9% from 3,209 to 2,956.",
    "Attendance rose from 60% to 75%, an increase of 25 percentage points.",
    "Attendance rose from 60% to 75%, an increase of 20%.",
    "Income grew from £194,996 to £222,100 (an increase of 19.3%).",
    "In 2023/24 there were 41 referrals, compared with 54 in 2022/23, a decrease of 42%.",
    "There were 120 referrals, 30 fewer than the 140 received last year.",
    "Vacancies rose from 8% to 12%, an increase of 4%.",
    "In 2022-23 we received 15,488 complaints and in 2023-24 17,937: an increase of 2,549, or 16%.",
    "Arson: 212 reports (last year 265), -25%.",
    "Confidence went up by 33 percentage points (58% before, 81% after).",
    "The deficit was £18.4m, which is £2.2m higher than the £14.2m of a year ago.",
)

CHANGED = rf"(?i:{ANY_CHANGE})"
SOFT = (
    r"(?:(?:just|only|about|around|approximately|nearly|almost|over|under|another|a|an|further|some|more|"
    r"less|than|at|least)\s)*"
)
NOT_ADJACENT = re.compile(r"«|\b(?:followed|before|after|then|and|but|as|while)\b")
"""What may not stand between the size of a change and the values after it."""
OTHER_THING = re.compile(r"\b(?:as|while|whilst|whereas|which|with|after)\b|\sand\sa(?:n)?\s$")
"""What stands before the size of a change in something else."""
NO_TIME = re.compile(r"«[AT]\d+»")
AMOUNTS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?!higher|lower|greater|larger|smaller|more|fewer|less|extra|additional)(?P<dir>{CHANGED})\s(?:(?!than\b)\w+\s){{0,3}}?(?:of|by)\s{SOFT}(?P<amount>«[CPMDF]\d+»)",
        rf"(?P<amount>«[CPMD]\d+»)\s(?:(?!has\b|have\b|had\b|was\b|were\b|is\b|are\b|who\b|which\b|that\b|and\b|to\b)\w+\s)?(?P<dir>{CHANGED})\b(?!\sthan\s(?:half|a\s))",
        (
            rf"(?<!make\s)(?<!makes\s)(?<!made\s)(?<!making\s)(?<!take\s)(?<!took\s)(?<!takes\s)\b(?P<dir>(?i:up|down|rising|falling|rose|fell|grew|increased|decreased|dropped|"
            rf"declined))\s(?:by\s)?{SOFT}(?P<amount>«[PD]\d+»)(?!\s?(?:to|in)\b)"
        ),
        (
            r"\b(?P<noun>(?:difference|change|gap|movement|improvement|deterioration|"
            r"variance))\sof\s(?P<amount>«[CPMD]\d+»)"
        ),
        rf"\b(?:i\.e\.|that\sis|or|namely),?\sby\s{SOFT}(?P<amount>«[CPMD]\d+»)",
        rf"\bby\s{SOFT}(?P<amount>«[CPMDF]\d+»)",
        r"(?P<amount>«D\d+»)\s(?:better|worse|ahead|wider|narrower)\b",
        r"[,(:;]\s?(?P<signed>«[PD]\d+»)",
        r"(?P<signed>«[CMPD]\d+»),?\s\(?from\b",
    )
)


def find(prose: Prose) -> Iterator[Claim]:
    """Every change that is told with both its values and its size."""
    for sentence in prose.told:
        if not sentence.numbers:
            continue
        changes = changes_of(sentence)
        carried = carried_from(prose, sentence)
        told: Quantity | None = None
        for amount, way, start, end in sorted(_amounts(sentence, changes), key=lambda one: one[0].start):
            change = _nearest(sentence, changes, *_at(sentence, amount))
            if change is None and carried and _speaks_of_before(sentence, amount, told):
                change, told = carried, amount
            if change is None or amount in (change.old, change.new):
                continue
            if (found := _judged(sentence, change, amount, way, sentence.skeleton_span(start, end))) is not None:
                yield found


def _at(sentence: Sentence, number: Quantity) -> tuple[int, int]:
    """Where the mark of a number stands in its sentence's skeleton."""
    mark = f"«{number.unit.value}{sentence.numbers.index(number)}»"
    start = sentence.skeleton.index(mark)
    return start, start + len(mark)


def _speaks_of_before(sentence: Sentence, amount: Quantity, told: Quantity | None) -> bool:
    """Whether an amount measures the change of the sentence before: it comes first, or right after one that did."""
    start, _ = _at(sentence, amount)
    begin = 0 if told is None else _at(sentence, told)[1]
    gap = NO_TIME.sub("", sentence.skeleton[begin:start])
    return "«" not in gap and (
        start < 90 if told is None else re.fullmatch(r"[^«»]{0,14}(?:\(|,\sor\s|\sor\s)[a-z ]{0,8}", gap) is not None
    )


def _amounts(sentence: Sentence, changes: Sequence[Change]) -> Iterator[tuple[Quantity, Way | None, int, int]]:
    ends = {number for change in changes for number in (change.old, change.new)}
    seen: set[Quantity] = set()
    for pattern in AMOUNTS:
        for match in pattern.finditer(sentence.skeleton):
            groups = match.groupdict()
            amount = sentence[groups.get("amount") or groups["signed"] or ""]
            if amount in ends or amount in seen or (groups.get("signed") and amount.text[0] not in "+-"):
                continue
            seen.add(amount)
            way = way_of(groups["dir"]) if groups.get("dir") else None
            if groups.get("signed"):
                way = Way.UP
            yield amount, way, match.start(), match.end()


def _nearest(sentence: Sentence, changes: Sequence[Change], start: int, end: int) -> Change | None:
    """The change that an amount belongs to: the one it stands in, that its bracket holds, right after it, or right before."""
    said = sentence.skeleton
    for change in changes:
        if change.start <= start and end <= change.end:
            return change
        if change.start >= end and re.fullmatch(r"[^«».;]{0,24}\(", said[end : change.start + 1]):
            return change  # “12% fewer (44, down from 50)”
    for change in changes:
        gap = said[end : change.start]
        if change.how == "from" and 0 <= change.start - end <= 45 and not NOT_ADJACENT.search(gap):
            return change
    before = [
        change
        for change in changes
        if 0 <= start - change.end <= 60
        and "«" not in NO_TIME.sub("", said[change.end : start])
        and not OTHER_THING.search(said[change.end : start])
    ]
    return max(before, key=lambda change: change.end) if before else None


def _judged(
    sentence: Sentence, change: Change, amount: Quantity, way: Way | None, said_at: tuple[int, int]
) -> Claim | None:
    old, new = change.old, change.new
    if amount.unit in {Unit.COUNT, Unit.MONEY} and amount.unit is not change.unit:
        return None
    earlier, later, said = together([old, new, amount])
    if amount.unit is Unit.PERCENT and amount.value % 10 == 0 and not amount.decimals:
        said = Interval(said.low - 0.5, said.high + 0.5)  # “an increase of 60 per cent” is a round figure
    difference = later - earlier
    if amount.unit is Unit.FRACTION:
        said = Interval(100 * amount.value - 4, 100 * amount.value + 4)
    if amount.unit in {Unit.PERCENT, Unit.FRACTION} and change.unit is not Unit.PERCENT:
        if old.hedged.low <= 0:
            return None
        results = [("percent", _relative(old, new))]
    elif amount.unit in {Unit.PERCENT, Unit.FRACTION}:
        results = [("points", difference), ("percent", _relative(old, new))]
    else:
        results = [("points" if amount.unit is Unit.POINTS else "difference", difference)]
    kind = {"percent": Kind.PERCENT_CHANGE, "points": Kind.POINTS, "difference": Kind.DIFFERENCE}[results[0][0]]
    true = [name for name, result in results if _agrees(result, said, way)]
    is_points = true == ["points"] and amount.unit is Unit.PERCENT
    size = [name for name, result in results if _agrees(result, said, None)]
    verdict = Verdict.OK if true and not is_points else Verdict.WRONG
    if not true and size and way is not None:
        kind = Kind.DIRECTION
    return _told(
        sentence,
        change,
        amount,
        kind=kind,
        verdict=verdict,
        results=results,
        way=way,
        is_way=bool(size) and not true,
        said_at=said_at,
    )


def _relative(old: Quantity, new: Quantity) -> Interval:
    """The change in per cent of the older value."""
    earlier, later = together([old, new])
    if earlier.low <= 0:
        return EVERYTHING
    ratio = later / earlier
    return Interval(100 * (ratio.low - 1), 100 * (ratio.high - 1))


def _agrees(result: Interval, said: Interval, way: Way | None) -> bool:
    if way is None:
        return result.meets(said) or Interval(-result.high, -result.low).meets(said)
    signed = result if way is Way.UP else Interval(-result.high, -result.low)
    return signed.meets(said) or (said.high < 0 and result.meets(said))


def _told(
    sentence: Sentence,
    change: Change,
    amount: Quantity,
    *,
    kind: Kind,
    verdict: Verdict,
    results: Sequence[tuple[str, Interval]],
    way: Way | None,
    is_way: bool,
    said_at: tuple[int, int],
) -> Claim:
    old, new, unit = change.old, change.new, change.unit
    difference = new.value - old.value
    in_unit = Unit.POINTS if unit is Unit.PERCENT else unit
    decimals = max(old.decimals, new.decimals)
    right = Way.UP if difference > 0 else Way.DOWN
    moved = f"{shown(abs(difference), in_unit, decimals)} {'more' if right is Way.UP else 'less'}"
    working = (
        f"{shown(new.value, unit, decimals)} − {shown(old.value, unit, decimals)} "
        f"= {'+' if difference > 0 else ''}{shown(difference, in_unit, decimals)}"
    )
    if any(name == "percent" for name, _ in results) and old.value:
        relative = 100 * difference / old.value
        working += (
            f"; {shown(abs(difference), in_unit, decimals)} / {shown(old.value, unit, decimals)} "
            f"= {'+' if relative > 0 else ''}{shown(relative, Unit.PERCENT, max(amount.decimals, 1))}"
        )
        moved += f" ({shown(abs(relative), Unit.PERCENT, max(amount.decimals, 1))})"
    if verdict is Verdict.OK:
        advice = ""
    elif is_way and way is not None:
        advice = f"“{'more' if right is Way.UP else 'fewer or less'}”, or the two values the other way round."
    elif amount.unit is Unit.PERCENT and unit is Unit.PERCENT and _agrees(new.hedged - old.hedged, amount.hedged, way):
        advice = f"“{shown(abs(difference), Unit.POINTS, decimals)}”: a change between two percentages is in points."
    elif amount.unit is Unit.POINTS and unit is Unit.PERCENT and _relative(old, new).meets(amount.hedged):
        advice = (
            f"{shown(abs(difference), Unit.POINTS, decimals)}; {amount.text.split()[0]} is the change as a "
            f"percentage of the first value."
        )
    else:
        advice = f"{moved}, or other values."
    others = () if sentence is change.sentence else spans_of(change.sentence, [old, new])
    numbers = [amount, old, new] if sentence is change.sentence else [amount]
    quote = sentence.span(amount.start, amount.end) if kind is Kind.POINTS and not is_way else said_at
    text = sentence.block.text[amount.start : amount.end]
    return claim(
        sentence,
        numbers,
        kind,
        verdict=verdict,
        stated=f"{way.name.lower()} {text}" if way is not None else text,
        recomputed=moved,
        working=working,
        advice=advice,
        confidence=0.95 if sentence is change.sentence else 0.9,
        severity=Severity.ERROR if verdict is Verdict.WRONG else None,
        others=others,
        quote=quote,
    )
