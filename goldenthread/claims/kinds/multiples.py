"""A multiple in words: “doubled from 9 to 18”, “more than halved”, “almost trebled”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from goldenthread.claims.changes import Change, changes_of
from goldenthread.claims.claim import Claim, Kind, Verdict
from goldenthread.claims.intervals import Interval
from goldenthread.claims.judging import claim, shown
from goldenthread.claims.lexicon import MULTIPLES
from goldenthread.claims.prose import Prose, Sentence

TRUE = (
    "The number has doubled from 9 in 2022/23 to 18 in 2023/24.",
    "Referrals almost trebled, from 14 to 40.",
    "The figure more than halved from 80 to 35.",
    "Fires decreased from 214 to 189, and injuries in them doubled from 9 to 18.",
)
FALSE = (
    "The number has doubled from 9 in 2022/23 to 16 in 2023/24.",
    "Referrals almost trebled, from 14 to 28.",
    "The figure more than halved from 80 to 45.",
    "Fires decreased from 214 to 189, and injuries in them doubled from 9 to 28.",
)

MULTIPLE = re.compile("|".join(rf"(?P<m{place}>\b{words}\b)" for place, words in enumerate(MULTIPLES)), re.IGNORECASE)
MORE = re.compile(r"(?:more than|over) (?:a )?$")
NEARLY = re.compile(r"(?:nearly|almost|virtually|close to|just under|not quite)\s(?:a\s)?$")


def find(prose: Prose) -> Iterator[Claim]:
    """Every multiple that stands with both its values."""
    for sentence in prose.told:
        if "«X" in sentence.skeleton:
            yield from _times(sentence)
        if not MULTIPLE.search(sentence.skeleton):
            continue
        changes = changes_of(sentence)
        for change in changes:
            if (found := _judged(sentence, change, changes)) is not None:
                yield found


TIMES = re.compile(
    r"(?P<new>«[CMPR]\d+»)(?:[^«».;:]|«T\d+»){0,50}?(?:[,(-]|,?\s(?:was|is|were|are))\s?(?:(?:which\sis|or|some|about|around|nearly|"
    r"almost|over|more\sthan)\s)*(?P<times>«X\d+»)\s"
    r"(?:the|as\s(?:many|much|high|large|long)(?:\sas)?|that\sof|more\sthan|higher\sthan|"
    r"larger\sthan)\s(?:[^«».;:]|«T\d+»){0,40}?(?P<old>«[CMPR]\d+»)"
)


def _times(sentence: Sentence) -> Iterator[Claim]:
    """“42, three times the 14 of last year”."""
    for match in TIMES.finditer(sentence.skeleton):
        new, times, old = sentence[match["new"]], sentence[match["times"]], sentence[match["old"]]
        first = sentence.skeleton[: match.start()]
        if (
            new.unit is not old.unit
            or old.hedged.low <= 0
            or re.search(r"«[CPMRX]\d+»|\b(?:than|double|twice)\b", first)
        ):
            continue
        is_true = (new.hedged / old.hedged).meets(times.hedged)
        value = new.value / old.value
        yield claim(
            sentence,
            [times, new, old],
            Kind.RATIO,
            verdict=Verdict.OK if is_true else Verdict.WRONG,
            stated=times.text,
            recomputed=f"{value:.2f} times",
            working=f"{shown(new.value, new.unit)} / {shown(old.value, old.unit)} = {value:.2f}",
            advice=f"{value:.1f} times, or other values.",
            confidence=0.85,
        )


def _judged(sentence: Sentence, change: Change, changes: Sequence[Change]) -> Claim | None:
    match = next(
        (one for one in MULTIPLE.finditer(sentence.skeleton) if _belongs(sentence, one, change, changes)), None
    )
    if match is None or change.old.hedged.low <= 0 or change.how == "years":
        return None
    factor = next(value for place, value in enumerate(MULTIPLES.values()) if match[f"m{place}"])
    before = sentence.skeleton[max(match.start() - 24, 0) : match.start()].lower()
    ratio = change.new.hedged / change.old.hedged
    is_down = factor < 1
    if MORE.search(before):
        allowed = Interval(0, factor * 1.01) if is_down else Interval(factor * 0.99, float("inf"))
    elif NEARLY.search(before):
        allowed = Interval(factor * 0.99, factor * 1.3) if is_down else Interval(factor * 0.82, factor * 1.01)
    else:
        allowed = Interval(factor * 0.93, factor * 1.07)
    is_true = ratio.meets(allowed)
    value = change.new.value / change.old.value if change.old.value else 0.0
    return claim(
        sentence,
        [change.old, change.new],
        Kind.RATIO,
        verdict=Verdict.OK if is_true else Verdict.WRONG,
        stated=f"{before[-12:].strip()} {match.group(0)}".strip(),
        recomputed=f"{value:.2f} times",
        working=f"{shown(change.new.value, change.unit)} / {shown(change.old.value, change.unit)} = {value:.2f}",
        advice=f"{value:.1f} times as many, or other values.",
        confidence=0.9,
    )


def _belongs(sentence: Sentence, word: re.Match[str], change: Change, changes: Sequence[Change]) -> bool:
    """Whether a word for a multiple is of this change: of the one that follows it closely, else of the one before."""
    after = [one for one in changes if one.start >= word.end()]
    following = min(after, key=lambda one: one.start, default=None)
    if (
        following is not None
        and following.start - word.end() <= 45
        and not re.search(
            r"[.;«]|\b(?:when|as|while|if|after)\b",
            re.sub(r"«T\d+»", "", sentence.skeleton[word.end() : following.start]),
        )
    ):
        return following is change
    inside = [one for one in changes if one.start <= word.start() and word.end() <= one.end]
    if inside:
        return inside[0] is change
    if re.match(r"\s(?:the|their|its|our|his|her|a|an)\s", sentence.skeleton[word.end() :]):
        return False  # “from six to ten years, halving the repayment”
    before = [one for one in changes if one.end <= word.start()]
    last = max(before, key=lambda one: one.end, default=None)
    return (
        last is change
        and word.start() - change.end <= 25
        and not re.search(r"[.;]", sentence.skeleton[change.end : word.start()])
    )
