"""Times in prose: financial years, quarters, months, dates, years; and all that has digits and counts nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

MONTHS = {
    month: number
    for number, month in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        1,
    )
}
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
)
_YEAR = r"(?:19|20)\d\d"


class Span(StrEnum):
    """What a time is."""

    FINANCIAL_YEAR = "financial year"
    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    DATE = "date"
    OTHER = "other"
    """A section, a page, a name, an address: digits that count nothing."""


@dataclass(frozen=True)
class Period:
    """A time in a block's words. `key` is the same for two spellings of one time; `rank` orders times of one kind."""

    start: int
    end: int
    text: str
    span: Span
    key: str
    rank: float = 0.0


PATTERN = re.compile(
    rf"""
    (?P<address>https?://\S+|www\.\S+|\S+@\S+\.\w+|\b0\d{{2,4}}\s?\d{{3,4}}\s?\d{{3,4}}\b)
    |(?P<date>\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR}\b)?|\b{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?\b(?!\d|\s?%|,\d)(?:,?\s{_YEAR}\b)?
        |\b\d{{1,2}}[/.]\d{{1,2}}[/.](?:{_YEAR}|\d\d)\b|\b{_YEAR}-\d\d-\d\d\b)
    |(?P<month>\b{_MONTH}\s?(?:'\d\d\b|{_YEAR}(?!\s?[/-]\s?\d)\b))
    |(?P<fy>\b(?P<from>{_YEAR})\s?[/-]\s?(?P<to>{_YEAR}|\d\d)\b(?![/-]\d))
    |(?P<short>\b(?P<short_from>\d\d)/(?P<short_to>\d\d)\b(?![/-]\d))
    |(?P<quarter>\b(?:Q[1-4]|Quarters?\s(?:[1-4]|one|two|three|four)|(?:first|second|third|fourth|last|final)\squarter)\b)
    |(?P<legal>(?i:\b(?:sections?|(?<!')ss?\.?|sect\.|articles?|regulations?|schedule|paragraphs?|para\.?|clauses?|parts?|chapters?|stages?
        |phases?|levels?|bands?|tiers?|steps?|priority|priorities|objectives?|recommendations?|themes?|standards?|versions?|appendix|appendices
        |annex|items?|wards?|grades?|figures?|figs?\.?|tables?|charts?|graphs?|box|boxes|maps?|pages?|pp?\.|notes?|questions?|principles?|types?
        |category|categories|nos?\.|adults?|child|person|persons|outcomes?|indicators?|measures?|options?|key\sstages?|modules?
        |units?|strands?|goals?|domains?|criterion|criteria|conditions?|zones?|routes?|rooms?|flats?|case|group|cohort|waves?|volumes?|issue|lines?
        |rows?|columns?|policy|ref)\s?\#?(?!(?:19|20)\d\d\b)\d+(?:\.\d+)*[a-z]?\b(?:\s?\([a-z0-9]+\))*
        (?:(?:,\s|\s?(?:and|or|&|to|-)\s?)\d+(?:\.\d+)*[a-z]?\b(?![,.]?\d|%|\s?per\s?cent|\s[a-z]))*(?![,.]?\d|%|\s?per\s?cent)))
    |(?P<nth>(?<!last\s)(?<!previous\s)\b(?i:day|week|year|period|month)\s\d{{1,2}}\b(?![,.]?\d|%|\s?per\s?cent|\s(?!pupils?\b|children\b)[a-z]+s\b))
    |(?P<code>(?i:\bper\s(?:100,000|10,000|1,000|100|million)\b)|\b[A-Z]{{2,}}\s\d{{1,3}}\b(?=\s[A-Z])|\bRadio\s\d\b|\b[A-Z]{{1,}}[A-Za-z]*[-/]?\d+[A-Za-z]?\b|\b\d+[A-Z]{{1,3}}\d*\b|\bCOVID[\s-]?19\b|\b24/7\b|\b9/11\b)
    |(?P<clock>\b\d{{1,2}}(?:[:.]\d\d)?\s?(?:am|pm|noon|midnight)\b|\b\d{{1,2}}:\d\d\b)
    |(?P<age>\bage\sof\s\w+\b|\b\d{{1,3}}\s?(?:-|to)\s?\d{{1,3}}[\s-]year(?:s)?(?:[\s-]olds?)?\b|\b\d{{1,3}}[\s-]year[\s-]olds?\b|\b\d{{1,3}}\s?(?:-|to|and)\s?\d{{1,3}}\syears\sold\b|\b(?:over|under)[\s-]\d\ds\b
        |\baged?\s(?:between\s)?\d{{1,3}}\s?(?:-|to|and)\s?\d{{1,3}}\b|\baged?\s\d{{1,3}}(?:\+|\s(?:or|and)\s(?:over|above|under|older|more))?|\b\d\d\s?(?:-|to)\s?\d\d(?:\sage|\s?yrs|\syrs)|\b(?:18|65|75|85|95)\s?\+|\b(?:18|65|75|85|16)\s?-\s?(?:24|25|64|74|84|94)\b)
    |(?P<ordinal>\b\d+(?:st|nd|rd|th)\b)
    |(?P<numbering>^\d{{1,2}}(?:\.\d{{1,2}})+\.?\s(?=[A-Z])|\b\d{{1,2}}(?:\.\d{{1,2}}){{2,}}\b)
    |(?P<act>\b[A-Z][a-z]+\s(?:Act|Order|Regulations|Rules|Code)\s{_YEAR}\b)
    |(?P<year>(?<![\w£.,/-])(?P<only>{_YEAR})(?![\w/%]|[.,]\d|-\w))
    """,
    re.VERBOSE,
)
COUNTED = re.compile(
    r"^\s(?!(?:the|this|that|these|those|there|was|is|has|census|figures|Figures|results|Census|series|as|"
    r"its|his|has|across|previous|plus|versus|towards|unless|us|analysis|"
    r"basis)\b)(?:[a-z-]+\s){0,2}[a-z]{2,}(?:s|people|children|staff|men|women)\b"
)
BEFORE_COUNT = re.compile(
    (
        r"\b(?:of|were|was|are|received|recorded|had|total|with|only|some|about|over|nearly|almost|reached|"
        r"processed|made|from\sa\stotal\sof|these)\s$"
    ),
    re.IGNORECASE,
)


