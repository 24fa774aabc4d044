"""What is looked for: from what the vault holds of a person, the patterns that would find it in a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from goldenthread.vault.finding import dates, diminutives
from goldenthread.vault.finding.folding import folded

LETTER = r"[^\W\d_]"
"""A letter of any alphabet."""
WORDS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text(encoding="utf-8"))
TITLES, PARTICLES, SPOKEN, COMMON = (frozenset(WORDS[name]) for name in ("titles", "particles", "spoken", "common"))
KINDS_OF_STREET = {
    "street": "st", "road": "rd", "lane": "ln", "avenue": "ave?", "close": "cl", "drive": "dr", "court": "ct",
    "crescent": "cres", "gardens": "gdns", "place": "pl", "terrace": "terr?", "house": "hse", "square": "sq", "mount": "mt",
    "saint": "st",
}  # fmt: skip
KINDS_OF_PLACE = frozenset([*KINDS_OF_STREET, *WORDS["kinds_of_place"]])
POSTCODE = re.compile(r"([a-z]{1,2}\d[a-z\d]?) ?(\d[a-z]{2})")
SHORTEST_PART = 4


@dataclass(frozen=True)
class Term:
    """Something to look for: what sort of thing, whose, and how. `fits` is asked of the words as they stood."""

    sort: str
    about: str
    pattern: re.Pattern[str]
    fits: Callable[[str], bool] | None = None


def _word(pattern: str) -> re.Pattern[str]:
    """As words of their own: no letter just before or after; a plural or possessive still counts."""
    return re.compile(rf"(?<!{LETTER})(?:{pattern})(?:'s|s'|s|es|')?(?!{LETTER})")


def exactly(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{pattern})(?![^\W_])")


def _joined(word: str) -> str:
    """A word whose hyphens and apostrophes may be left out or be spaces."""
    parts = [re.escape(part) for part in re.split(r"['\-. ]+", word) if part]
    return r"[ '\-]?".join(parts)


def of_person(held: Mapping[str, str], about: str, today: date) -> Iterator[Term]:
    """Everything to look for that the vault holds of one person."""
    for field, sort in (("names", "name"), ("former_names", "earlier name"), ("nicknames", "nickname")):
        for line in lines_of(held.get(field)):
            yield from of_name(line, sort, about)
    for field, sort in (("born_on", "birth"), ("died_on", "death")):
        if held.get(field):
            for form, pattern in dates.compiled(date.fromisoformat(held[field])):
                if form != "year of birth" or field == "born_on":
                    yield Term(f"{form} of {sort}" if form != "year of birth" else form, about, pattern)
    if held.get("born_on"):
        yield from _ages_of(held, about, today)
    if digits := _digits(held.get("nhs_number")):
        yield Term("NHS number", about, number_pattern(digits))
    if letters := "".join(one for one in folded(held.get("ni_number", "")) if one.isalnum()):
        yield Term("National Insurance number", about, exactly(r"[ .\-/]{0,3}".join(map(re.escape, letters))))
    for line in lines_of(held.get("phones")):
        yield from of_contact(line, about)
    for line in lines_of(held.get("addresses")):
        yield from of_address(line, about)
    for field, sort in (
        ("employers", "employer"),
        ("gp", "GP or surgery"),
        ("places", "place"),
        ("others", "rare thing"),
    ):
        for line in lines_of(held.get(field)):
            yield from of_place(line, sort, about)


def lines_of(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def _digits(text: str | None) -> str:
    return "".join(one for one in text or "" if one.isdigit())


def number_pattern(digits: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\d)" + r"[ .\-/()]{0,3}".join(digits) + r"(?!\d)")


def of_name(line: str, sort: str, about: str) -> Iterator[Term]:
    """A name whole, either way round; each of its parts; its short names; its initials."""
    tokens = [one.strip('.,()"') for one in folded(line).split()]
    tokens = [one for one in tokens if one and one not in TITLES]
    if not tokens:
        return
    gap = r"[ ,.\-_]{1,3}"
    if len(tokens) > 1:
        yield Term(sort, about, _word(gap.join(_joined(one) for one in tokens)))
        yield Term(sort, about, _word(gap.join(_joined(one) for one in [tokens[-1], *tokens[:-1]])))
        yield Term(sort, about, _word(_joined(tokens[0]) + gap + _joined(tokens[-1])))
    first_particle = next((place for place, one in enumerate(tokens[:-1]) if place and one in PARTICLES), None)
    if first_particle is not None:
        yield Term(sort, about, _word(gap.join(_joined(one) for one in tokens[first_particle:])))
    parts = {part for token in tokens for part in [token, *re.split(r"[\-']", token)]}
    for part in sorted(parts):
        if len(part) > 1 and part not in PARTICLES:
            yield Term(sort, about, _word(_joined(part)))
    for short in sorted(diminutives.of(tokens[0])):
        yield Term(f"short for a {sort}", about, _word(re.escape(short)))
    yield from _initials(tokens, about)


def _initials(tokens: list[str], about: str) -> Iterator[Term]:
    letters = [part[0] for token in tokens for part in re.split(r"[\-']", token) if part and part[0].isalpha()]
    if len(letters) < 2:
        return
    for chosen in sorted({tuple(letters), (letters[0], letters[-1]), (letters[-1], letters[0])}):
        dots = r"\. ?" if "".join(chosen) in SPOKEN else r"[. ]{0,2}"
        yield Term("initials", about, exactly(dots.join(map(re.escape, chosen)) + r"\.?"), _is_upper)


def _is_upper(text: str) -> bool:
    return all(one.isupper() for one in text if one.isalpha())


def _ages_of(held: Mapping[str, str], about: str, today: date) -> Iterator[Term]:
    """Their age at death, or today’s, where it stands beside a name: “(71)”, “, 71,”."""
    born = date.fromisoformat(held["born_on"])
    end = date.fromisoformat(held["died_on"]) if held.get("died_on") else today
    age = end.year - born.year - ((end.month, end.day) < (born.month, born.day))
    if age >= 0:
        yield Term("exact age", about, re.compile(rf"\( ?(?:aged? )?{age} ?\)|, {age},"))


def of_contact(line: str, about: str) -> Iterator[Term]:
    if "@" in line:
        yield Term("e-mail address", about, exactly(re.escape(folded(line))))
        return
    digits = _digits(line)
    digits = digits.removeprefix("0044").removeprefix("44") if digits.startswith(("44", "0044")) else digits
    digits = digits.removeprefix("0")
    if len(digits) >= 6:
        gap = r"[ .\-/()]{0,3}"
        yield Term(
            "telephone number",
            about,
            re.compile(rf"(?<!\d)(?:(?:\+|00)?44|0)?{gap}(?:\(0\))?{gap}{gap.join(digits)}(?!\d)"),
        )


def of_address(line: str, about: str) -> Iterator[Term]:
    """The postcode and its first half; each part of the address; a street without its number; a house by its own name."""
    plain = folded(line)
    for match in POSTCODE.finditer(plain):
        outward, inward = match.groups()
        yield Term("postcode", about, exactly(rf"{outward}[ \-]{{0,2}}{inward}"))
        yield Term("half of a postcode", about, exactly(outward))
    parts = [one.strip() for one in POSTCODE.sub("", plain).split(",") if one.strip()]
    for place, part in enumerate(parts):
        words = part.split()
        is_street = any(one in KINDS_OF_PLACE for one in words) or any(
            one.isdigit() or one[:1].isdigit() for one in words
        )
        if place == 0 or is_street:
            yield from of_phrase(part, "address", about)


def of_place(line: str, sort: str, about: str) -> Iterator[Term]:
    """An employer, a surgery, a hospital, a condition: each part as it stands, a doctor by name, a place by its own name."""
    for part in folded(line).split(","):
        words = part.split()
        if words and words[0].strip(".") in TITLES:
            yield from of_name(part, sort, about)
        elif words:
            yield from of_phrase(part.strip(), sort, about)


def of_phrase(part: str, sort: str, about: str) -> Iterator[Term]:
    words = part.split()
    without_number = [one for one in words if not one[:1].isdigit() and one not in {"flat", "apartment", "no", "room"}]
    for chosen in {tuple(words), tuple(without_number)}:
        if chosen and any(len(one) > 2 for one in chosen):
            yield Term(sort, about, _word(r"[ ,\-]{1,2}".join(_spelt(one) for one in chosen)))
    own = [one for one in without_number if one not in KINDS_OF_PLACE and one not in COMMON and one not in PARTICLES]
    if own and len(own) < len(without_number) and len("".join(own)) >= SHORTEST_PART:
        yield Term(f"part of: {sort}", about, _word(r"[ \-]".join(_spelt(one) for one in own)))


def _spelt(word: str) -> str:
    """A word with its usual short form: street or st, saint or st."""
    plain = word.rstrip(".")
    known = [(long, short) for long, short in KINDS_OF_STREET.items() if plain == long or re.fullmatch(short, plain)]
    if known:
        return rf"(?:{'|'.join(f'{long}|{short}' for long, short in known)})\.?"
    return _joined(word) or re.escape(word)


NUMBER = "|".join([r"\d{1,3}", *(dates.in_words(one) for one in range(110, 0, -1))])
NOT_A_BAND = r"(?! ?(?:-|to \d|to [a-z]+ty|(?:and|or) (?:over(?!-)|older|above|under)|plus|\+))"
"""“Aged 65 and over”, “aged 65-74” tell of nobody."""
ANYBODYS = (
    ("exact age", rf"(?<!{LETTER})age[ds]?:? (?:of )?(?:{NUMBER})(?![^\W_]){NOT_A_BAND}"),
    ("exact age", rf"(?<![^\W_])(?:{NUMBER})[ \-]?(?:years?|yrs?|y)[ \-]?(?:old|of age|o)(?!{LETTER})"),
    ("exact age", rf"(?<!{LETTER})(?:turned|turning) (?:{NUMBER})(?![^\W_])"),
    ("exact age", r"(?<!\d)\d{1,3}(?:st|nd|rd|th) birthday"),
    ("looks like a National Insurance number", r"(?<![^\W_])[a-ceghj-prstw-z]{2} ?(?:\d{2} ?){3}[a-d](?![^\W_])"),
    ("looks like a postcode", r"(?<![^\W_])[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}(?![^\W_])"),
)


@cache
def of_anybody() -> tuple[Term, ...]:
    """What is looked for whoever the case is about: exact ages, and what looks like a number of somebody’s."""
    nhs = Term("looks like an NHS number", "", re.compile(r"(?<!\d)\d{3}[ \-]?\d{3}[ \-]?\d{4}(?!\d)"), is_nhs)
    return (*(Term(sort, "", re.compile(pattern)) for sort, pattern in ANYBODYS), nhs)


def is_nhs(text: str) -> bool:
    digits = [int(one) for one in text if one.isdigit()]
    check = 11 - sum(digit * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return check != 10 and digits[9] == check % 11


def of_watch_words(words: Iterable[tuple[str, str]]) -> Iterator[Term]:
    """The Board’s own list, but for what gives away only together."""
    for sort, text in words:
        if ";" not in text:
            yield Term(sort, "", _word(r"[ \-]{1,2}".join(_spelt(one) for one in folded(text).split())))


def together(words: Iterable[tuple[str, str]]) -> list[tuple[str, list[re.Pattern[str]]]]:
    """What gives away only together: the sort, and a pattern for each of its parts."""
    return [
        (
            sort,
            [_word(r"[ \-]{1,2}".join(map(_spelt, part.split()))) for part in folded(text).split(";") if part.strip()],
        )
        for sort, text in words
        if ";" in text
    ]
