"""What a file told: its passages, and what in it could not be read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from goldenthread.vault.finding.search import Passage


@dataclass
class Read:
    """Passages in the order they stand; and places that hold something only a person can look at, such as a picture."""

    passages: list[Passage] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)

    def say(self, place: str, text: str | None, *, is_name: bool = False) -> None:
        if text and text.strip():
            self.passages.append(Passage(place, text, is_name))

    def paragraphs(self, word: str, text: str) -> None:
        """A text by its paragraphs, which blank lines part."""
        for number, part in enumerate(re.split(r"\r?\n[ \t]*\r?\n", text), start=1):
            self.say(f"{word} {number}", part)

    def cannot_read(self, place: str, why: str) -> None:
        self.unread.append((place, why))
