"""The page of checks is made from the checks themselves, and each check is one that is made."""

from pathlib import Path

import pytest

from goldenthread.asks import checking, codebook, second_look
from goldenthread.asks.codebook import CHECKS, Check

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "answers.md"


def test_the_page_is_as_the_checks_are():
    assert PAGE.read_text(encoding="utf-8") == codebook.as_markdown()


def test_numbers_are_given_once_and_none_is_missed_from_the_list():
    declared = [one for one in vars(codebook).values() if isinstance(one, Check)]

    assert len({one.code for one in CHECKS}) == len(CHECKS)
    assert sorted(one.code for one in declared) == sorted(one.code for one in CHECKS)


@pytest.mark.parametrize("name", [name for name, one in vars(codebook).items() if isinstance(one, Check)])
def test_each_check_is_made_somewhere(name):
    sources = [Path(one.__file__).read_text() for one in (checking, second_look)]

    assert any(f"codebook.{name}" in one for one in sources)
