"""The forms that are filled in within a referral: what a referral says, and what an agency answers. Free of Django.

The first comes with this room, the second with `asks`. What is begun keeps the form as it stood.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from goldenthread.asks import library
from goldenthread.asks.definitions import Form

FOLDER = Path(__file__).parent / "forms_of_referral"
NAMES = ("abuse", "circumstances")
"""The questions whose answers are kept with the index of referrals too, so that they can be counted."""
UNEXPECTED = "Unexpected death or suspected suicide"


@cache
def referral() -> Form:
    """What a referral says."""
    return library.from_data(yaml.safe_load((FOLDER / "referral-for-a-review.yaml").read_text(encoding="utf-8")))


def scoping() -> Form:
    """What an agency answers when it is asked for information for a review."""
    return library.shipped()["review-scoping"]


def data_of_referral() -> dict[str, Any]:
    return library.to_data(referral())


def data_of_scoping() -> dict[str, Any]:
    return library.to_data(scoping())


def named_in(form: Form, answers: Mapping[str, Any]) -> list[str]:
    """The kinds of abuse and the circumstances that a referral names, in the words they are counted under."""
    found = []
    for key in NAMES:
        question = form.question(key)
        chosen = answers.get(key) or []
        found += [one.words for one in question.choices if one.key in chosen] if question else []
    if answers.get("died") == "died" and answers.get("unexpected") in {"unexpected", "suicide"}:
        found.append(UNEXPECTED)
    return found
