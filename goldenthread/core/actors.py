"""Who acts: a person, a signed link, or the system doing a named job. Nothing happens without a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID


@dataclass(frozen=True)
class Actor:
    """The one who acts, as the trail will name them."""

    kind: Literal["person", "link", "console", "system"]
    name: str
    user_id: UUID | None = None

    @classmethod
    def person(cls, name: str, user_id: UUID | None = None) -> Actor:
        return cls("person", name, user_id)

    @classmethod
    def system(cls, name: str) -> Actor:
        """The program itself. A sentence begins with its name, so it is a noun: "the program", "the demonstration"."""
        return cls("system", name)

    @classmethod
    def console(cls, name: str) -> Actor:
        """Somebody at the server's own command line, who could read the whole folder anyway."""
        return cls("console", name)
