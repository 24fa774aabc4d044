"""Every block of records that a report can print is offered by name, and told of in the reference."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goldenthread.reports import records, skeleton
from goldenthread.reports.compliance import LIMBS
from goldenthread.workspace.reports.picker import RECORDS

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "annual-report.md"


def test_each_block_has_a_title_in_the_picker_and_no_title_is_of_nothing():
    assert sorted(RECORDS) == sorted(records.names())


@pytest.mark.parametrize("name", sorted(records.names()))
def test_the_reference_names_each_block(name: str):
    assert f"| `{name}` |" in REFERENCE.read_text(encoding="utf-8")


def test_the_reference_names_no_block_that_is_not_there():
    named = re.findall(r"^\| `([a-z_]+)` \|", REFERENCE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(named) == sorted(records.names())


def test_each_limb_is_filled_from_blocks_that_are_there():
    assert list(skeleton.BLOCKS) == list(LIMBS)
    used = [name for parts in skeleton.BLOCKS.values() for _, names in parts for name in names]
    assert len(used) == len(set(used))
    assert set(used) <= set(records.names())
