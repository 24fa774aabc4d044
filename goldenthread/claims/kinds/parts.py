"""Parts and their whole: “of the 346, 98 were removed, 241 reduced and 7 remained”, a list under a total, “the
remaining 12%”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from goldenthread.claims.claim import Claim, Kind, Severity, Verdict
from goldenthread.claims.intervals import Interval
from goldenthread.claims.judging import claim, shown, spans_of
from goldenthread.claims.prose import Prose, Sentence
from goldenthread.claims.quantities import Quantity, Unit, together

TRUE = (
    (
        "From the 346 enquiries the outcomes were: risk removed in 98 cases, reduced in 205 cases and "
        "remaining in 43 cases."
    ),
    "A total of 60 people replied: 31 men, 27 women and 2 who did not say.",
    "There were 41 referrals, made up of 12 from the police, 20 from hospitals and 9 from others.",
    "Of the 60 people, 45 felt safer and the remaining 15 did not.",
    "Some 62% were women and the remaining 38% were men.",
    "The police sent 12, hospitals 20 and others 9, a total of 41.",
    "Income was £222,100 (£127,000 from the council, £75,300 from the ICB and £19,800 from the police).",
    "The Board received 41 referrals in the year:\n\n- Police: 12\n- Hospitals: 20\n- Others: 9\n",
)
FALSE = (
    (
        "From the 346 enquiries the outcomes were: risk removed in 98 cases, reduced in 241 cases and "
        "remaining in 43 cases."
    ),
    "A total of 60 people replied: 31 men, 27 women and 4 who did not say.",
    "There were 41 referrals, made up of 12 from the police, 20 from hospitals and 19 from others.",
    "Of the 60 people, 45 felt safer and the remaining 25 did not.",
    "Some 62% were women and the remaining 48% were men.",
    "The police sent 12, hospitals 20 and others 9, a total of 43.",
    "Income was £222,100 (£127,000 from the council, £73,500 from the ICB and £19,800 from the police).",
    "The Board received 41 referrals in the year:\n\n- Police: 12\n- Hospitals: 20\n- Others: 6\n",
)

CM = r"«[CM]\d+»"
WRAPPED = re.compile(r"\((?P<inside>(?:«[CM]\d+»))\)")
ASIDE = re.compile(r"\s?\([^()]*«[PT]\d+»[^()]*\)")
JOIN = re.compile(r"^(?P<before>[^«».:;()]{0,80}?)(?:,|\sand\s|;|\sbut\s|\swhile\s|\swith\s)[^«».:;()]{0,80}$")
NO_JOIN = re.compile(
    r"\b(?:of which|of whom|out of|compared|from «|between|than|per|including|each|increase\w*|"
    r"decrease\w*|rose|fell|average|over the|within|at least|resulting|leading|led to|progress\w*|"
    r"of these|of those|of the|"
    r"total|every|aged|conver\w*|attended by|against|target|across|by \d)\b",
    re.IGNORECASE,
)
PARTED = re.compile(
    r"\b(?:made up of|compris(?:e|es|ed|ing)(?: of)?|consisting of|consisted of|consists of|composed of|"
    r"split (?:into|between|as follows|across|by)|broken down (?:as|into|by)|namely|"
    r"divided (?:into|between)|as follows|a breakdown of|the breakdown)\b|:\s*$|\(\s*$",
    re.IGNORECASE,
)
SOME_OF = re.compile(
    (
        r"\b(?:including|includes|such as|for example|e\.g|among(?:st)? (?:them|others)|top|main|most common|"
        r"largest|key|notably|particularly|mainly)\b"
    ),
    re.IGNORECASE,
)
SEVERAL = re.compile(
    r"\b(?:more than one|multiple|several|one or more|may (?:have|be|appear)|could (?:select|choose|have)|"
    r"can (?:have|be)|overlap\w*|not mutually|types? of|reasons?|factors?|some (?:people|adults|cases|"
    r"referrals|of)|at least one|categories|"
    r"forms? of|support needs|each other|both|also|as well|concerns? (?:can|may)|double.count\w*|select(?:ed)? all)\b",
    re.IGNORECASE,
)
COMPARED = re.compile(
    (
        r"\b(?:compar\w*|of (?:men|women|males|females|boys|girls)|(?:men|women|boys|girls|males|"
        r"females) (?:who|said|felt|agreed|had|were)|against|than|up from|down from|rose|fell|increas\w*|"
        r"decreas\w*)\b"
    ),
    re.IGNORECASE,
)
UNKNOWN = re.compile(
    r"\b(?:unknown|not (?:known|stated|recorded|say)|other|another|non-binary|withheld|missing)\b", re.IGNORECASE
)
CAME_FROM = re.compile(r"\b(?:c[ao]me|comes|w(?:as|ere)|drawn|received|raised|made up) from\b", re.IGNORECASE)
REST = re.compile(
    (
        r"\b(?:the\s)?(?:remaining|rest(?!\sof\sthe\s(?:UK|country|world|year|region|county|England|"
        r"population))|remainder|other|balance)\b(?:\s(?:being|was|were|of))?[^«».:;]{0,24}$|"
        r"\bremaining\s(?:cases\s)?$"
    ),
    re.IGNORECASE,
)
LEAD = re.compile(
    rf"(?:^|[,;:(]\s|\b(?:and|that)\s)(?:Of|From|Out\sof|Among|Amongst|of|from|out\sof)\s(?:(?:the|these|"
    rf"those|all|our|a|total|of|some|its)\s)*(?P<whole>{CM})"
)
TOTAL_BEFORE = re.compile(
    rf"\b(?i:a\stotal\sof|total\sof|totalling|totaling|making|in\sall|altogether|giving|gives|sum\sof|"
    rf"equals?|=)\s(?:(?:a|an|total|of|overall|grand|in)\s)*(?P<whole>{CM})"
)
TOTAL_AFTER = re.compile(rf"(?P<whole>{CM})\s(?:[a-z]+\s)?(?:in\stotal|altogether|overall)\b")
PLUS = re.compile(
    r"(?P<parts>«[CMP]\d+»(?:\s?(?:\+|plus)\s?«[CMP]\d+»)+)\s?(?:=|equals)\s?(?P<whole>«[CMP]\d+»)(?!\s?[+×*/-])"
)
PERCENTS = re.compile(r"«P\d+»")
FURTHER = re.compile(r"\b(?:a\sfurther|another|an\sadditional)\s(?:\w+\s)?$", re.IGNORECASE)
FAR = 300
"""The longest quote, in characters, from a whole to its last part."""
NEAR_MISS = 0.15
"""A sum this close to the whole was meant to be it. Beyond it, the list is of something else."""


@dataclass(frozen=True)
class _Run:
    numbers: tuple[Quantity, ...]
    start: int
    end: int


def find(prose: Prose) -> Iterator[Claim]:
    """Every whole that stands with its parts."""
    for sentence in prose.told:
        if len(sentence.numbers) >= 2:
            yield from _in_sentence(prose, sentence)
    for number, items in prose.items_under.items():
        if (found := _of_list(prose.sentences[number], items)) is not None:
            yield found


def _in_sentence(prose: Prose, sentence: Sentence) -> Iterator[Claim]:
    for match in PLUS.finditer(sentence.skeleton):
        parts = [sentence[mark] for mark in re.findall(r"«[CMP]\d+»", match["parts"])]
        if max(abs(part.value) for part in parts) < 10:
            continue  # more likely an exercise than a report
        yield _sum(sentence, parts, sentence[match["whole"]], 0.98)
    skeleton = ASIDE.sub(lambda found: " " * len(found.group(0)), sentence.skeleton)
    skeleton = WRAPPED.sub(lambda found: f" {found['inside']} ", skeleton)
    done: set[Quantity] = set()
    for run in _runs(sentence, skeleton):
        found = _of_run(prose, sentence, skeleton, run)
        if found is not None:
            done.update(run.numbers)
            yield found
    yield from _of_percents(sentence, skeleton)
    yield from _of_opposites(sentence)


def _runs(sentence: Sentence, skeleton: str) -> list[_Run]:
    """Counts joined by commas and “and”, nothing else between them."""
    marks = list(re.finditer(r"«[CMPRFXDAT]\d+»", skeleton))
    runs: list[_Run] = []
    here: list[re.Match[str]] = []
    for mark in marks:
        is_part = mark.group(0)[1] in "CM"
        gap = skeleton[here[-1].end() : mark.start()] if here else ""
        if (
            here
            and is_part
            and here[-1].group(0)[1] == mark.group(0)[1]
            and JOIN.match(gap)
            and not NO_JOIN.search(gap)
        ):
            here.append(mark)
            continue
        _keep(sentence, here, runs)
        here = [mark] if is_part else []
    _keep(sentence, here, runs)
    return runs


def _keep(sentence: Sentence, marks: Sequence[re.Match[str]], runs: list[_Run]) -> None:
    if len(marks) >= 2:
        runs.append(_Run(tuple(sentence[mark.group(0)] for mark in marks), marks[0].start(), marks[-1].end()))


def _of_run(prose: Prose, sentence: Sentence, skeleton: str, run: _Run) -> Claim | None:
    lead_in, after = skeleton[: run.start], skeleton[run.end :]
    about = f"{sentence.text} {' '.join(one.text for one in prose.before(sentence, 1))}"
    if SEVERAL.search(about):
        return None
    if (total := TOTAL_BEFORE.match(after.lstrip(" ,;-–(")) or TOTAL_BEFORE.search(after[:60])) and len(
        run.numbers
    ) >= 2:
        whole = sentence[total["whole"]]
        if whole.unit is run.numbers[0].unit and not SOME_OF.search(sentence.text):
            return _sum(sentence, run.numbers, whole, 0.95)
    if (
        (tail := TOTAL_BEFORE.search(skeleton))
        and tail.start() > run.start
        and sentence[tail["whole"]] is run.numbers[-1]
        and len(run.numbers) >= 3
    ):
        return _sum(sentence, run.numbers[:-1], run.numbers[-1], 0.95) if not SOME_OF.search(sentence.text) else None
    told, is_parted, others, parts = _whole_before(prose, sentence, skeleton, run)
    if told is None or told.unit is not parts[0].unit or SOME_OF.search(lead_in):
        return None
    whole = told
    has_rest = any(REST.search(skeleton[: skeleton.index(_mark(sentence, part))]) for part in parts[1:])
    if is_parted or has_rest:
        return _sum(sentence, parts, whole, 0.92, others)
    if len(parts) < 3 and not _are_opposites(sentence.text):
        return None
    excess = _total(parts, whole).low - whole.hedged.high
    if _makes(parts, whole):
        return _sum(sentence, parts, whole, 0.9, others)
    if (
        _are_opposites(sentence.text)
        and len(parts) == 2
        and _is_near(parts, whole)
        and not UNKNOWN.search(sentence.text)
    ):
        return _sum(sentence, parts, whole, 0.85, others)
    if 0 < excess <= NEAR_MISS * whole.value and all(part.value < whole.value for part in parts):
        return _sum(sentence, parts, whole, 0.85, others)
    return None


def _mark(sentence: Sentence, number: Quantity) -> str:
    return f"«{number.unit.value}{sentence.numbers.index(number)}»"


def _whole_before(
    prose: Prose, sentence: Sentence, skeleton: str, run: _Run
) -> tuple[Quantity | None, bool, tuple[tuple[int, int], ...], tuple[Quantity, ...]]:
    """The whole that stands before a run, whether a word says that the run is all of it, where else it stands, and the
    parts."""
    leads = [match for match in LEAD.finditer(skeleton) if match.start("whole") <= run.start]
    if leads:
        whole = sentence[leads[-1]["whole"]]
        parts = tuple(part for part in run.numbers if part is not whole)
        return (whole, False, (), parts) if parts else (None, False, (), run.numbers)
    own = list(re.finditer(CM, skeleton[: run.start]))
    if own:
        between = skeleton[own[-1].end() : run.start]
        if PARTED.search(re.sub(r"\s+$", "", between)) or re.search(r"[:(]\s?(?:[a-z]+\s){0,6}$", between):
            before = sentence[own[-1].group(0)]
            is_sure = bool(PARTED.search(re.sub(r"[\s(:]+$", "", between))) or _is_near(run.numbers, before)
            return (before if is_sure else None), is_sure, (), run.numbers
        if CAME_FROM.search(between) and _is_near(run.numbers, sentence[own[-1].group(0)]):
            return sentence[own[-1].group(0)], True, (), run.numbers
        return None, False, (), run.numbers
    first = run.numbers[0]
    first_mark = skeleton.index(_mark(sentence, first)) + len(_mark(sentence, first))
    second_mark = skeleton.index(_mark(sentence, run.numbers[1]))
    if len(run.numbers) >= 3 and PARTED.search(skeleton[first_mark:second_mark].rstrip("«")):
        return first, True, (), run.numbers[1:]
    if re.search(r"\bof (?:these|those|them)\b", skeleton[: run.end], re.IGNORECASE):
        for one in prose.before(sentence, 1):
            counts = [number for number in one.numbers if number.unit is run.numbers[0].unit]
            if len(counts) == 1:
                return counts[0], False, spans_of(one, counts), run.numbers
    above = [prose.sentences[number] for number, items in prose.items_under.items() if sentence in items]
    for one in above:
        match = LEAD.search(one.skeleton)
        if match is not None:
            whole = one[match["whole"]]
            return whole, False, spans_of(one, [whole]), run.numbers
    return None, False, (), run.numbers


def _is_near(parts: Sequence[Quantity], whole: Quantity) -> bool:
    """Whether parts add up to nearly a whole, so that they were meant to be all of it."""
    return len(parts) >= 2 and abs(sum(one.value for one in parts) - whole.value) <= NEAR_MISS * whole.value


def _are_opposites(text: str) -> bool:
    pairs = (
        ("male", "female"),
        ("men", "women"),
        ("boys", "girls"),
        ("agreed", "disagreed"),
        ("yes", "no"),
        ("open", "closed"),
        ("met", "not met"),
        ("accepted", "declined"),
    )
    return any(
        re.search(rf"\b{one}\b", text, re.IGNORECASE) and re.search(rf"\b{other}\b", text, re.IGNORECASE)
        for one, other in pairs
    )


def _total(parts: Sequence[Quantity], whole: Quantity | None = None) -> Interval:
    """What parts may add up to; beside a whole, all to one precision."""
    bounds = together([*parts, *([whole] if whole else [])])[: len(parts)]
    return reduce(lambda total, part: total + part, bounds, Interval.exactly(0))


def _makes(parts: Sequence[Quantity], whole: Quantity) -> bool:
    *bounds, total = together([*parts, whole])
    return reduce(lambda one, part: one + part, bounds, Interval.exactly(0)).meets(total)


def _sum(
    sentence: Sentence,
    parts: Sequence[Quantity],
    whole: Quantity,
    confidence: float,
    others: tuple[tuple[int, int], ...] = (),
) -> Claim:
    unit, decimals = whole.unit, max(one.decimals for one in (*parts, whole))
    value = sum(part.value for part in parts)
    is_true = _makes(parts, whole)
    numbers = list(parts) if others else [*parts, whole]
    places = [*spans_of(sentence, numbers), *others]
    first, last = min(start for start, _ in places), max(end for _, end in places)
    return claim(
        sentence,
        numbers,
        Kind.SUM,
        verdict=Verdict.OK if is_true else Verdict.WRONG,
        stated=f"{whole.text} in all",
        recomputed=shown(value, unit, decimals),
        working=(
            f"{' + '.join(shown(part.value, unit, decimals) for part in parts)} "
            f"= {shown(value, unit, decimals)}; {shown(whole.value, unit, decimals)} is stated"
        ),
        advice=f"a total of {shown(value, unit, decimals)}, other parts, or what the parts were counted on.",
        confidence=confidence,
        severity=None if is_true else Severity.INCONSISTENT,
        others=others,
        quote=(first, last) if last - first <= FAR else None,
    )


def _of_percents(sentence: Sentence, skeleton: str) -> Iterator[Claim]:
    """Shares of one whole that go beyond it: “62% … and the remaining 48%”, “72%, with a further 36%”."""
    marks = list(PERCENTS.finditer(skeleton))
    for place in range(1, len(marks)):
        before = skeleton[: marks[place].start()]
        is_rest = bool(REST.search(before)) and not re.search(r"\bother\b[^«».:;]{0,24}$", before)
        is_further = bool(FURTHER.search(before))
        if not (is_rest or is_further):
            continue
        first = place - 1
        while first > 0 and (JOIN.match(skeleton[marks[first - 1].end() : marks[first].start()]) and is_rest):
            first -= 1
        parts = [sentence[mark.group(0)] for mark in marks[first : place + 1]]
        if re.search(r"[.;]|\bof the\b.*\bof the\b", skeleton[marks[first].end() : marks[place].start()]):
            continue
        total = _total(parts)
        value = sum(part.value for part in parts)
        is_true = total.holds(100) if is_rest else total.low <= 100
        yield claim(
            sentence,
            parts,
            Kind.SUM,
            verdict=Verdict.OK if is_true else Verdict.WRONG,
            stated="the rest of the whole" if is_rest else "parts of one whole",
            recomputed=shown(value, Unit.PERCENT),
            working=f"{' + '.join(one.text for one in parts)} = {shown(value, Unit.PERCENT)}",
            advice="shares that make 100%.",
            confidence=0.9,
        )


def _of_opposites(sentence: Sentence) -> Iterator[Claim]:
    """“Women made up 59% and men 51%”: two shares that are all there is, and more."""
    shares = [one for one in sentence.numbers if one.unit is Unit.PERCENT and not one.is_hedged]
    if len(shares) != 2 or not _are_opposites(sentence.text) or COMPARED.search(sentence.text):
        return
    total = _total(shares)
    value = sum(one.value for one in shares)
    if total.low <= 100 or value > 125:
        return
    yield claim(
        sentence,
        shares,
        Kind.SUM,
        verdict=Verdict.WRONG,
        stated="two parts of one whole",
        recomputed=shown(value, Unit.PERCENT),
        working=f"{shares[0].text} + {shares[1].text} = {shown(value, Unit.PERCENT)}",
        advice="shares that make 100% or less.",
        confidence=0.75,
    )


def _of_list(lead: Sentence, items: Sequence[Sentence]) -> Claim | None:
    """A list whose every item holds one count, under a sentence with one total."""
    totals = [one for one in lead.numbers if one.unit in {Unit.COUNT, Unit.MONEY}]
    if (
        len(totals) != 1
        or len(items) < 2
        or any(SEVERAL.search(one.text) for one in (lead, *items))
        or SOME_OF.search(lead.text)
    ):
        return None
    (whole,) = totals
    parts: list[tuple[Sentence, Quantity]] = []
    for item in items:
        counts = [one for one in item.numbers if one.unit is whole.unit and not one.is_hedged]
        if len(counts) != 1 or len(item.text) > 110 or item.text != item.block.text:
            return None
        parts.append((item, counts[0]))
    heads = [one.start <= 3 for _, one in parts]
    tails = [len(item.text) - (one.end - item.start) <= 12 for item, one in parts]
    if not (all(heads) or all(tails)) or (
        len({bool(item.times) for item, _ in parts}) > 1 and any(item.times for item, _ in parts)
    ):
        return None
    if whole.value == len(items) or any(re.search(r"\btotal\b", item.text, re.IGNORECASE) for item, _ in parts):
        return None
    numbers = [one for _, one in parts]
    value = sum(one.value for one in numbers)
    is_true = _makes(numbers, whole)
    if not is_true and (
        abs(value - whole.value) > NEAR_MISS * max(whole.value, 1) or any(one.value > whole.value for one in numbers)
    ):
        return None
    unit = whole.unit
    others = tuple(span for item, one in parts for span in spans_of(item, [one]))
    return claim(
        lead,
        [whole],
        Kind.SUM,
        verdict=Verdict.OK if is_true else Verdict.WRONG,
        stated=f"{whole.text} in all",
        recomputed=shown(value, unit),
        working=(
            f"{' + '.join(shown(one.value, unit) for one in numbers)} "
            f"= {shown(value, unit)}; {shown(whole.value, unit)} is stated"
        ),
        advice=f"a total of {shown(value, unit)}, other parts, or what is missing from the list.",
        confidence=0.85,
        severity=None if is_true else Severity.INCONSISTENT,
        others=others,
        quote=lead.span(max(whole.start - 16, lead.start), min(whole.end + 24, lead.start + len(lead.text))),
    )
