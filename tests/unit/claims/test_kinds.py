"""Every kind of statement brings its own examples: the true ones stay silent, the false ones speak."""

from __future__ import annotations

from types import ModuleType

import pytest

from goldenthread.claims import Verdict, check_text
from goldenthread.claims.checking import all_kinds
from goldenthread.claims.prose import prose_of
from goldenthread.claims.reading import from_text

KINDS = all_kinds()
TRUE = [
    pytest.param(kind, text, id=f"{name}-{place}")
    for name, kind in KINDS.items()
    for place, text in enumerate(kind.TRUE)
]
FALSE = [
    pytest.param(kind, text, id=f"{name}-{place}")
    for name, kind in KINDS.items()
    for place, text in enumerate(kind.FALSE)
]


@pytest.mark.parametrize(("kind", "text"), TRUE)
def test_a_true_statement_is_seen_and_right(kind: ModuleType, text: str) -> None:
    found = [one.verdict for one in kind.find(prose_of(from_text(text, "example")))]
    assert Verdict.OK in found
    assert Verdict.WRONG not in found
    assert check_text(text).wrong == ()


@pytest.mark.parametrize(("kind", "text"), FALSE)
def test_a_false_statement_is_wrong_and_says_what_is_right(kind: ModuleType, text: str) -> None:
    wrong = [one for one in kind.find(prose_of(from_text(text, "example"))) if one.verdict is Verdict.WRONG]
    assert wrong
    assert all(one.working and one.advice and one.severity and 0 < one.confidence <= 1 for one in wrong)
    assert check_text(text).wrong


def test_every_kind_has_examples_of_both() -> None:
    assert len(KINDS) >= 15
    assert all(kind.TRUE and kind.FALSE and kind.__doc__ for kind in KINDS.values())
