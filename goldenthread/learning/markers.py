"""The fifteen quality markers for Safeguarding Adults Reviews (SCIE, 2022): their titles, with short prompts of our own."""

from __future__ import annotations

MARKERS: dict[int, tuple[str, str]] = {
    1: ("Referral", "Was the case sent to the Board soon enough, with enough to decide on?"),
    2: ("Decision", "Is the reason for the kind of review written down, and does it follow the law?"),
    3: ("Informing the person and family", "Were they told early, in words they could use?"),
    4: ("Clarity of purpose", "Does everybody know what the review is to find out?"),
    5: ("Commissioning", "Do the method, the reviewer and the time fit the question?"),
    6: ("Governance", "Is it clear who steers the review, and who answers for it?"),
    7: ("Running the process", "Is it kept to time, and are people kept informed?"),
    8: ("Parallel processes", "Are inquests, prosecutions and other reviews taken into account?"),
    9: ("Assembling information", "Is there enough, and no more than is needed?"),
    10: ("Practitioners’ involvement", "Were those who did the work heard, and supported?"),
    11: ("Involving the person and family", "Did their view shape the review?"),
    12: ("Analysis", "Does it say why things happened, and not only what?"),
    13: ("The report", "Can it be read, used and published?"),
    14: ("Publication", "Do those who need the learning have it?"),
    15: ("Improvement and impact", "Was a measure chosen at the start, and was it looked at again?"),
}


def named(number: int | None) -> str:
    """ "15. Improvement and impact"; "" for none."""
    return f"{number}. {MARKERS[number][0]}" if number in MARKERS else ""


def choices() -> list[tuple[str, str]]:
    return [("", "None"), *((str(number), named(number)) for number in MARKERS)]
