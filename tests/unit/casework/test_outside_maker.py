"""An outside program plants faults in a large extract and lists them; our errors equal its list exactly.

Runs where $GOLDENTHREAD_OUTSIDE_MAKER names that program. Our own faults are tested beside this without it.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

from goldenthread.casework.check import check
from goldenthread.casework.findings import Severity

MAKER = os.environ.get("GOLDENTHREAD_OUTSIDE_MAKER", "")
KINDS = {
    "C001": "missing_file", "C002": "missing_column", "C003": "not_utf8", "C004": "personal_column",
    "C005": "personal_values", "C101": "missing_value", "C102": "missing_value", "C103": "missing_value",
    "C104": "missing_value", "C111": "duplicate_id", "C112": "unknown_reference", "C113": "another_adults_concern",
    "C114": "duplicate_of_itself", "C115": "duplicate_of_duplicate", "C116": "another_adults_concern",
    "C121": "not_a_date", "C122": "not_a_whole_number", "C123": "date_after_extract", "C124": "dates_out_of_order",
    "C131": "unknown_code", "C132": "repeated_value", "C133": "none_with_others", "C141": "not_allowed_here",
    "C142": "not_allowed_here", "C143": "not_allowed_here", "C144": "not_allowed_here", "C145": "nobody_in_review",
    "C201": "unknown_gender", "C202": "unknown_column",
}  # fmt: skip
RUNS = [(form, seed) for form in ("csv", "parquet") for seed in (1, 2)] if MAKER else []


def test_our_errors_equal_the_planted_ones(tmp_path: Path):
    for form, seed in RUNS:
        compare(tmp_path / f"{form}-{seed}", form, seed)


def compare(tmp_path: Path, form: str, seed: int) -> None:
    words = [
        "--concerns",
        "3000",
        "--years",
        "2021-22..2025-26",
        "--dirty",
        "0.02",
        "--format",
        form,
        "--seed",
        str(seed),
    ]
    subprocess.run([sys.executable, MAKER, *words, "--out", str(tmp_path)], check=True, capture_output=True)
    planted = list(csv.DictReader((tmp_path / "planted.csv").open()))
    in_rows = [row for row in planted if not row["file"].startswith("refused/")]

    found = [f for f in check(tmp_path).findings if f.severity is not Severity.NOTICE or f.check in {"C201", "C202"}]

    plan = Counter((Path(row["file"]).stem, int(row["row"]), row["column"], row["kind"]) for row in in_rows)
    ours = Counter((Path(f.file).stem, f.row, f.column, KINDS[f.check]) for f in found)
    assert ours == plan
    refused = {row["kind"]: row for row in planted if row["file"].startswith("refused/")}
    for kind in refused:
        assert {KINDS[f.check] for f in check(tmp_path / "refused" / kind).findings} == {kind}


def test_every_kind_of_fault_has_a_check():
    from goldenthread.casework.rules import BY_NUMBER

    assert KINDS.keys() <= BY_NUMBER.keys()