def found_in(text: str) -> list[Period]:
    """The times in a text, and what has digits but counts nothing, in order."""
    times = []
    for match in PATTERN.finditer(text):
        kind = str(match.lastgroup)
        named = next(
            name
            for name in (
                "address",
                "date",
                "month",
                "fy",
                "short",
                "quarter",
                "legal",
                "nth",
                "code",
                "clock",
                "age",
                "ordinal",
                "numbering",
                "act",
                "year",
            )
            if match[name]
        )
        if named == "year" and _is_count(text, match):
            continue
        if named == "short" and int(match["short_to"]) != (int(match["short_from"]) + 1) % 100:
            continue
        times.append(_made(match, named))
        del kind
    return times


def _is_count(text: str, match: re.Match[str]) -> bool:
    after = text[match.end() : match.end() + 60]
    before = text[max(match.start() - 24, 0) : match.start()]
    if re.search(r"(?:total of|number of|some|only)\s$", before, re.IGNORECASE):
        return True
    if re.match(r"^\s?\(\d+(?:\.\d+)?\s?(?:%|per)", after):
        return True
    return bool(COUNTED.match(after) and BEFORE_COUNT.search(before)) or bool(
        re.match(
            (
                r"^\s(?:safeguarding|section|s42|concerns|enquiries|referrals|people|adults|individuals|cases|"
                r"incidents|residents|children|calls|contacts|delegates|staff|households|deaths|reports|visits|crimes|"
                r"offences)\b"
            ),
            after,
        )
        and not re.search(r"\b(?:in|since|during|by|until|for|the|from|to|and)\s$", before, re.IGNORECASE)
    )


def _made(match: re.Match[str], named: str) -> Period:
    text = match.group(0)
    if named == "fy":
        first = int(match["from"])
        last = int(match["to"]) if len(match["to"]) == 4 else int(match["from"][:2] + match["to"])
        span = Span.FINANCIAL_YEAR if last == first + 1 or (first % 100 == 99 and last % 100 == 0) else Span.OTHER
        return Period(match.start(), match.end(), text, span, f"{first}-{last}", first + 0.25)
    if named == "short":
        first = 2000 + int(match["short_from"])
        return Period(match.start(), match.end(), text, Span.FINANCIAL_YEAR, f"{first}-{first + 1}", first + 0.25)
    if named == "year":
        return Period(match.start(), match.end(), text, Span.YEAR, text, float(text))
    if named == "quarter":
        return Period(match.start(), match.end(), text, Span.QUARTER, _quarter(text))
    if named in {"month", "date"}:
        year = re.search(_YEAR, text)
        month = next((number for name, number in MONTHS.items() if name[:3] in text.lower()), 0)
        rank = (int(year[0]) + (month - 1) / 12) if year and month else 0.0
        return Period(
            match.start(), match.end(), text, Span.MONTH if named == "month" else Span.DATE, text.lower(), rank
        )
    return Period(match.start(), match.end(), text, Span.OTHER, "")


def _quarter(text: str) -> str:
    for number, names in enumerate(
        (
            ("1", "one", "first"),
            ("2", "two", "second"),
            ("3", "three", "third"),
            ("4", "four", "fourth", "last", "final"),
        ),
        1,
    ):
        if any(name in text.lower() for name in names):
            return f"Q{number}"
    return ""
