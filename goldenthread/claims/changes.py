"""Two values of one thing, an older and a newer: found once, for every statement about the change between them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from goldenthread.claims.lexicon import ANY_CHANGE
from goldenthread.claims.periods import Span
from goldenthread.claims.prose import Prose, Sentence
from goldenthread.claims.quantities import Quantity, Unit

V = r"«[CPMRA]\d+»"
G = r"(?:[^«»;:]|«[AT]\d+»)"
NEAR = r"(?:[^«»;:.]|«T\d+»)"
TIME = (
    r"(?:last\syear|(?:the\s)?(?:previous|prior|preceding)\s(?:year|quarter|month|period)|a\syear\s(?:ago|"
    r"earlier|before)|(?:the\s)?year\sbefore|«T\d+»)"
)
COMPARED = (
    r"(?i:compared?\s(?:to|with)|in\scomparison\s(?:to|with)|as\sopposed\sto|as\sagainst|against|versus|"
    r"vs\.?|having\sbeen|where\sit\shad\sbeen)"
)
WENT_TO = (
    r"(?i:rising|rose|risen|increasing|increased|growing|grew|grown|climbing|climbed|falling|fell|fallen|"
    r"dropping|dropped|decreasing|decreased|reducing|"
    r"reduced|declining|declined)"
)
PAIRS = tuple(
    (re.compile(pattern), how)
    for pattern, how in (
        (rf"\bfrom\s{G}{{0,50}}?(?P<old>{V}){G}{{0,70}}?\bto\s{G}{{0,50}}?(?P<new>{V})", "from"),
        (
            (
                rf"(?P<old>{V}){G}{{0,30}}?\bat\s(?:the|its)\s(?:start|beginning|outset|opening)\b{G}{{0,40}}?\b(?:and|"
                rf"to|but)\s"
                rf"{G}{{0,40}}?(?P<new>{V}){G}{{0,20}}?\bat\s(?:the|its)\s(?:end|close)\b"
            ),
            "from",
        ),
        (
            (
                rf"(?P<old>{V})\s{NEAR}{{0,24}}?\bbefore(?:hand)?(?:,|\sand|\sbut|;)\s{NEAR}{{0,24}}?(?P<new>{V})"
                rf"\s{NEAR}{{0,24}}?\bafter(?:wards)?\b"
            ),
            "from",
        ),
        (rf"\bto\s{G}{{0,30}}?(?P<new>{V})[^«»;:]{{0,60}}?,?\sfrom\s[^«»;:,]{{0,30}}?(?P<old>{V})", "back"),
        (rf"\bthen\s(?P<old>{V}),?\s(?:and\s)?now\s(?P<new>{V})", "from"),
        (rf"\((?P<t1>«T\d+»):\s(?P<one>{V})[;,]\s(?P<t2>«T\d+»):\s(?P<two>{V})\)", "years"),
        (rf"\b(?P<word>{WENT_TO})\sto\s(?P<new>{V}),?\s(?:having\sbeen|from)\s[^«»;:,]{{0,30}}?(?P<old>{V})", "from"),
        (rf"(?P<old>{V})\slast\syear,?\s(?:and\s|but\s)?(?P<new>{V})\sthis\syear\b", "from"),
        (rf"\((?P<new>{V})\s(?:now\s)?(?:up\s|down\s)?from\s(?P<old>{V})\s?[^«»()]{{0,20}}\)", "from"),
        (rf"(?P<new>{V})[^«»;:.()]{{0,30}}?\s\((?:up\s|down\s)?from\s(?P<old>{V})[^«»()]{{0,24}}\)", "from"),
        (
            (
                rf"(?P<new>{V}){G}{{0,80}}?\b(?P<word>up|down)\s(?:by\s)?(?:just\s|only\s|about\s|nearly\s|almost\s|over\s|some\s)*(?P<amount>«[CPMD]\d+»)\s"
                rf"(?:from|on)\s[^«»;:]{{0,50}}?(?P<old>{V})"
            ),
            "from",
        ),
        (rf"(?P<new>{V}){G}{{0,80}}?\b(?P<word>up|down)\s(?:from|on)\s{G}{{0,50}}?(?P<old>{V})", "from"),
        (
            (
                rf"(?P<new>{V})[^«»;:.()]{{0,60}}?\((?:{TIME}|was|previously|before)[:,]?\s(?:was\s|it\swas\s|"
                rf"were\s)?(?P<old>{V})[^«»()]{{0,20}}\)"
            ),
            "from",
        ),
        (rf"(?P<new>{V})[^«»;:.()]{{0,60}}?\((?P<old>{V})\s(?:in\s|for\s)?(?:{TIME}|previously|before)\)", "from"),
        (
            (
                rf"(?P<old>{V})\s{NEAR}{{0,20}}?\b(?:budget(?:ed)?|planned|forecast)\b[^«».;:]{{0,30}}?(?P<new>{V})"
                rf"\s{NEAR}{{0,20}}?\b(?:received|spent|actual|outturn|achieved)\b"
            ),
            "from",
        ),
        (
            (
                rf"(?P<old>{V})\s{NEAR}{{0,40}}?(?:in|at)\s«T\d+»,?\s(?:and|but)\s(?:is\s|are\s|was\s|now\s|"
                rf"stands\sat\s)*(?P<new>{V})\s{NEAR}{{0,20}}?\b(?:today|now|this\syear)\b"
            ),
            "from",
        ),
        (rf"(?P<new>{V}){G}{{0,120}}?\b{COMPARED}\s(?:[^«»;:,]|«[AT]\d+»){{0,70}}?(?P<old>{V})", "compared"),
        (rf"(?:^|[,.]\s){COMPARED}\s{G}{{0,60}}?(?P<old>{V}){G}{{0,100}}?(?P<new>{V})", "compared"),
        (rf"(?P<old>{V}){G}{{0,80}}?\b(?P<word>{WENT_TO})\sto\s{G}{{0,30}}?(?P<new>{V})", "from"),
        (
            (
                rf"(?P<new>{V}){G}{{0,60}}?(?:,|-|\()\s?(?:(?:which|that)\s(?:is|was|are|were)\s|an?\s|some\s|about\s|"
                rf"around\s)*(?P<amount>«[CPMD]\d+»)\s"
                rf"(?P<dir>(?:more|fewer|less|higher|lower)\sthan|above|below)\s[^«»;:,()-]{{0,40}}?(?P<old>{V})"
            ),
            "compared",
        ),
        (
            (
                rf"(?P<one>{V})\s{NEAR}{{0,50}}?(?:in|during)\s(?P<t1>«T\d+»)(?:,|\sand|\sbut|,\sand|"
                rf",\sbut)\s{NEAR}{{0,50}}?(?P<two>{V})\s"
                rf"{NEAR}{{0,50}}?(?:in|during)\s(?P<t2>«T\d+»)"
            ),
            "years",
        ),
        (
            (
                rf"\b(?i:in|during|for)\s(?P<t1>«T\d+»),?\s[^«».;:]{{0,60}}?(?P<one>{V})[^«».;:]{{0,40}}?(?:,|;|\sand|"
                rf"\sbut|\swhile)\s(?:in|during|for)\s(?P<t2>«T\d+»),?\s"
                rf"[^«».;:]{{0,60}}?(?P<two>{V})"
            ),
            "years",
        ),
    )
)
OTHER_CLAUSE = re.compile(r",?\s(?:while|whilst|whereas|although)\s|\bbetween\b|\brang(?:ed|ing|es?)\b|\bsince\b")
"""Words between two values that keep them from being two of one thing."""
NO_CHANGE = re.compile(
    r"\b(?:got|get|stood|stand|went|go|came|come)\sup\sfrom\b|\bloss\b.*\bprofit\b|\bprofit\b.*\bloss\b"
)
RANGE = re.compile(r"\b(?:between|rang(?:ed|ing|es?))\b")
OTHER_SUBJECT = re.compile(r"\s(?:and|but)\s|,\s(?!having\b)\w+ing\b(?!\sto\b)")
NO_NOUN = re.compile(
    r"^(?:in|of|to|from|the|a|an|and|or|at|on|by|for|with|was|were|is|are|as|this|last|compared|up|down|per|which|that|had|has|have|over|during|between|more|fewer|less|before|after|afterwards|previously|now|today|respectively)\b",
    re.IGNORECASE,
)
NOT_OVER_TIME = re.compile(
    r"\b(?:target|benchmark|national|nationally|England|average|region|regional|neighbour\w*|comparator|"
    r"threshold|limit|budget|plan|planned|expected|"
    r"other|local|males?|females?|men|women|median|peers?)\b",
    re.IGNORECASE,
)
SEE_BEFORE = re.compile(
    r"^\W*(?:This|That|It|Which|These|Both)\s(?:(?:is|was|are|were|represents?|represented|equates?\sto|"
    r"equated\sto|shows?|showed|means?|marks?|"
    r"reflects?|gives?|amounts?\sto|demonstrates?|indicates?|constitutes?|translates?\s(?:in)?to|has\sbeen)\b)"
    r"|^\W*(?:An?|The)\s(?:\w+\s)?(?:increase|decrease|reduction|rise|fall|drop|decline|growth)\b"
)


@dataclass(frozen=True)
class Change:
    """An older and a newer value, where they stand in their sentence's skeleton, and how they were joined.

    `how` is "from" where the words tell which is older, "compared" and "years" where they stand side by side; `word` is the
    word of change between them, if there is one.
    """

    sentence: Sentence
    old: Quantity
    new: Quantity
    start: int
    end: int
    how: str
    word: str

    @property
    def unit(self) -> Unit:
        return self.new.unit if self.new.unit is not Unit.YEARS else self.old.unit


def changes_of(sentence: Sentence) -> list[Change]:
    """The pairs of values of a sentence, none within another."""
    found: list[Change] = []
    if len(sentence.numbers) < 2:
        return found
    taken: set[int] = set()
    for pattern, how in PAIRS:
        for match in pattern.finditer(sentence.skeleton):
            if any(place in taken for place in (match.start(), match.end() - 1)):
                continue
            change = _change(sentence, match, how)
            if change is not None:
                taken.update(range(match.start(), match.end()))
                found.append(change)
    return found


def carried_from(prose: Prose, sentence: Sentence) -> Change | None:
    """The one change of the sentence before, where this one speaks of it: “This is 52 more.”"""
    if not SEE_BEFORE.match(sentence.text):
        return None
    for before in prose.before(sentence, 1):
        found = changes_of(before)
        if len(found) == 1:
            return found[0]
    return None


def _change(sentence: Sentence, match: re.Match[str], how: str) -> Change | None:
    groups = match.groupdict()
    if how != "years" and (
        OTHER_CLAUSE.search(match.group(0))
        or RANGE.search(sentence.skeleton[max(match.start() - 12, 0) : match.start()])
    ):
        return None
    if groups.get("word") and how == "from" and OTHER_SUBJECT.search(_between(sentence, match)):
        return None
    if how == "back" and re.search(r"\sto\s|\sand\s|,\s\w+ing\b", _between(sentence, match)):
        return None
    if how == "years":
        first, second = sentence.time(match["t1"]), sentence.time(match["t2"])
        if first.span is not second.span or first.span is Span.OTHER or first.rank == second.rank:
            return None
        old, new = sentence[match["one"]], sentence[match["two"]]
        if first.rank > second.rank:
            old, new = new, old
    else:
        old, new = sentence[match["old"]], sentence[match["new"]]
        if how == "compared":
            between = sentence.skeleton[min(match.start("old"), match.start("new")) : match.end() + 40]
            if NOT_OVER_TIME.search(between):
                return None
            old, new = _in_order(sentence, old, new)
    if not _are_alike(old, new) or (old.unit is Unit.YEARS is new.unit and not _is_changed(sentence, match)):
        return None
    if not _are_of_one_thing(sentence, match, old, new) or NO_CHANGE.search(
        sentence.skeleton[max(match.start() - 60, 0) : match.end()]
    ):
        return None
    how = "from" if how == "back" else how
    return Change(sentence, old, new, match.start(), match.end(), how, groups.get("word") or "")


def _between(sentence: Sentence, match: re.Match[str]) -> str:
    first, last = sorted((match.start("old"), match.start("new")))
    return sentence.skeleton[first:last]


def _are_of_one_thing(sentence: Sentence, match: re.Match[str], old: Quantity, new: Quantity) -> bool:
    """Whether two values may be of one thing: no other noun behind either, no third value that could be meant as well."""
    nouns = [_noun(one) for one in (old, new)]
    if all(nouns) and not nouns[0] & nouns[1]:
        return False
    if Unit.YEARS in {old.unit, new.unit} and old.unit is not new.unit:
        counted = old if old.unit is Unit.COUNT else new
        return not _noun(counted) and bool(re.match(r"from|to", match.group(0)))
    begin = max(sentence.skeleton.rfind(sign, 0, match.start()) for sign in (";", ": ", " - ", ", ")) + 1
    rivals = [sentence[mark] for mark in re.findall(r"«[CPMR]\d+»", sentence.skeleton[begin : match.start()])]
    is_open = not match.group(0).lower().startswith(("from", "to", "(", "in", "during", "for"))
    return not (is_open and any(one.unit is new.unit and not (_noun(one) & nouns[1]) for one in rivals))


def _noun(number: Quantity) -> set[str]:
    """The first words after a number that name what is counted; empty where none do."""
    if NO_NOUN.match(number.noun) or number.unit is Unit.MONEY:
        return set()
    words = re.split(
        r"\s(?:in|of|to|from|at|on|by|for|with|was|were|is|are|this|last|per|which|that|had|has|have|and|or)\b",
        number.noun.lower(),
    )[0]
    return {word.rstrip("s") for word in words.split()[:3] if not word.endswith(("ed", "ing", "ly"))}


def _are_alike(old: Quantity, new: Quantity) -> bool:
    units = {old.unit, new.unit}
    return (len(units) == 1 or units == {Unit.COUNT, Unit.YEARS}) and old.per == new.per


def _is_changed(sentence: Sentence, match: re.Match[str]) -> bool:
    """Two ages or lengths are a change only beside a word for one: “cut from 12 weeks to 9”, not “from 18 to 25 years”."""
    near = re.sub(r"\bup\sto\b", "", sentence.skeleton[max(match.start() - 40, 0) : match.end()])
    return bool(re.search(rf"\b{ANY_CHANGE}\b", near, re.IGNORECASE))


def _in_order(sentence: Sentence, old: Quantity, new: Quantity) -> tuple[Quantity, Quantity]:
    """Two compared values by their years, where each has one close by; else as they stand."""
    years = [time for time in sentence.times if time.span in {Span.FINANCIAL_YEAR, Span.YEAR}]
    if len(years) != 2 or years[0].span is not years[1].span or years[0].rank == years[1].rank:
        return old, new
    first, second = sorted((old, new), key=lambda one: one.start)
    if not (abs(years[0].start - first.start) < 90 and years[1].start > first.end):
        return old, new
    return (first, second) if years[0].rank < years[1].rank else (second, first)
