"""What the vault keeps of a person: each field, its words, and how it is typed. Free of the framework."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Held:
    """A field of an identity. `many` holds one thing a line; `is_day` holds a day."""

    name: str
    words: str
    hint: str = ""
    many: bool = False
    is_day: bool = False


HELD = (
    Held("names", "Name", "First names and surname. If they go by more than one, one a line.", many=True),
    Held("nicknames", "What people call them", "Nicknames and short names, one a line.", many=True),
    Held("former_names", "Earlier names", "Such as a name before marriage, one a line.", many=True),
    Held("born_on", "Date of birth", is_day=True),
    Held("died_on", "Date of death", is_day=True),
    Held("nhs_number", "NHS number", "Ten digits, such as 999 123 4567."),
    Held("ni_number", "National Insurance number", "Such as QQ 12 34 56 C."),
    Held(
        "addresses",
        "Addresses",
        "One a line, with commas and the postcode. An address that must be protected is sealed instead, not written here.",
        many=True,
    ),
    Held("phones", "Telephone numbers and e-mail addresses", "One a line.", many=True),
    Held("employers", "Employers", "One a line.", many=True),
    Held("gp", "GP and surgery", "One a line.", many=True),
    Held("places", "Hospitals, homes, schools and other places", "One a line.", many=True),
    Held(
        "others",
        "Anything else that would give them away",
        "Such as a rare condition, an unusual job or a club. One a line.",
        many=True,
    ),
)
NAMES = tuple(one.name for one in HELD)
