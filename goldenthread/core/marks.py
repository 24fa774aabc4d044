"""Every view says who may see it. A view without a mark is refused by the tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])
MARK = "goldenthread_mark"


def public(view: View) -> View:
    """Anybody may see this page; it shows only what has been published."""
    setattr(view, MARK, "public")
    return view


def signed_in(view: View) -> View:
    """Somebody must be signed in; `allow()` decides the rest."""
    setattr(view, MARK, "signed_in")
    return view


def mark_of(view: Callable[..., Any]) -> str | None:
    """The mark a view carries, if any."""
    return getattr(view, MARK, None)
