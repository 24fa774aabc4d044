"""The demonstration's figures against what was published: equal where that is right, corrected where it is not."""

from __future__ import annotations

import csv
from pathlib import Path
from urllib.parse import unquote

import pytest

from goldenthread.core.periods import Period
from goldenthread.figures import frozen
from goldenthread.figures.engine import compute
from goldenthread.figures.figure import Figure, worth

EXPECTED = list(csv.DictReader((Path(__file__).parents[2] / "expected" / "luton.csv").open()))
YEAR = Period(2023)
pytestmark = pytest.mark.demo


@pytest.fixture(scope="module")
def figures(demo_data: Path) -> tuple[dict[str, Figure], dict[str, Figure]]:
    data = frozen.read(next((demo_data / "frozen" / "luton" / "2023-24").iterdir()))
    return compute(data, YEAR), compute(data, YEAR.previous())


def computed(figures: tuple[dict[str, Figure], dict[str, Figure]], said: dict[str, str]) -> float | None:
    now, before = figures[0][said["figure_id"]], figures[1][said["figure_id"]]
    if said["measure"] == "previous":
        return before.value
    if said["measure"] == "change":
        return (now.value or 0) - (before.value or 0)
    part = now.category(said["row"]) if said["row"] else now
    assert part is not None
    if said["measure"] == "value":
        return worth(now.definition.unit, part.numerator, part.denominator)
    found: float | None = getattr(part, said["measure"])
    return found


@pytest.mark.capability(
    "S40",
    "S64",
    "S66",
    "S67",
    "S79",
    "S97",
    "S115",
    "S119",
    "S120",
    "S124",
    "S125",
    "S126",
    "S127",
    "S128",
    "S132",
    "S134",
    "S135",
    "S149",
    "S157",
    "S161",
    "S162",
    "S172",
)
@pytest.mark.parametrize("said", EXPECTED, ids=lambda s: f"{s['figure_id']} {s['row']} {s['measure']}")
def test_a_figure_is_what_was_published_or_what_should_have_been(
    figures: tuple[dict[str, Figure], dict[str, Figure]], said: dict[str, str]
):
    found = computed(figures, said)

    assert found is not None
    assert round(float(found), 2) == float(said["value"])


def test_enough_is_compared_and_every_corrected_claim_is_there():
    right = [said for said in EXPECTED if said["verdict"] == "ok"]
    corrected = {said["claim"] for said in EXPECTED if said["verdict"] == "corrected"}

    assert len(right) >= 35
    assert corrected == {"K002", "K003", "K004", "K011", "K022", "K023"}


def test_what_records_hold_and_the_public_may_not_see(
    figures: tuple[dict[str, Figure], dict[str, Figure]], demo_out: Path
):
    """The figure knows 12 of 14 in time; the report prints 30 and 15 and withholds the rest."""
    page = unquote(
        (demo_out / "annual-report.html").read_text()
    )  # what it carries for its proof is written as addresses are

    in_time = figures[0]["audit.further_in_time"]
    assert (in_time.numerator, in_time.denominator) == (12, 14)
    assert "withheld (small numbers)" in page
    assert "12 of 14" not in page
    assert "86%" not in page
