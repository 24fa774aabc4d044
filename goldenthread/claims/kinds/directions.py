"""The way of a change: “rose from 346 to 294”, “at 4.4%, below the 4.0% of a year before”."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from goldenthread.claims.changes import Change, carried_from, changes_of
from goldenthread.claims.claim import Claim, Kind, Severity, Verdict
from goldenthread.claims.intervals import Interval
from goldenthread.claims.judging import claim, range_of, shown, spans_of
from goldenthread.claims.lexicon import ANY_CHANGE, DOWN, UP, Way, way_of
from goldenthread.claims.prose import Prose, Sentence
from goldenthread.claims.quantities import Quantity, Unit

TRUE = (
    "We had 2,956 concerns, down from 3,209 the year before.",
    "The wait was cut to 9 weeks from 12.",
    "Unemployment, at 4.4%, was above the 4.0% of a year earlier.",
)
FALSE = (
    "We had 3,209 concerns, down from 2,956 the year before.",
    "The wait was shortened to 15 weeks from 12.",
    "Unemployment, at 4.4%, was below the 4.0% of a year earlier.",
    "The overspend widened from £410,000 in June to £365,000 in December.",
)

CHANGED = rf"(?i:{ANY_CHANGE})"
VALUE = r"«[CPMR]\d+»"
BESIDE = re.compile(
    rf"(?P<one>{VALUE})(?:[^«».;:]|«T\d+»){{0,40}}?\b(?:was|is|were|are|remains?|remained|"
    rf"stood)\s(?:well\s|just\s|slightly\s|significantly\s|still\s|far\s|much\s)*"
    rf"(?P<way>above|below|higher\sthan|lower\sthan|more\sthan|less\sthan|fewer\sthan|greater\sthan|"
    rf"smaller\sthan)\s(?:[^«».;:]|«T\d+»){{0,40}}?(?P<two>{VALUE})"
)
SOFT = frozenset({"gain", "cut", "cuts", "up", "down"})
NO_WAY = frozenset(
    re.findall(
        r"\w+",
        "more less additional extra greater fewer lower higher smaller larger "
        "growth surplus shortfall overspend underspend uplift",
    )
)
"""Words that measure or name a change, not which way it went: “more than halved”, “growth from 3.7% to 3.1%”."""


def find(prose: Prose) -> Iterator[Claim]:
    """Every change and comparison whose way is told with both values."""
    for sentence in prose.told:
        if (found := _said_after(prose, sentence)) is not None:
            yield found
        if len(sentence.numbers) < 2:
            continue
        if (found := _running(sentence)) is not None:
            yield found
        for change in changes_of(sentence):
            if (found := _of_way(sentence, change)) is not None:
                yield found
        for match in BESIDE.finditer(sentence.skeleton):
            one, two = sentence[match["one"]], sentence[match["two"]]
            between = sentence.skeleton[match.end("one") : match.start("way")]
            if re.search(r",?\s(?:and|but|while|whereas|which)\s", between):
                continue
            if one.unit is two.unit and one.per == two.per and not one.bounds.meets(two.bounds):
                yield _beside(sentence, match, one, two)


SAID_AFTER = re.compile(
    r"^\W*(?:This|That|It)\s(?:is|was|represents|represented|marks)\s(?:an?|the)\s(?:\w+\s)?(?P<word>increase|rise|decrease|fall|drop|reduction|decline)\b(?!\sof\s«)"
)


def _said_after(prose: Prose, sentence: Sentence) -> Claim | None:
    """“This is a fall on the year before.”, after a sentence with both values."""
    match = SAID_AFTER.match(sentence.skeleton)
    change = carried_from(prose, sentence) if match else None
    if (
        match is None
        or change is None
        or change.old.bounds.meets(change.new.bounds)
        or re.search(r"«[CPM]\d+»", sentence.skeleton)
    ):
        return None
    is_up = way_of(match["word"]) is Way.UP
    difference = change.new.value - change.old.value
    is_true = (difference > 0) == is_up
    start, end = sentence.skeleton_span(match.start("word"), match.end("word"))
    return claim(
        sentence,
        [],
        Kind.DIRECTION,
        verdict=Verdict.OK if is_true else Verdict.WRONG,
        stated=match["word"],
        recomputed="up" if difference > 0 else "down",
        working=f"{change.new.text} after {change.old.text}",
        advice="The other word, or the two values the other way round.",
        confidence=0.85,
        severity=None if is_true else Severity.ERROR,
        others=spans_of(change.sentence, [change.new, change.old]),
        quote=(start, end),
    )


RUNNING = re.compile(
    r"\b(?P<word>rose|fell|increased|decreased|grew|dropped|declined|risen|fallen|up|down)\sfor\s(?:a|the)\s\w+\s(?:consecutive\s|successive\s)?(?:year|quarter|month)(?:\srunning|\sin\sa\srow)?[:,]?\s(?P<rest>.*)$"
)


def _running(sentence: Sentence) -> Claim | None:
    """“rose for a third year running: 412 in 2021/22, 438 in 2022/23 and 429 in 2023/24”."""
    match = RUNNING.search(sentence.skeleton)
    if match is None:
        return None
    values = [sentence[mark] for mark in re.findall(VALUE, match["rest"])]
    times = [sentence.time(mark) for mark in re.findall(r"«T\d+»", match["rest"])]
    if len(values) < 3 or len(times) != len(values) or len({one.unit for one in values}) != 1:
        return None
    ordered = [
        value for _, value in sorted(zip((time.rank for time in times), values, strict=True), key=lambda one: one[0])
    ]
    is_up = way_of(match["word"]) is not Way.DOWN and match["word"] != "fallen"
    pairs = list(itertools.pairwise(ordered))
    is_true = all((later.value > earlier.value) == is_up for earlier, later in pairs)
    return claim(
        sentence,
        values,
        Kind.DIRECTION,
        verdict=Verdict.OK if is_true else Verdict.WRONG,
        stated=match["word"],
        recomputed=", ".join(one.text for one in ordered),
        working=f"in the order of the years: {', '.join(one.text for one in ordered)}",
        advice="what the values show.",
        confidence=0.85,
        severity=None if is_true else Severity.ERROR,
        quote=sentence.skeleton_span(match.start(), match.end()),
    )


def _beside(sentence: Sentence, match: re.Match[str], one: Quantity, two: Quantity) -> Claim:
    """Two values that stand side by side with “above” or “below” between them."""
    is_up = match["way"].lower().split()[0] in {"above", "higher", "more", "greater"}
    difference = one.hedged - two.hedged
    is_true = difference.high > 0 if is_up else difference.low < 0
    sign = ">" if one.value > two.value else "<"
    return claim(
        sentence,
        [one, two],
        Kind.DIRECTION,
        verdict=Verdict.OK if is_true else Verdict.WRONG,
        stated=f"{one.text} {match['way']} {two.text}",
        recomputed=f"{one.text} {sign} {two.text}",
        working=f"{shown(one.value, one.unit, one.decimals)} {sign} {shown(two.value, two.unit, two.decimals)}",
        advice="The other word, or the two values the other way round.",
        confidence=0.88,
        severity=None if is_true else Severity.ERROR,
    )


def _of_way(sentence: Sentence, change: Change) -> Claim | None:
    """A word of change alone: “rose from 346 to 294”."""
    if change.old.bounds.meets(change.new.bounds):
        return None
    before = sentence.skeleton[max(change.start - 60, 0) : change.start]
    after = sentence.skeleton[change.end : change.end + 50]
    word = change.word
    if not word and change.how == "from":
        found = re.findall(rf"\b({CHANGED})\b(?=(?:[^«»;.]|«T\d+»){{0,45}}$)", before)
        word = found[-1] if found else ""
    if not word:
        found = re.findall(
            (
                rf"^(?:[^«»;.]|«T\d+»){{0,24}}?,\s(?:representing\s|showing\s|which\sis\s)?(?:an?|"
                rf"the)\s(?:[a-z]+\s)?({UP}|{DOWN})\b"
            ),
            after,
            re.IGNORECASE,
        )
        word = found[0] if found else ""
    way = way_of(word) if word else None
    if way is None or word.lower() in NO_WAY or (word.lower() in SOFT and change.how != "from"):
        return None
    difference = change.new.hedged - change.old.hedged
    is_true = difference.high > 0 if way is Way.UP else difference.low < 0
    value = change.new.value - change.old.value
    decimals = max(change.old.decimals, change.new.decimals)
    unit = Unit.POINTS if change.unit is Unit.PERCENT else change.unit
    return claim(
        sentence,
        [change.old, change.new],
        Kind.DIRECTION,
        verdict=Verdict.OK if is_true else Verdict.WRONG,
        stated=word,
        recomputed=f"{'up' if value > 0 else 'down'} {range_of(Interval.exactly(abs(value)), unit, decimals)}",
        working=(
            f"{shown(change.new.value, change.unit, decimals)} − {shown(change.old.value, change.unit, decimals)} "
            f"= {'+' if value > 0 else ''}{shown(value, unit, decimals)}"
        ),
        advice="The other word, or the two values the other way round.",
        confidence=0.9,
    )
