"""The worked cases of the national return, by their numbers: what a record or two must count as in 2025-26."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.factories.national_cases import CONCERNS, DONE, OTHER, S42, Cases

PAIRED, CROSS = {"P-02": "paired"}, {"P-02": "cross"}
RESIDENTIAL = "care_home_residential"
SUPPORTED = (
    "Of the enquiries recorded as Yes, in how many of these cases was support provided by an advocate, family or friend"
)


@pytest.fixture
def cases() -> Cases:
    return Cases()


def test_w1_three_enquiries_about_one_adult(cases: Cases, tmp_path: Path):
    adult = cases.adult()
    for reason in ("physical_support", "physical_support", "mental_health_support"):
        cases.enquiry(adult, primary_support_reason=reason)

    counted = cases.counted(tmp_path)

    assert [sum(counted.rows(table, S42).values()) for table in ("SG1a", "SG1b", "SG1c")] == [1, 1, 1]
    assert counted.total(S42) == 3
    assert counted.rows("SG1d", S42) == {"Physical Support": 1, "Mental Health Support": 1}


def test_w1_by_enquiry_under_the_other_policy(cases: Cases, tmp_path: Path):
    adult = cases.adult()
    for reason in ("physical_support", "physical_support", "mental_health_support"):
        cases.enquiry(adult, primary_support_reason=reason)

    counted = cases.counted(tmp_path, policies={"P-01": "per_enquiry"})

    assert counted.rows("SG1d", S42) == {"Physical Support": 2, "Mental Health Support": 1}


def test_w2_a_concern_and_its_enquiry_may_fall_in_different_years(cases: Cases, tmp_path: Path):
    adult = cases.adult()
    cases.enquiry(adult, "2025-04-02", of=cases.concern(adult, "2025-03-30"))

    before, after = cases.counted(tmp_path, "2024-25"), cases.counted(tmp_path, "2025-26")

    assert (before.total(CONCERNS), before.total(S42)) == (1, 0)
    assert (after.total(CONCERNS), after.total(S42)) == (0, 1)


def test_w3_a_concern_counts_when_it_was_raised(cases: Cases, tmp_path: Path):
    cases.concern(cases.adult(), "2025-05-10", incident_from="2019-07-01", incident_to="2019-07-02")

    assert cases.counted(tmp_path).total(CONCERNS) == 1


def test_w4_begun_before_the_year_and_concluded_in_it(cases: Cases, tmp_path: Path):
    cases.risk(cases.enquiry(cases.adult(), "2025-02-10", "2025-06-20", capacity="lacked"))

    counted = cases.counted(tmp_path)

    assert (counted.total(S42), counted.rows("SG1a", S42)) == (0, {})
    assert counted.rows("SG2a", DONE) == {"Physical Abuse": 1}
    assert counted.rows("SG3a", DONE) == {"Yes, they lacked capacity": 1}
    assert counted.rows("SG4a", DONE) == {"Not Recorded": 1}


def test_w5_still_open_at_the_end_of_the_year(cases: Cases, tmp_path: Path):
    cases.risk(cases.enquiry(cases.adult(), "2026-01-15"), assessment="")

    counted = cases.counted(tmp_path)

    assert counted.total(S42) == 1
    assert not any(counted.filled(table, DONE) for table in ("SG2a", "SG2a_b1", "SG2b", "SG2c", "SG2e", "SG3a", "SG4a"))


def test_w6_two_strangers_are_one_source(cases: Cases, tmp_path: Path):
    enquiry = cases.enquiry(cases.adult(), concluded="2025-08-01")
    cases.risk(enquiry, source="unknown")
    cases.risk(enquiry, source="unknown")

    assert cases.counted(tmp_path).filled("SG2a", DONE) == {("Physical Abuse", "Other - Unknown to individual"): 1}


def test_w7_a_stranger_and_a_paid_carer_are_two_sources(cases: Cases, tmp_path: Path):
    enquiry = cases.enquiry(cases.adult(), concluded="2025-08-01")
    cases.risk(enquiry, source="unknown")
    cases.risk(enquiry, source="service_provider")

    assert cases.counted(tmp_path).filled("SG2b", DONE) == {
        ("Own Home", "Other - Unknown to individual"): 1,
        ("Own Home", "Service Provider"): 1,
    }


@pytest.mark.parametrize(
    ("source", "column"),
    [("known", "Other - Known to individual"), ("unknown", "Other - Unknown to individual")],
)
def test_w8_staff_of_a_surgery_are_no_service_provider(source: str, column: str, cases: Cases, tmp_path: Path):
    cases.risk(cases.enquiry(cases.adult(), concluded="2025-08-01"), source=source, place="community_service")

    assert cases.counted(tmp_path).filled("SG2a", DONE) == {("Physical Abuse", column): 1}


def test_w9_a_personal_assistant_is_a_service_provider(cases: Cases, tmp_path: Path):
    cases.risk(cases.enquiry(cases.adult(), concluded="2025-08-01"), source="service_provider")

    assert cases.counted(tmp_path).filled("SG2a", DONE) == {("Physical Abuse", "Service Provider"): 1}


@pytest.mark.parametrize(
    ("born", "band"),
    [("1961-04-01", "18-64"), ("1961-03-31", "65-74"), ("1931-03-31", "95+"), ("1931-04-01", "85-94")],
)
def test_w10_the_birthday_counts(born: str, band: str, cases: Cases, tmp_path: Path):
    cases.enquiry(cases.adult(born), "2025-05-02", "2025-09-01")

    counted = cases.counted(tmp_path)

    assert counted.rows("SG1a", S42) == counted.rows("SG1a", CONCERNS) == {band: 1}
    assert counted.filled("SG3a", DONE) == {("Not recorded", band): 1}


def test_w11_age_stops_at_death(cases: Cases, tmp_path: Path):
    cases.enquiry(cases.adult("1960-12-01", date_of_death="2025-07-01"))

    assert cases.counted(tmp_path).rows("SG1a", S42) == {"18-64": 1}


def test_w12_eight_residents_of_one_home(cases: Cases, tmp_path: Path):
    for _ in range(8):
        enquiry = cases.enquiry(cases.adult(), concluded="2025-10-01")
        cases.risk(enquiry, "organisational", "service_provider", RESIDENTIAL)

    counted = cases.counted(tmp_path)

    assert (counted.total(CONCERNS), counted.total(S42), counted.rows("SG1a", S42)) == (8, 8, {"65-74": 8})
    assert counted.filled("SG2a_b1", DONE) == {("Organisational Abuse", "Care Home - Residential"): 8}


def test_w13_abuse_in_another_area_is_counted_there(cases: Cases, tmp_path: Path):
    adult = cases.adult()
    concern = cases.concern(adult, area="230", decision="passed_to_other_authority")
    cases.risk(cases.enquiry(adult, concluded="2025-08-01", of=concern, area="230"))

    counted = cases.counted(tmp_path)

    assert sum(value or 0 for value in counted.computed.by_key().values()) == 0


def test_w13_a_concern_of_our_area_that_was_passed_on_is_ours(cases: Cases, tmp_path: Path):
    cases.concern(cases.adult(), decision="passed_to_other_authority")

    assert cases.counted(tmp_path).total(CONCERNS) == 1
    assert cases.counted(tmp_path, policies={"P-07": "unless_passed_on"}).total(CONCERNS) == 0


def test_w14_one_concern_that_led_to_an_enquiry_is_both(cases: Cases, tmp_path: Path):
    cases.enquiry(cases.adult())

    counted = cases.counted(tmp_path)

    assert (counted.total(CONCERNS), counted.total(S42)) == (1, 1)


def test_w15_three_concerns_in_one_enquiry_and_a_duplicate(cases: Cases, tmp_path: Path):
    adult = cases.adult()
    three = [cases.concern(adult) for _ in range(3)]
    cases.concern(adult, decision="duplicate", duplicate_of=three[0])
    cases.enquiry(adult, of=";".join(three))

    counted = cases.counted(tmp_path)

    assert (counted.total(CONCERNS), counted.total(S42)) == (3, 1)
    assert cases.counted(tmp_path, policies={"P-08": "count"}).total(CONCERNS) == 4


def test_w16_not_all_three_criteria_and_the_council_goes_on(cases: Cases, tmp_path: Path):
    adult = cases.adult()
    limbs = {"criterion_a": "met", "criterion_b": "met", "criterion_c": "not_met"}
    cases.enquiry(adult, kind="other", of=cases.concern(adult, decision="other_enquiry", **limbs))

    counted = cases.counted(tmp_path)

    assert (counted.total(OTHER), counted.total(S42)) == (1, 0)


@pytest.mark.parametrize(("policies", "cells"), [(PAIRED, 2), (CROSS, 4)], ids=["paired", "cross"])
def test_w17_which_cells_two_risks_count_in(policies: dict[str, str], cells: int, cases: Cases, tmp_path: Path):
    enquiry = cases.enquiry(cases.adult(), concluded="2025-08-01")
    cases.risk(enquiry, "physical", "service_provider", RESIDENTIAL)
    cases.risk(enquiry, "financial_or_material", "known", "own_home")

    counted = cases.counted(tmp_path, policies=policies)

    for table in ("SG2a", "SG2a_b1", "SG2b"):
        assert len(counted.filled(table, DONE)) == cells
        assert set(counted.filled(table, DONE).values()) == {1}


def test_w18_no_risk_identified_has_no_outcome(cases: Cases, tmp_path: Path):
    cases.risk(cases.enquiry(cases.adult(), concluded="2025-08-01"), assessment="none_no_action")

    counted = cases.counted(tmp_path)

    assert counted.rows("SG2c", DONE) == {"No risk identified and no action taken": 1}
    assert counted.rows("SG2e", DONE) == {}


def test_w19_lacked_capacity_and_was_supported_by_a_daughter(cases: Cases, tmp_path: Path):
    cases.enquiry(cases.adult(), concluded="2025-08-01", capacity="lacked", supported_by="family")

    assert cases.counted(tmp_path).rows("SG3a", DONE) == {"Yes, they lacked capacity": 1, SUPPORTED: 1}


def test_w20_asked_and_no_outcomes_expressed(cases: Cases, tmp_path: Path):
    cases.enquiry(cases.adult(), concluded="2025-08-01", outcomes_asked="asked_none_expressed")

    assert cases.counted(tmp_path).rows("SG4a", DONE) == {"Yes they were asked but no outcomes were expressed": 1}


@pytest.mark.parametrize(
    ("source", "policies", "column"),
    [
        ("known", {}, "Other - Known to individual"),
        ("unknown", {}, "Other - Unknown to individual"),
        ("unknown", {"P-05": "always_known"}, "Other - Known to individual"),
    ],
)
def test_w21_self_neglect(source: str, policies: dict[str, str], column: str, cases: Cases, tmp_path: Path):
    cases.risk(cases.enquiry(cases.adult(), concluded="2025-08-01"), "self_neglect", source)

    assert cases.counted(tmp_path, policies=policies).filled("SG2a", DONE) == {("Self-Neglect", column): 1}


def test_w22_under_18_on_the_day_is_left_out_and_listed(cases: Cases, tmp_path: Path):
    concern = cases.concern(cases.adult("2007-09-01"), "2025-05-10")

    counted = cases.counted(tmp_path)

    assert (counted.total(CONCERNS), counted.rows("SG1a", CONCERNS)) == (0, {})
    assert [(one.sheet, one.record, one.part, one.why) for one in counted.computed.left_out] == [
        ("concerns", concern, "SG1", "under_18")
    ]
    assert cases.counted(tmp_path, policies={"P-06": "at_year_end"}).total(CONCERNS) == 1


def test_w23_one_ethnic_group_for_one_adult(cases: Cases, tmp_path: Path):
    adult = cases.adult(ethnicity="asian_bangladeshi")
    cases.enquiry(adult, "2025-05-01")
    cases.enquiry(adult, "2025-11-01")

    assert cases.counted(tmp_path).rows("SG1c", S42) == {"Asian / Asian British": 1}


def test_w24_unknown_age_still_counts(cases: Cases, tmp_path: Path):
    cases.enquiry(cases.adult("", gender="male", ethnicity="refused"))

    counted = cases.counted(tmp_path)

    assert counted.rows("SG1a", S42) == {"Not Known": 1}
    assert (counted.rows("SG1b", S42), counted.rows("SG1c", S42)) == ({"Male": 1}, {"Refused": 1})
