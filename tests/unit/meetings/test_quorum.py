"""What makes a meeting quorate, and what is said to be missing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.core.errors import Refused
from goldenthread.meetings import quorum

NAMES = {"council": "The council", "icb": "The ICB", "police": "The police", "fire": "The fire service"}
THREE = {"agencies": ["council", "icb", "police"], "all": True, "deputies_count": True}


@pytest.mark.parametrize(
    ("rule", "came", "words"),
    [
        ([], {}, "No quorum rule is written down for this group"),
        ([THREE], {"council": "present", "icb": "deputy", "police": "present"}, "Quorate"),
        ([THREE], {"council": "present", "icb": "apologies", "police": "present"},
         "Not quorate: The ICB was not there"),
        ([THREE], {"council": "present"}, "Not quorate: The ICB and The police were not there"),
        ([{**THREE, "deputies_count": False}], {"council": "present", "icb": "deputy", "police": "present"},
         "Not quorate: The ICB (a deputy does not count) was not there"),
        ([{"at_least": 2}], {"council": "present"}, "Not quorate: one more agency was needed"),
        ([{"at_least": 2}], {"council": "present", "fire": "deputy"}, "Quorate"),
        ([{"at_least": 2, "deputies_count": False}], {"council": "present", "fire": "deputy"},
         "Not quorate: one more agency was needed"),
        ([{"agencies": ["council", "icb", "police"], "at_least": 2}], {"council": "present"},
         "Not quorate: one more of The ICB and The police was needed"),
        ([THREE, {"at_least": 4}], {"council": "present", "icb": "present"},
         "Not quorate: The police was not there; two more agencies were needed"),
        ([{"at_least": 1}], {"council": "vacant", "icb": "not_expected", "police": "absent"},
         "Not quorate: one more agency was needed"),
    ],
)  # fmt: skip
def test_a_rule_says_what_is_missing(rule: Any, came: dict[str, str], words: str):
    assert quorum.judge(rule, came, NAMES).words == words


@pytest.mark.parametrize(
    ("rule", "came", "words"),
    [
        ([THREE], {}, "Whether it was quorate is not known: nobody has written down who came"),
        ([THREE], {"council": "present"},
         "Whether it was quorate is not known: whether The ICB, The police and The fire service came is not written down"),
        ([THREE], {"council": "present", "icb": "absent"}, "Not quorate: The ICB was not there"),
        ([THREE], {"council": "present", "icb": "deputy", "police": "present"}, "Quorate"),
        ([{"at_least": 5}], {"council": "present"}, "Not quorate: one more agency was needed"),
        ([{"at_least": 1}], {"council": "present"}, "Quorate"),
        ([], {}, "No quorum rule is written down for this group"),
    ],
)  # fmt: skip
def test_nobody_is_said_to_have_been_away_because_nothing_is_written_down(rule: Any, came: dict[str, str], words: str):
    assert quorum.judge(rule, came, NAMES, unmarked=list(NAMES)).words == words


def test_a_rule_reads_as_a_sentence():
    said = quorum.sentence([THREE, {"at_least": 6}], NAMES)

    assert said == (
        "A meeting is quorate when The council, The ICB and The police are there, in person or by a deputy and at least "
        "six agencies are there, in person or by a deputy."
    )


@pytest.mark.parametrize(
    "rule",
    ["all", {"at_least": 2}, [{}], [{"at_least": 0}], [{"at_least": True}], [{"agencies": "police"}], [{"agencies": []}],
     [{"agencies": ["police"], "at_least": 2}], [{"at_least": 2, "or": 3}]],
)  # fmt: skip
def test_what_is_no_rule_is_refused(rule: Any):
    with pytest.raises(Refused):
        quorum.read(rule)


came = st.dictionaries(st.sampled_from(sorted(NAMES)), st.sampled_from(["present", "deputy", "apologies", "absent"]))
rules = st.lists(
    st.one_of(
        st.fixed_dictionaries({"at_least": st.integers(1, 4), "deputies_count": st.booleans()}),
        st.fixed_dictionaries(
            {"agencies": st.lists(st.sampled_from(sorted(NAMES)), min_size=1, unique=True), "all": st.just(True)}
        ),
    ),
    min_size=1,
    max_size=3,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # a busy machine is no failure
@given(rules, came, st.sampled_from(sorted(NAMES)))
def test_one_more_who_comes_never_breaks_a_quorum(rule: Any, marked: dict[str, str], also: str):
    if quorum.judge(rule, marked, NAMES).is_quorate:
        assert quorum.judge(rule, {**marked, also: "present"}, NAMES).is_quorate
