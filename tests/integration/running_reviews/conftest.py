"""Reviews here are published as where no room searches for names: a person answers for it, at its gate."""

from __future__ import annotations

import pytest

from goldenthread.reviews import pseudonyms


@pytest.fixture(autouse=True)
def _no_search_for_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the search itself does is tested with the vault; that its answer counts, in `test_publication`."""
    monkeypatch.setattr(pseudonyms, "_checks", [])
