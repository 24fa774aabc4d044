"""Reading running text: what each digit in it is. A digit that is nothing known is loose, and refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from goldenthread.reports.document import Inline, InlineKind, Style

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = rf"(?:\d{{1,2}} )?(?:{MONTHS}) \d{{4}}|\d{{4}}-\d{{2}}|\d{{1,2}} (?:{MONTHS})"
_YEAR = (
    r"(?<=\bin )\d{4}\b|(?<=\bof )\d{4}\b|(?<=\bsince )\d{4}\b|(?<=\bfrom )\d{4}\b|(?<=\bto )\d{4}\b|(?<=\bthe )\d{4}\b"
)
_ACT = r"Care Act 2014|Mental Capacity Act 2005|Data Protection Act 2018|Mental Health Act 1983|Human Rights Act 1998"
_STATUTE = (
    r"(?:[Ss]ections?|Schedule|paragraph|chapter|regulation) \d+[A-Z]?(?:\(\d+\))?(?:\([a-z]\))?(?: (?:and|to) \d+)?"
)
_MARKED = r"\[(?P<mark>cite|quote|time|ref): (?P<words>[^\]]{1,2000})\]"
_CROSS = r"\[(?P<cross>chart|table|section): (?P<target>[\w.\-]+)\]"
_BOUND = r"\[\[(?P<bound>[^\]\[]{1,200})\]\]"
TOKEN = re.compile(
    f"{_BOUND}|{_CROSS}|{_MARKED}|(?P<act>{_ACT})|(?P<statute>{_STATUTE})|(?P<date>{_DATE})|(?P<year>{_YEAR})"
)
_KINDS: dict[str, InlineKind] = {"cite": "citation", "quote": "quotation", "time": "time", "ref": "reference"}

Bind = Callable[[str], Inline]


@dataclass(frozen=True)
class Loose:
    """A digit that nobody answers for."""

    words: str


def read(text: str, bind: Bind, style: Style = "") -> tuple[list[Inline], list[Loose]]:
    """A run of text as inlines, and every loose digit in it."""
    found: list[Inline] = []
    loose: list[Loose] = []
    place = 0
    for match in TOKEN.finditer(text):
        _plain(text[place : match.start()], style, found, loose)
        found.append(_styled(_token(match, bind), style))
        place = match.end()
    _plain(text[place:], style, found, loose)
    return found, loose


def _plain(text: str, style: Style, found: list[Inline], loose: list[Loose]) -> None:
    if not text:
        return
    if any(character.isdigit() for character in text):
        loose.append(Loose(text.strip()))
    found.append(Inline("text", text, style=style))


def _styled(inline: Inline, style: Style) -> Inline:
    return Inline(inline.kind, inline.text, inline.target, inline.row, style) if style else inline


def _token(match: re.Match[str], bind: Bind) -> Inline:
    said = match.groupdict()
    if said["bound"]:
        return bind(said["bound"])
    if said["cross"]:
        return Inline("cross", "", f"{said['cross']}:{said['target']}")
    if said["mark"]:
        return Inline(_KINDS[said["mark"]], said["words"].strip())
    if said["act"]:
        return Inline("citation", said["act"])
    return Inline("reference" if said["statute"] else "time", match.group())
