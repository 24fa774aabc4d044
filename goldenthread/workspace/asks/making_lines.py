"""A box in which one thing stands on each line: answers to choose from, or the rows of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError

from goldenthread.asks import making


def lines_of(offered: Sequence[Mapping[str, str]]) -> str:
    return "\n".join(one["words"] for one in offered)


def listed(text: str, was: Sequence[Mapping[str, str]], *, least: int, words: str) -> list[dict[str, str]]:
    """Choices or rows, each with its short name.

    Args:
        was: what stood there before.
        words: what to do where there are fewer than `least`.

    Raises:
        ValidationError: there are too few, or two are the same.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) < least:
        raise ValidationError(words)
    folded = [line.casefold() for line in lines]
    twice = next((line for line in lines if folded.count(line.casefold()) > 1), "")
    if twice:
        raise ValidationError(f"“{twice}” stands there twice. Take one out")
    return making.listed(lines, was)
