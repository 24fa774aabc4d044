"""Every check that is made of an answer, by its number: how it is worded, and how to put it right. Free of Django.

`docs/reference/answers.md` is made from this; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """One check.

    Args:
        code: "A…" stops an answer from being handed in; "W…" asks somebody to look again, and may be left as it is.
        says: the words, with what it is about in braces.
        remedy: how to put it right.
    """

    code: str
    title: str
    says: str
    remedy: str

    @property
    def stops(self) -> bool:
        return self.code.startswith("A")

    def words(self, **about: object) -> str:
        return self.says.format(**about)


MISSING = Check(
    "A01", "Not answered", "Answer: {words}", "Answer the question, or ask the Board whether you may leave it."
)
TOO_LONG = Check(
    "A02",
    "Too long",
    "Shorten this to {most} characters or fewer",
    "Keep what the Board needs, and attach the rest if the form takes a file.",
)
NOT_A_NUMBER = Check(
    "A03",
    "Not a number",
    "Enter a number, such as 12{where}",
    "Write digits only. Leave it empty if it is not known, and say why beside it.",
)
NOT_WHOLE = Check(
    "A04",
    "Not a whole number",
    "Enter a whole number{where}: {unit} are counted",
    "Write the count itself, not an average or a rate.",
)
TOO_LOW = Check(
    "A05",
    "Below the least",
    "Enter {least} or more{where}",
    "Look at what is counted, and whether a sign or a digit slipped in.",
)
TOO_HIGH = Check(
    "A06", "Above the most", "Enter {most} or less{where}", "Look at what is counted, and whether a digit slipped in."
)
NOT_A_DAY = Check(
    "A07",
    "Not a day",
    "Enter a day that exists, such as 31 March 2024{where}",
    "Give the day, the month and the year with four digits.",
)
NOT_A_CHOICE = Check(
    "A08",
    "Not one of the choices",
    "Choose one of the answers that are offered{where}",
    "Choose from the list. If none fits, tell the Board.",
)
NOT_YES_OR_NO = Check("A09", "Neither yes nor no", "Answer yes or no{where}", "Choose yes or no.")
NOT_ASKED = Check(
    "A10",
    "Not a question of this form",
    "“{words}” is no question of this form",
    "Use the form of this ask in its latest version.",
)
NOT_A_TABLE = Check(
    "A11",
    "A table that does not fit",
    "The table has a row or column that the form does not",
    "Fill in the table as the form has it.",
)
NOT_A_FILE = Check("A12", "Not a file that was kept", "Send the file again", "Choose the file again.")
NIL_ALONE = Check(
    "A13",
    "Nil return with answers",
    "You say there is nothing to answer, and you answer. Do one or the other",
    "Take out the answers, or take back the nil return.",
)
NIL_WHY = Check(
    "A14", "Nil return without a reason", "Say in a sentence why there is nothing to answer", "Write the reason."
)
NIL_NOT_TAKEN = Check(
    "A15",
    "Nil return where it is not taken",
    "This form needs an answer: a nil return is not taken",
    "Answer the questions.",
)
TOO_MANY = Check("A16", "Too many cases", "Give {most} {one}s or fewer", "Agree with the Board which ones it needs.")

BIG_CHANGE = Check(
    "W01",
    "A big change since last time",
    "{words}: {now}, and {last} last time. A change this big is worth a second look",
    "If it is right, say in the answer what changed. If not, correct it.",
)
OVER_100 = Check("W02", "More than 100%", "{words}: {now} is more than everybody", "Look at what the percentage is of.")
PART_ABOVE_WHOLE = Check(
    "W03", "A part is more than the whole", "{words}: {now} is more than {whole} of “{of}”", "Correct one of the two."
)
PARTS_DO_NOT_ADD = Check(
    "W04",
    "The parts do not make the whole",
    "The parts of “{of}” add up to {now}, and it says {whole}",
    "Correct a part or the whole, or say who is left out.",
)
NOT_YET = Check(
    "W05",
    "A day that has not come",
    "{words}: {now} has not come yet",
    "Correct it, if it should be a day that has passed.",
)
SAME_WORDS = Check(
    "W06",
    "The same words as last time",
    "{words}: this is word for word what was said last time",
    "Say what is new, even if it is that nothing changed and why.",
)
GONE = Check(
    "W07",
    "A number that was given last time is missing",
    "{words}: {last} last time, and nothing now",
    "Give the number, or say why it is no longer known.",
)
MAY_NAME = Check(
    "W08",
    "May say who an adult is",
    "{words}: this may hold {what}. Nobody should be known by an answer",
    "Take out names, numbers, addresses and birth dates. Say “an adult” or “a woman in her eighties”.",
)

CHECKS = (
    MISSING,
    TOO_LONG,
    NOT_A_NUMBER,
    NOT_WHOLE,
    TOO_LOW,
    TOO_HIGH,
    NOT_A_DAY,
    NOT_A_CHOICE,
    NOT_YES_OR_NO,
    NOT_ASKED,
    NOT_A_TABLE,
    NOT_A_FILE,
    NIL_ALONE,
    NIL_WHY,
    NIL_NOT_TAKEN,
    TOO_MANY,
    BIG_CHANGE,
    OVER_100,
    PART_ABOVE_WHOLE,
    PARTS_DO_NOT_ADD,
    NOT_YET,
    SAME_WORDS,
    GONE,
    MAY_NAME,
)


def as_markdown() -> str:
    """The page of all checks."""
    parts = [
        "# Checks of answers",
        "Made from `goldenthread/asks/codebook.py`; do not edit by hand.",
        "What is checked when an agency answers an ask, on the page and in a file alike.",
        "## What must be put right before an answer can be handed in",
        _table(check for check in CHECKS if check.stops),
        "## What is worth a second look",
        "The answer can be handed in as it is. Whoever reads it at the Board sees the same remark.",
        _table(check for check in CHECKS if not check.stops),
    ]
    return "\n\n".join(parts) + "\n"


def _table(checks: Iterable[Check]) -> str:
    rows = ["| No. | Check | Says | To put it right |", "|---|---|---|---|"]
    rows += [f"| {one.code} | {one.title} | {_example(one)} | {one.remedy} |" for one in checks]
    return "\n".join(rows)


def _example(check: Check) -> str:
    said = dict.fromkeys(("words", "most", "least", "unit", "now", "last", "whole", "of", "what"), "…")
    return check.words(**said, one="case", where="")
