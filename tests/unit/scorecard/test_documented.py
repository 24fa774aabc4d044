"""Every worked example of the methods gives what its page says."""

from __future__ import annotations

import doctest
from pathlib import Path

from goldenthread.figures.statistics import byar

PAGE = Path(__file__).parents[3] / "docs/explanation/methods.md"


def test_the_worked_examples_come_out_as_written():
    result = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")

    assert result.failed == 0
    assert result.attempted > 40


def test_every_method_has_a_worked_example():
    methods = PAGE.parents[2] / "goldenthread/scorecard/methods"
    shared = {"__init__", "plain", "signals", "thresholds"}
    text = PAGE.read_text(encoding="utf-8")

    for module in sorted(path.stem for path in methods.glob("*.py") if path.stem not in shared):
        assert f"import {module}\n" in text, module


def test_the_numbers_worked_by_hand_are_right():
    assert (round(byar(9).low), round(byar(9).high)) == (4, 17)
    assert (round(byar(98).low, 1), round(byar(98).high, 1)) == (79.6, 119.4)
    assert (round(byar(2956).low, 1), round(byar(2956).high, 1)) == (2850.4, 3064.5)
