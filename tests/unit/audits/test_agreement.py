"""Agreement between two gradings, held against the library that has it, and what it says of few pairs."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

from goldenthread.audits import agreement

SIZES = st.integers(2, 5)
TABLES = SIZES.flatmap(lambda n: st.lists(st.lists(st.integers(0, 12), min_size=n, max_size=n), min_size=n, max_size=n))


@pytest.mark.capability("S139")
@given(TABLES, st.booleans())
def test_kappa_and_its_error_are_the_librarys(table, is_ordered):
    ours = agreement.kappa(table, is_ordered=is_ordered)
    if ours is None:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = cohens_kappa(np.array(table), wt="linear" if is_ordered else None)

    assert ours[0] == pytest.approx(theirs.kappa, abs=1e-9)
    assert ours[1] == pytest.approx(theirs.std_kappa, abs=1e-6)


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
