"""What the vault keeps of a person: each field, its words, and how it is typed. Free of the framework."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.core.errors import Refused


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
NHS_DIGITS = 10


def cleaned(said: Mapping[str, Any]) -> dict[str, str]:
    """Every field as it is kept: text, a day as 2024-03-12, nothing as “”.

    Raises:
        Refused: nothing is said, or the NHS number is none.
    """
    kept = {}
    for one in HELD:
        value = said.get(one.name) or ""
        kept[one.name] = value.isoformat() if isinstance(value, date) else str(value).strip()
    if not any(kept.values()):
        raise Refused("Write at least their name.")
    if kept["nhs_number"] and not is_nhs_number(kept["nhs_number"]):
        raise Refused("This is not an NHS number: it has ten digits, and the last one proves the others. Look again.")
    if kept["born_on"] and kept["died_on"] and kept["died_on"] < kept["born_on"]:
        raise Refused("The date of death is before the date of birth. Look at both again.")
    return kept


def is_nhs_number(text: str) -> bool:
    """Whether the last digit proves the others (the NHS data dictionary's modulus 11)."""
    digits = [int(char) for char in text if char.isdigit()]
    if len(digits) != NHS_DIGITS or any(char.isalpha() for char in text):
        return False
    check = 11 - sum(digit * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return check != 10 and digits[9] == check % 11
