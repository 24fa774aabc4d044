"""What is looked for of what is sealed: places, numbers and names that stand in its text. A hit never tells whose it is.

A sealed text is free prose, so that names are found by how they are written: after a title, with a capital letter where no
sentence begins, or as a short line of their own in an item that says who told. Numbers and addresses are found by their form.
What stands in ordinary small letters, without a title, is not found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from goldenthread.vault.finding import dates, terms
from goldenthread.vault.finding.folding import folded
from goldenthread.vault.finding.terms import KINDS_OF_STREET, LETTER, PARTICLES, TITLES, WORDS, Term

SEALED = "a sealed item"
NOT_NAMES, DOES = frozenset(WORDS["not_names"]), frozenset(WORDS["does"])
STREET = re.compile(
    rf"(?<!\w)\d{{1,4}}[a-z]? (?:[\w'\-]+ ){{1,4}}?"
    rf"(?:{'|'.join(f'{long}|{short}' for long, short in KINDS_OF_STREET.items())})(?!\w)"
)
POSTCODE = re.compile(r"(?<!\w)[a-z]{1,2}\d[a-z\d]? \d(?!st|nd|rd|th)[a-z]{2}(?!\w)")
MAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
CALLED = re.compile(r"(?:\+|\b0)[\d ()\-]{8,}\d")
NHS = re.compile(r"(?<!\d)\d{3}[ \-]?\d{3}[ \-]?\d{4}(?!\d)")
INSURED = re.compile(r"(?<![^\W_])[a-z]{2} ?(?:\d{2} ?){3}[a-d](?![^\W_])")
PLATE = re.compile(r"(?<![^\W_])[a-z]{2}\d{2} ?[a-z]{3}(?![^\W_])")
REFERENCE = re.compile(r"(?<![\w/])(?:[a-z]{1,5}[/\-]?)?\d{2,}(?:[/\-]?\d+)*(?:[/\-][a-z\d]+)*(?![\w/])")
BORN = re.compile(
    r"(?:born|birth|dob|d\.o\.b\.?)[ :]+(?:on |is |was )?(\d{1,2})(?:st|nd|rd|th)?[ /.\-]+(\w+)[ /.\-]+(\d{4})"
)
DAY = re.compile(r"\d{1,2}[/\-]\d{1,2}[/\-]\d{2,4}|\d{4}-\d{2}-\d{2}")
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
WORD = re.compile(rf"{LETTER}[\w'\-]*")
STARTS = frozenset('.!?:;•*"()[]\n–—')
MANY_DIGITS, SHORT_LINE, SHORTEST_IN_CAPITALS = 5, 4, 3


def of_address(text: str) -> Iterator[Term]:
    """What a protected address says, wherever it stands in what was sealed."""
    for line in terms.lines_of(text):
        yield from _sealed([*terms.of_address(line, ""), *_numbers(line)])


def of_prose(text: str, *, known: Iterable[str], is_who_told: bool = False) -> Iterator[Term]:
    """The names, addresses and numbers that a sealed text holds.

    Args:
        text: what is sealed.
        known: what is nobody's name here: pseudonyms, agencies, the Board and its area. Left out only as it stands there.
        is_who_told: whether the text says who told something; then a word that begins a sentence counts as a name too.
    """
    besides = [one for one in known if one]
    for phrase in sorted((one for one in besides if " " in one), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", ";", text) if _is_body(phrase) else text
    left_out = {folded(one) for one in besides}
    for line in terms.lines_of(text):
        yield from _sealed(_numbers(line))
        streets = STREET.findall(folded(line))
        for name in _names(line, is_who_told=is_who_told):
            if folded(name) not in left_out and not any(folded(name) in street for street in streets):
                yield from _of_name(name)


def _is_body(phrase: str) -> bool:
    """Whether words name a body, such as a council or the police, and not only somebody."""
    return any(word in NOT_NAMES for word in folded(phrase).split())


def _sealed(found: Iterable[Term]) -> Iterator[Term]:
    return (replace(one, sort=SEALED, about="") for one in found)


def _numbers(line: str) -> Iterator[Term]:
    """Streets, postcodes and every sort of number that leads to somebody."""
    plain = folded(line)
    for street in STREET.findall(plain):
        yield from map(_own_word_is_capital, terms.of_phrase(street, "", ""))
    for code in POSTCODE.findall(plain):
        yield from terms.of_address(code, "")
    for born in BORN.finditer(plain):
        yield from _born(*born.groups())
    for number in filter(terms.is_nhs, NHS.findall(plain)):
        yield Term(SEALED, "", terms.number_pattern("".join(filter(str.isdigit, number))))
        plain = plain.replace(number, ";")
    for contact in (*MAIL.findall(plain), *CALLED.findall(plain)):
        yield from terms.of_contact(contact, "")
        plain = plain.replace(contact, ";")
    for told in (*INSURED.findall(plain), *PLATE.findall(plain)):
        yield _as_it_is(told)
        plain = plain.replace(told, ";")
    yield from map(_as_it_is, filter(_has_many_digits, REFERENCE.findall(DAY.sub(";", plain))))


def _own_word_is_capital(one: Term) -> Term:
    """“Hollow” of Hollow Lane is looked for as a name, and not as the word."""
    return replace(one, fits=_is_capital) if one.sort.startswith("part of") else one


def _as_it_is(told: str) -> Term:
    letters = (re.escape(one) for one in told if one.isalnum())
    return Term(SEALED, "", terms.exactly(r"[ .\-/]{0,3}".join(letters)))


def _has_many_digits(text: str) -> bool:
    return sum(one.isdigit() for one in text) >= MANY_DIGITS


def _born(day: str, month: str, year: str) -> Iterator[Term]:
    number = int(month) if month.isdigit() else MONTHS.index(month[:3]) + 1 if month[:3] in MONTHS else 0
    try:
        found = date(int(year), number, int(day))
    except ValueError:
        return
    yield from (Term(SEALED, "", pattern) for form, pattern in dates.compiled(found) if form != "year of birth")


def _of_name(name: str) -> Iterator[Term]:
    """A name whole, however it is written; its parts and short names only where they begin with a capital letter."""
    for one in terms.of_name(name, SEALED, ""):
        is_part = r"[ ,.\-_]{1,3}" not in one.pattern.pattern
        fits: Callable[[str], bool] | None = one.fits or (_is_capital if is_part else None)
        yield replace(one, sort=SEALED, about="", fits=fits)


def _is_capital(text: str) -> bool:
    return text[:1].isupper()


def _names(line: str, *, is_who_told: bool) -> Iterator[str]:
    """Names in a line: runs of words that somebody could be called, with no word between that names nobody."""
    words = [(one.group().rstrip("'-"), one.start(), one.end()) for one in WORD.finditer(line.replace("’", "'"))]
    words = [(word.removesuffix("'s"), start, end) for word, start, end in words]
    if is_who_told and 0 < len(words) <= SHORT_LINE and all(_may_be(word) for word, _, _ in words):
        yield " ".join(word for word, _, _ in words)
        return
    run: list[str] = []
    for place, (word, start, _) in enumerate(words):
        between = line[words[place - 1][2] : start] if place else line[:start]
        goes_on = bool(run) and (between in {" ", "-"} or (between == ". " and len(run[-1]) == 1))
        if run and not goes_on:
            yield from _ended(run)
            run = []
        if (
            (place and between in {" ", ". "} and folded(words[place - 1][0]) in TITLES and _may_be(word))
            or (goes_on and folded(word) in PARTICLES)
            or _is_name_here(words, place, line, is_who_told=is_who_told, goes_on=goes_on)
        ):
            run.append(word)
        elif run:
            yield from _ended(run)
            run = []
    yield from _ended(run)


def _ended(run: list[str]) -> Iterator[str]:
    while run and folded(run[-1]) in PARTICLES:
        run = run[:-1]
    if any(len(word) > 1 for word in run):
        yield " ".join(run)


def _may_be(word: str) -> bool:
    plain = folded(word)
    return len(plain) > 1 and plain not in NOT_NAMES and plain not in TITLES and not any(map(str.isdigit, plain))


def _is_name_here(
    words: list[tuple[str, int, int]], place: int, line: str, *, is_who_told: bool, goes_on: bool
) -> bool:
    """Whether a word looks like a name where it stands: a capital letter, and not only because a sentence begins."""
    word, start, end = words[place]
    if not _is_capital(word) or (len(word) > 1 and not _may_be(word)):
        return False
    if len(word) == 1 or (word.isupper() and goes_on):
        return goes_on and len(word) in {1, *range(SHORTEST_IN_CAPITALS, 40)}
    following, its_start, _ = words[place + 1] if place + 1 < len(words) else ("", end, end)
    following = following if line[end:its_start] in {" ", "-"} else ""
    is_followed_by_name = _is_capital(following) and _may_be(following)
    if word.isupper():
        return len(word) >= SHORTEST_IN_CAPITALS and is_followed_by_name
    before = line[:start].rstrip()
    in_a_sentence = bool(before) and before[-1] not in STARTS
    return goes_on or in_a_sentence or is_who_told or is_followed_by_name or following in DOES
