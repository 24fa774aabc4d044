"""Times that cannot be: “2023/34”, “Quarter 5”, “31 June”, “Tuesday 1 April 2024” that was a Monday, “from May to March
2023”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from goldenthread.claims.claim import Claim, Kind, Severity, Verdict
from goldenthread.claims.periods import MONTHS
from goldenthread.claims.prose import Prose, Sentence

TRUE = (
    "In 2023/24 the Board met four times.",
    "The plan for 2024-26 was agreed in 1999/2000.",
    "Monday 1 April 2024 was a bank holiday.",
    "The audit took place in Quarter 1 2024/25.",
    "The review ran from 12 May 2023 to 3 March 2024.",
)
FALSE = (
    "In 2023/34 the Board met four times.",
    "The audit took place in Quarter 1 2024/24.",
    "Tuesday 1 April 2024 was a bank holiday.",
    "The audit was done in September 2023/24.",
    "It ended on 31 June 2024.",
    "The review ran from 12 May 2024 to 3 March 2023.",
    "In Quarter 5 the Board did not meet.",
)

_NAMES = "January|February|March|April|May|June|July|August|September|October|November|December"
_YEAR = r"(?:19|20)\d\d"
SLASHED = re.compile(rf"(?<![\w/.-])({_YEAR}) ?(/) ?(\d\d|{_YEAR})(?![\w/.-]\d|\d|[A-Za-z])")
DASHED = re.compile(rf"(?<![\w/.-])({_YEAR}) ?(-) ?(\d\d|{_YEAR})(?![\w/-]|\.\d)")
NO_YEAR = re.compile(
    r"\b(?:SI|S\.I\.|no|No|No\.|number|EU|EC|UKSI|Regulations?|Directive|Circular|ref|reference|"
    r"application|Ref\.|HC|Cm|paper|ISBN|ISSN|page|pages|pp|case|Case|EWCA|EWHC|UKSC|LAC|tel|score\w*|"
    r"ratio|about|number of)\W{0,3}(?:\w{1,6}\W)?$"
)
MONTH_AND_YEARS = re.compile(rf"\b({_NAMES})\s({_YEAR}/(?:\d\d|{_YEAR}))(?!\d)")
ONE_YEAR = re.compile(
    r"\b(?:quarter\s(?:\w+\s)?(?:of\s)?|q[1-4]\s(?:of\s)?|financial\syear\s|reporting\syear\s)$", re.IGNORECASE
)
ISO = re.compile(rf"\b({_YEAR})-(\d\d)-(\d\d)\b(?!-)")
SAME = re.compile(r"\b(?:in|during|for|year|since|to)\s((?:1|2)\d)/(\1)\b(?!/)")
QUARTER = re.compile(r"\b(?:Q|Quarter\s)([5-9]|0)\b(?!\s?%)|\b(?:fifth|sixth)\squarter\b")
DAY = re.compile(
    rf"\b(?:(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday),?\s(?:the\s)?)?(\d{{1,2}})(?:st|nd|"
    rf"rd|th)?\s(?:of\s)?({_NAMES})(?:,?\s({_YEAR}))?\b"
)
RANGE = re.compile(
    (
        rf"\b(?:from\s|between\s|(?=\d{{1,2}}(?:st|nd|rd|th)?\s(?:{_NAMES})\s{_YEAR}\sto\s\d))(?P<first>"
        rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s)?(?:(?:{_NAMES})\s)?{_YEAR})\s(?:to|and|"
        rf"until)\s(?P<last>(?:\d{{1,2}}(?:st|nd|rd|th)?\s)?(?:(?:{_NAMES})\s)?{_YEAR})\b(?!\s?[/-]\s?\d)"
    ),
    re.IGNORECASE,
)
MONTHS_AND_YEAR = re.compile(
    rf"\b(?P<m1>{_NAMES})\s(?P<y1>{_YEAR})\s(?:to|-|and|until)\s(?:\d{{1,2}}\s)?(?P<m2>{_NAMES})\s"
    rf"(?P<y2>{_YEAR})\s?\(\s?(?P<f1>{_YEAR})\s?[/-]\s?(?P<f2>\d\d|{_YEAR})\s?\)"
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def find(prose: Prose) -> Iterator[Claim]:
    """Every time that cannot be, and those that were looked at and can."""
    for sentence in prose.sentences:
        if not re.search(r"\d|quarter", sentence.text):
            continue
        yield from _years(sentence)
        yield from _months(sentence)
        yield from _days(sentence)
        yield from _ranges(sentence)
        yield from _iso(sentence)
        yield from _names_of_years(sentence)


def _years(sentence: Sentence) -> Iterator[Claim]:
    for pattern in (SLASHED, DASHED):
        for match in pattern.finditer(sentence.text):
            before = sentence.text[: match.start()]
            if NO_YEAR.search(before[-30:]) or (before.endswith(("(", "[")) and re.search(r"\bv\b", before[-40:])):
                continue
            first = int(match[1])
            last = int(match[3]) if len(match[3]) == 4 else first // 100 * 100 + int(match[3])
            if len(match[3]) == 2 and last < first and first % 100 == 99:
                last += 100
            if (
                len(match[3]) == 2
                and 1 <= int(match[3]) <= 12
                and last <= first
                and (
                    match[2] == "-"
                    or not re.search(r"\b(?:quarter|q[1-4]|year|financial|in)\W*$", before[-16:], re.IGNORECASE)
                    or last < first
                )
            ):
                continue  # a month of a year, as in 2023-05
            yield _year(sentence, match, first, last)


def _year(sentence: Sentence, match: re.Match[str], first: int, last: int) -> Claim:
    is_slash = match[2] == "/"
    can_be = last > first and (last - first <= (4 if is_slash else 60))
    if is_slash and ONE_YEAR.search(sentence.text[: match.start()]):
        can_be = last == first + 1
    near = f"{first}{match[2]}{(first + 1) % 100:02d}" if len(match[3]) == 2 else f"{first}{match[2]}{first + 1}"
    return _claim(
        sentence,
        match,
        can_be=can_be,
        recomputed="" if can_be else f"{last} does not follow {first}",
        working=f"{first} to {last} is {last - first} years" if last != first else f"{first} stands twice",
        advice=f"the right year, perhaps {near}.",
    )


def _months(sentence: Sentence) -> Iterator[Claim]:
    for match in MONTH_AND_YEARS.finditer(sentence.text):
        first = int(match[2][:4])
        year = first if MONTHS[match[1].lower()] >= 4 else first + 1
        yield _claim(
            sentence,
            match,
            can_be=False,
            recomputed=f"{match[1]} {year}",
            working=f"a month lies in one calendar year; {match[1]} of {match[2]} is {match[1]} {year}",
            advice=f"“{match[1]} {year}”.",
        )
    for match in SAME.finditer(sentence.text):
        yield _claim(
            sentence,
            match,
            can_be=False,
            recomputed=f"{match[1]} stands twice",
            working=f"a financial year runs from {match[1]} to {int(match[1]) + 1}",
            advice=f"the right year, perhaps {match[1]}/{int(match[1]) + 1}.",
        )
    for match in QUARTER.finditer(sentence.text):
        if re.search(r"(?:question|table|figure|part)\s?$", sentence.text[: match.start()], re.IGNORECASE) or (
            match.group(0).startswith("Q")
            and match.group(0)[1].isdigit()
            and re.search(r"\bQ[1-9]\d|survey|question", sentence.text, re.IGNORECASE)
        ):
            continue
        yield _claim(
            sentence,
            match,
            can_be=False,
            recomputed="a year has 4 quarters",
            working="quarters run from 1 to 4",
            advice="the right quarter.",
        )


def _days(sentence: Sentence) -> Iterator[Claim]:
    for match in DAY.finditer(sentence.text):
        weekday, day, month, year = match[1], int(match[2]), MONTHS[match[3].lower()], match[4]
        try:
            when = date(int(year) if year else 2024, month, day)
        except ValueError:
            if day == 0 or (day > 31 and not year):
                continue
            yield _claim(
                sentence,
                match,
                can_be=False,
                recomputed=f"{match[3]}{' ' + year if year else ''} has no day {day}",
                working="the calendar",
                advice="the right day.",
            )
            continue
        if weekday and year:
            right = WEEKDAYS[when.weekday()]
            yield _claim(
                sentence,
                match,
                can_be=right == weekday,
                recomputed=f"a {right}",
                working=f"{when.day} {match[3]} {year} was a {right}",
                advice=f"{right}, or another date.",
                confidence=0.85,
            )


def _iso(sentence: Sentence) -> Iterator[Claim]:
    for match in ISO.finditer(sentence.text):
        try:
            date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            if 1 <= int(match[2]) <= 12:
                yield _claim(
                    sentence,
                    match,
                    can_be=False,
                    recomputed="no such day",
                    working="the calendar",
                    advice="the right day.",
                )


def _ranges(sentence: Sentence) -> Iterator[Claim]:
    for match in RANGE.finditer(sentence.text):
        first, last = _rank(match["first"]), _rank(match["last"])
        if re.search(
            r"\b(?:moved|changed|brought forward|compared|back|reduc\w*|increas\w*|fell|rose|drop\w*|chang\w*)\b",
            sentence.text[max(match.start() - 40, 0) : match.end()],
            re.IGNORECASE,
        ):
            continue
        if len(first) != len(last):
            first, last = first[:1], last[:1]
        yield _claim(
            sentence,
            match,
            can_be=first <= last,
            recomputed="the end is before the start" if first > last else "in order",
            working=f"{match['last']} {'comes before' if first > last else 'does not come before'} {match['first']}",
            advice="the two dates the other way round, or others.",
            confidence=0.85,
        )


def _names_of_years(sentence: Sentence) -> Iterator[Claim]:
    """“April 2023 to March 2024 (2023/25)”: a year beside its name."""
    for match in MONTHS_AND_YEAR.finditer(sentence.text):
        first = int(match["f1"])
        last = int(match["f2"]) if len(match["f2"]) == 4 else first // 100 * 100 + int(match["f2"])
        right = f"{match['y1']}/{match['y2'][-2:]}"
        yield _claim(
            sentence,
            match,
            can_be=(first, last) == (int(match["y1"]), int(match["y2"])) or match["y1"] == match["y2"],
            recomputed=right,
            working=f"{match['m1']} {match['y1']} to {match['m2']} {match['y2']} is {right}",
            advice=f"“{right}”, or other months.",
        )


def _rank(said: str) -> tuple[int, ...]:
    year = int(re.findall(_YEAR, said)[-1])
    month = next((number for name, number in MONTHS.items() if name in said.lower()), 0)
    day = re.match(r"\d{1,2}(?!\d)", said)
    return (year, month, int(day[0])) if month and day else (year, month) if month else (year,)


def _claim(
    sentence: Sentence,
    match: re.Match[str],
    *,
    can_be: bool,
    recomputed: str,
    working: str,
    advice: str,
    confidence: float = 0.93,
) -> Claim:
    begin, stop = sentence.span(match.start() + sentence.start, match.end() + sentence.start)
    return Claim(
        Kind.DATE,
        begin,
        stop,
        match.group(0),
        recomputed,
        working,
        Verdict.OK if can_be else Verdict.WRONG,
        None if can_be else Severity.TYPO,
        confidence,
        "" if can_be else advice,
        ((begin, stop),),
    )
