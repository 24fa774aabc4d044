"""What is installed from the project's own description holds every file that the program reads."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "goldenthread"


def test_every_file_of_the_package_is_installed_with_it():
    """The table of access once was not, and a workspace installed with pip did not start."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["package-data"]
    packed = {path for pattern in told["goldenthread"] for path in PACKAGE.glob(pattern)}
    every = (path for path in PACKAGE.rglob("*") if path.is_file())
    ours = {path for path in every if not any(part.startswith((".", "__pycache__")) for part in path.parts)}

    assert PACKAGE / "core" / "access" / "access.toml" in packed
    left_behind = ours - packed - set(PACKAGE.rglob("*.py"))
    assert sorted(str(path.relative_to(ROOT)) for path in left_behind) == []
    no_package = {path.parent for path in PACKAGE.rglob("*.py") if not (path.parent / "__init__.py").exists()}
    assert sorted(str(path.relative_to(ROOT)) for path in no_package) == []
