"""Words of change and of order, as reports use them."""

from __future__ import annotations

import re
from enum import IntEnum


class Way(IntEnum):
    """Which way a change goes."""

    DOWN = -1
    UP = 1


UP = (
    r"increas(?:e|es|ed|ing)|rise|rises|rose|risen|rising|grow|grows|grew|grown|growing|growth|climb(?:s|"
    r"ed|ing)?|jump(?:s|ed|ing)?|surg(?:e|ed|ing)|"
    r"gain(?:s|ed)?|rais(?:e|ed|ing)|widen(?:s|ed|ing)?|lengthen(?:s|ed|ing)?|deepen(?:s|ed|ing)?|"
    r"expand(?:s|ed|ing)?|upturn|uplift|surplus|overspend|up|higher|more|greater|larger|extra|additional"
)
DOWN = (
    r"decreas(?:e|es|ed|ing)|fall|falls|fell|fallen|falling|drop(?:s|ped|ping)?|reduc(?:e|es|ed|ing|tion|"
    r"tions)|declin(?:e|es|ed|ing)|"
    r"shr[aiu]nk(?:s|ing|en)?|cut|cuts|narrow(?:s|ed|ing)?|shorten(?:s|ed|ing)?|eas(?:e|es|ed|ing)|shortfall|underspend|down|"
    r"lower|fewer|less|smaller|downturn|diminish(?:ed|es|ing)?"
)
CHANGE = rf"(?P<up>(?:{UP}))|(?P<down>(?:{DOWN}))"
ANY_CHANGE = rf"(?:{UP}|{DOWN})"
_UP = re.compile(rf"(?:{UP})", re.IGNORECASE)
_DOWN = re.compile(rf"(?:{DOWN})", re.IGNORECASE)

MULTIPLES = {
    r"(?:doubl(?:e|ed|es|ing)|two-?fold|twice)": 2.0,
    r"(?:trebl(?:e|ed|es|ing)|tripl(?:e|ed|es|ing)|three-?fold)": 3.0,
    r"(?:quadrupl(?:e|ed|es|ing)|four-?fold)": 4.0,
    r"(?:quintupl(?:e|ed|es|ing)|five-?fold)": 5.0,
    r"(?:halv(?:e|ed|es|ing))": 0.5,
}
"""Words for a multiple, and the multiple."""


def way_of(word: str) -> Way | None:
    """Which way a word of change goes; None for any other word."""
    if _UP.fullmatch(word):
        return Way.UP
    return Way.DOWN if _DOWN.fullmatch(word) else None
