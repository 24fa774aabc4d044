"""Agreement between two gradings: worked examples that were published, laws, and what it says of few pairs."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.audits import agreement

PUBLISHED = {
    # Fleiss, Cohen and Everitt 1969: two clinicians name what 200 people have, without an order
    "clinicians": ([[106, 10, 4], [22, 28, 10], [2, 12, 6]], False, 0.429, None, None),
    # Landis and Koch 1977, Winnipeg: two neurologists on 149 people; values of R's vcd
    "neurologists": ([[38, 5, 0, 1], [33, 11, 3, 0], [10, 14, 5, 6], [3, 7, 3, 10]], False, 0.208, 0.109, 0.307),
    "neurologists, weighted": ([[38, 5, 0, 1], [33, 11, 3, 0], [10, 14, 5, 6], [3, 7, 3, 10]], True, 0.380, 0.278, 0.481),
    # the SAS manual's two dermatologists, and Uebersax's two raters
    "dermatologists": ([[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]], False, 0.3449, 0.2030, 0.4868),
    "dermatologists, weighted": (
        [[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]], True, 0.5082, 0.3798, 0.6366,
    ),
    "raters": ([[0, 4, 1], [0, 8, 0], [0, 1, 5]], False, 0.4842, 0.2137, 0.7547),
    "raters, weighted": ([[0, 4, 1], [0, 8, 0], [0, 1, 5]], True, 0.4701, 0.1845, 0.7558),
    # by hand: seen (20 + 15) of 50, by chance half; (0.7 - 0.5) / (1 - 0.5)
    "by hand": ([[20, 5], [10, 15]], False, 0.4, None, None),
}  # fmt: skip
"""What one said against what the other did; whether grades have an order; kappa, and its likely range where it is given."""


@pytest.mark.capability("S139")
@pytest.mark.parametrize(("table", "is_ordered", "kappa", "low", "high"), PUBLISHED.values(), ids=PUBLISHED)
def test_kappa_and_its_range_are_those_published(table, is_ordered, kappa, low, high):
    found = agreement.kappa(table, is_ordered=is_ordered)

    places = 3 if kappa == round(kappa, 3) else 4
    assert round(found[0], places) == kappa
    if low is not None:
        assert (round(found[1], places), round(found[2], places)) == (low, high)


PATIENT = settings(deadline=None)
"""The library takes seconds to load, whichever example is the first."""


@PATIENT
@given(
    st.integers(2, 5).flatmap(
        lambda n: st.lists(st.lists(st.integers(0, 12), min_size=n, max_size=n), min_size=n, max_size=n)
    ),
    st.booleans(),
)
def test_kappa_has_a_range_around_it_or_no_meaning(table, is_ordered):
    found = agreement.kappa(table, is_ordered=is_ordered)
    used = {i for i, row in enumerate(table) if any(row)} | {
        j for j in range(len(table)) if any(row[j] for row in table)
    }

    assert (found is None) == (len(used) < 2)
    if found is not None:
        value, low, high = found
        assert -1 <= low <= value + 1e-9
        assert value - 1e-9 <= high <= 1


def test_the_library_is_loaded_only_when_grades_are_enough():
    few = "from goldenthread.audits import agreement; agreement.of([(0, 1)] * 19, 4)"
    asked = f"import sys; {few}; print('statsmodels' in sys.modules)"

    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "False"


@PATIENT
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=60))
def test_every_pair_is_the_same_or_better_or_worse(pairs):
    found = agreement.of(pairs, 4)

    assert found.same + found.better + found.worse == found.pairs == len(pairs)
    if found.kappa is not None:
        assert -1 <= found.low <= found.kappa + 1e-9
        assert found.kappa <= found.high + 1e-9 <= 1 + 1e-6


ALIKE = [(0, 0)] * 10 + [(1, 1)] * 10


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([], "No grade has been agreed yet that an agency had given itself."),
        ([(0, 0), (1, 2)], "2 are too few to say how much of that is chance."),
        (ALIKE[1:], "19 are too few to say how much of that is chance."),
        (ALIKE, "Beyond chance, agreement is 1.00 (likely range 1.00 to 1.00; 20 pairs of grades)"),
        ([(1, 1)] * 20, "All used one grade, so chance cannot be told from agreement."),
        ([(0, 1), (1, 0)] * 10, "It was better 10 times and worse 10 times."),
    ],
)
def test_the_words_are_honest_about_few_pairs(pairs, said):
    assert said in agreement.of(pairs, 4).words


def test_below_twenty_pairs_no_number_is_given():
    assert "likely range" not in agreement.of(ALIKE[1:], 4).words
    assert "likely range" in agreement.of(ALIKE, 4).words
