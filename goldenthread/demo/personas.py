"""The people one can be in the demonstration."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml

from goldenthread.accounts.demonstration import Persona, provide_personas
from goldenthread.core.access.acts import Role

PEOPLE = Path(__file__).parent / "content" / "people.yaml"


@provide_personas
@cache
def personas() -> Iterable[Persona]:
    """As `people.yaml` lists them."""
    said = yaml.safe_load(PEOPLE.read_text(encoding="utf-8"))
    return tuple(
        Persona(one["email"], one["name"], ", ".join(Role(role).words for role in one["roles"]), one["first"])
        for one in said["personas"]
    )
