"""Every address of the workspace, with what its page asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.urls import get_resolver

from goldenthread.core.access import checks
from goldenthread.core.access.asking import Needs, needs_of
from goldenthread.core.marks import mark_of
from goldenthread.workspace.cases.door import IN_A_CASE, SORTS


@dataclass(frozen=True)
class Address:
    """One address of the resolver, with the view that answers it."""

    route: str
    view: Any

    @property
    def needs(self) -> Needs | None:
        return needs_of(self.view)

    @property
    def mark(self) -> str | None:
        return mark_of(self.view)

    def takes(self, method: str) -> bool:
        """Whether the page has an answer to this method."""
        return self.needs is not None and self.needs.act(method) is not None

    @property
    def is_of_a_board(self) -> bool:
        return ":board>" in self.route

    @property
    def is_in_a_case(self) -> bool:
        return bool(getattr(self.view, IN_A_CASE, False))

    @property
    def sorts(self) -> tuple[str, ...]:
        """The sorts of case that have this page, where not all have it."""
        return tuple(getattr(self.view, SORTS, ()))

    @property
    def below(self) -> str:
        """The address below its Board's."""
        return self.route.split("<slug:board>/")[-1]

    @property
    def folder(self) -> str:
        return self.below.split("/")[0] if self.is_of_a_board else ""

    @property
    def parameters(self) -> list[str]:
        return [name for name in re.findall(r"<(?:\w+:)?(\w+)>", self.route) if name != "board"]

    def place(self, parameter: str) -> str:
        """The address up to a parameter: `extracts/sent/<uuid:pk>`."""
        found = re.search(rf".*<(?:\w+:)?{parameter}>", self.below)
        assert found is not None
        return found[0]

    def path(self, board: str, filled: dict[str, str]) -> str:
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: {"board": board, **filled}[found[1]], self.route)


def every_address() -> list[Address]:
    return [Address(route, view) for route, view in checks.addresses(get_resolver().url_patterns)]
