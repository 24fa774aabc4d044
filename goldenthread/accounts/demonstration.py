"""Signing in as one of the demonstration's people, with one click: only in a demonstration, only on its own machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from goldenthread.accounts.addresses import is_on_this_machine


@dataclass(frozen=True)
class Persona:
    """Somebody to be in the demonstration: who, in which roles, and what they would do first."""

    email: str
    name: str
    roles: str
    does_first: str


Teller = Callable[[], Iterable[Persona]]
_tellers: list[Teller] = []


def provide_personas(teller: Teller) -> Teller:
    """Register who there is to be. The demonstration's own room knows; this one does not."""
    _tellers[:] = [teller]
    return teller


def personas() -> list[Persona]:
    return [one for tell in _tellers for one in tell()]


def is_open(request: HttpRequest) -> bool:
    """The folder is marked as a demonstration, and whoever asks sits at the machine itself."""
    return settings.DATA.is_demonstration and not settings.IS_PRODUCTION and is_on_this_machine(request)
