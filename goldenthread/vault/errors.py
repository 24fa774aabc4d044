"""What can go wrong in the vault. None of the texts says anything of what is kept in it."""

from __future__ import annotations

from goldenthread.core.errors import NotPossibleNow


class VaultShut(NotPossibleNow):
    """The vault's keys are not there, or do not fit. Nothing of it is shown; the rest of the site goes on."""
