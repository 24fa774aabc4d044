"""The rules of validation: each is broken once, and a return that was counted from whole records breaks none that is an error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.national import checks_of_records, definition
from goldenthread.national.broken import RULES, Broken, Severity
from goldenthread.national.compute import compute
from goldenthread.national.definition import Key
from goldenthread.national.validate import validate, year_of_cells
from tests.factories.national_cases import CONCERNS, DONE, OTHER, S42, YEAR, Cases
from tests.factories.small_extracts import YEARS, Tables, as_parquet, side_by_side, small_extracts

Values = dict[Key, int | None]
ERROR, NOTICE = Severity.ERROR, Severity.NOTICE
BAND = "65-74"
LACKED, HAD = "Yes, they lacked capacity", "No, they did not lack capacity"
SUPPORTED = (
    "Of the enquiries recorded as Yes, in how many of these cases was support provided by an advocate, family or friend"
)
EXPRESSED = "Yes they were asked and outcomes were expressed"
KNOWN, STRANGER, PROVIDER = "Other - Known to individual", "Other - Unknown to individual", "Service Provider"
REVIEWS, PEOPLE = "Count of Safeguarding Adult Reviews", "Count of Individuals Involved in Safeguarding Adult Reviews"


def whole() -> Cases:
    """Twenty adults, each with a concern, a section 42 enquiry that concluded, and a risk that was reduced."""
    cases = Cases()
    for number in range(20):
        adult = cases.adult("1958-01-01", health_conditions="physical")
        met = {"criterion_a": "met", "criterion_b": "met", "criterion_c": "met", "decided_on": "2025-05-01"}
        said = {"capacity": "lacked" if number < 8 else "did_not_lack", "outcomes_asked": "asked_and_expressed"}
        reason = {"primary_support_reason": "physical_support"}
        enquiry = cases.enquiry(
            adult,
            "2025-05-02",
            "2025-08-01",
            of=cases.concern(adult, "2025-05-01", **met, **reason),
            supported_by="friend" if number < 3 else "none",
            outcomes_achieved="fully",
            **said,
            **reason,
        )
        cases.risk(enquiry, outcome="reduced")
    cases.review("2025-10-01", died=1, survived=0)
    return cases


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return whole().write(tmp_path_factory.mktemp("whole"))


@pytest.fixture(scope="module")
def values(folder: Path) -> Values:
    return whole().counted(folder).computed.by_key()


def rules(found: list[Broken]) -> set[tuple[int, Severity]]:
    return {(one.rule, one.severity) for one in found}


def test_whole_records_break_nothing(values: Values, folder: Path):
    assert validate(values, year=YEAR, extract=folder, last_year=dict(values)) == []


def _set(*cells: tuple[Key, int | None]) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        values.update(cells)

    return change


def _drop(key: Key) -> Callable[[Values], None]:
    return lambda values: values.pop(key) and None


A = ("SG1a", S42, BAND, "Total")
PLANTED: list[tuple[int, Severity, Callable[[Values], None]]] = [
    (1, ERROR, _set((A, None))),
    (1, ERROR, _set((A, -20))),
    (1, ERROR, _set((("SG9", S42, "Row", "Total"), 1))),
    (1, ERROR, _drop(("SG1a", OTHER, "95+", "Total"))),
    (2, ERROR, _set((A, 19))),
    (3, ERROR, _set((("SG1f", S42, "Total Number of Section 42 Safeguarding Enquiries", "Total"), 19))),
    (3, ERROR, _set((("SG1f", OTHER, "Total Number of Other Safeguarding Enquiries", "Total"), 1))),
    (4, NOTICE, _set((("SG1d", S42, "Physical Support", "Total"), 19))),
    (4, NOTICE, _set((("SG1d", S42, "Physical Support", "Total"), 21))),
    (5, NOTICE, _set((("SG1e", S42, "Physical", "Total"), 21))),
    (
        5,
        NOTICE,
        _set(
            (("SG1e", S42, "Physical", "Total"), 3),
            (("SG1e", S42, "No Relevant Long-Term Reported Health Conditions", "Total"), 4),
        ),
    ),
    (6, NOTICE, _set((("SG1f", CONCERNS, "Total Number of Safeguarding Concerns", "Total"), 19))),
    (7, NOTICE, _set((("SG1a", CONCERNS, BAND, "Total"), 19))),
    (9, ERROR, _set((("SG3a", DONE, SUPPORTED, BAND), 9))),
    (10, ERROR, _set((("SG4a", DONE, EXPRESSED, BAND), 21))),
    (11, ERROR, _set((("SG4a", DONE, "Not Achieved", BAND), 1))),
    (12, ERROR, _set((("SG2b", DONE, "Own Home", KNOWN), 21))),
    (13, ERROR, _set((("SG2c", DONE, "Risk identified and action taken", KNOWN), 19))),
    (
        14,
        ERROR,
        _set((("SG3a", DONE, LACKED, BAND), 0), (("SG3a", DONE, HAD, BAND), 0), (("SG3a", DONE, SUPPORTED, BAND), 0)),
    ),
    (
        14,
        ERROR,
        _set(
            (("SG2a", DONE, "Physical Abuse", KNOWN), 0),
            (("SG2a_b1", DONE, "Physical Abuse", "Own Home"), 0),
            (("SG2b", DONE, "Own Home", KNOWN), 0),
            (("SG2c", DONE, "Risk identified and action taken", KNOWN), 0),
            (("SG2e", DONE, "Risk reduced", KNOWN), 0),
        ),
    ),
    (15, ERROR, _set((("SG2a", DONE, "Sexual Abuse", KNOWN), 1))),
    (15, ERROR, _set((("SG2b", DONE, "Hospital - Acute", KNOWN), 1))),
    (15, ERROR, _set((("SG2a", DONE, "Physical Abuse", PROVIDER), 1))),
    (16, NOTICE, _set((("SG2e", DONE, "Risk reduced", KNOWN), 19))),
    (17, ERROR, _set((("SG2e", DONE, "Risk reduced", STRANGER), 1))),
    (18, NOTICE, _set((("SG2a", DONE, "Self-Neglect", PROVIDER), 1))),
    (
        19,
        NOTICE,
        _set(
            (("SG2a", DONE, "Organisational Abuse", KNOWN), 1),
            (("SG2a_b1", DONE, "Organisational Abuse", "Own Home"), 1),
        ),
    ),
    (20, NOTICE, _set((("SG2a", DONE, "Domestic Abuse", STRANGER), 1))),
    (21, NOTICE, _set((("SG1b", S42, "Not Known", "Total"), 2))),
    (21, NOTICE, _set((("SG4a", DONE, "Don't Know", BAND), 3))),
    (24, NOTICE, _set((("SG1f", S42, "Total Number of Section 42 Safeguarding Enquiries", "Total"), 41))),
    (25, NOTICE, _set((("SG5a", REVIEWS, "Where no individuals died", "Total"), 1))),
    (25, NOTICE, _set((("SG5b", PEOPLE, "Who suffered serious harm and died", "Total"), 0))),
]


@pytest.mark.parametrize(
    ("rule", "severity", "change"), PLANTED, ids=[f"{rule}-{n}" for n, (rule, *_) in enumerate(PLANTED)]
)
def test_a_planted_slip_breaks_its_rule(
    rule: int, severity: Severity, change: Callable[[Values], None], values: Values
):
    spoilt = dict(values)
    change(spoilt)

    found = validate(spoilt, year=YEAR)

    assert (rule, severity) in rules(found)
    assert all(one.cells for one in found if one.rule == rule)


BLOCKS = sorted({cell.key[:2] for cell in definition.load(YEAR).cells})


@pytest.mark.parametrize("block", BLOCKS, ids=[" ".join(block) for block in BLOCKS])
def test_a_block_that_is_left_blank_is_compared_with_none(block: tuple[str, str], values: Values):
    """Not supplied is no nought: at most a mandatory cell that is empty is told."""
    blank = {key: None if key[:2] == block else value for key, value in values.items()}

    assert {rule for rule, _ in rules(validate(blank, year=YEAR))} <= {1}


def test_enquiries_are_not_compared_with_concerns_that_were_not_supplied(values: Values):
    """The concerns of SG1f blank is no nought; nought is."""
    concerns = ("SG1f", CONCERNS, "Total Number of Safeguarding Concerns", "Total")

    found = {
        value: {rule for rule, _ in rules(validate({**values, concerns: value}, year=YEAR))} for value in (None, 0)
    }

    assert 6 not in found[None]
    assert 6 in found[0]


def test_other_enquiries_without_their_tables_of_risk_may_be_left_blank(values: Values):
    of_risk = {key for key in values if key[0].startswith("SG2") and key[1] == "Concluded Other Enquiries"}
    blank = {**values, **dict.fromkeys(of_risk)}
    blank["SG3a", "Concluded Other Enquiries", HAD, BAND] = 3

    assert {rule for rule, _ in rules(validate(blank, year=YEAR))} & {12, 13, 14} == set()


def test_a_value_that_is_no_whole_number_breaks_the_first_rule_alone(values: Values):
    rest = {key: value for key, value in values.items() if key != ("SG1a", OTHER, "95+", "Total")}

    found = validate(rest, year=YEAR, not_whole=[("SG1a", OTHER, "95+", "Total")])

    assert [(one.rule, one.cells) for one in found] == [(1, (("SG1a", OTHER, "95+", "Total"),))]


@pytest.mark.parametrize(
    ("rule", "key", "value"),
    [
        (27, ("SG2b", DONE, "Own Home", KNOWN), 19),
        (27, ("SG1a", S42, BAND, "Total"), None),
        (27, ("SG5b", PEOPLE, "Who suffered serious harm and died", "Total"), 2),
        (8, ("SG3a", DONE, HAD, BAND), 13),
        (4, ("SG1d", S42, "Physical Support", "Total"), 25),
    ],
)
def test_cells_that_their_records_do_not_bear_out(rule: int, key: Key, value: int | None, values: Values, folder: Path):
    found = validate({**values, key: value}, year=YEAR, extract=folder)

    assert (rule, ERROR) in rules(found)
    assert key in {named for one in found if one.rule == rule for named in one.cells}


@pytest.mark.parametrize(
    ("sheet", "change", "severity", "record"),
    [
        ("concerns", {"decided_on": "2025-04-30"}, ERROR, "C1"),
        ("enquiries", {"started_on": "2025-04-30"}, NOTICE, "E1"),
        ("enquiries", {"concluded_on": "2025-05-01"}, ERROR, "E1"),
        ("enquiries", {"concluded_on": "2031-01-01"}, ERROR, "E1"),
        ("enquiries", {"capacity": ""}, NOTICE, "E1"),
        ("enquiries", {"outcomes_asked": "", "outcomes_achieved": ""}, NOTICE, "E1"),
        ("enquiries", {"concern_ids": "C99"}, ERROR, "E1"),
        ("concerns", {"criterion_c": "not_met"}, ERROR, "E1"),
        ("concerns", {"criterion_c": ""}, NOTICE, "E1"),
        ("adults", {"date_of_birth": "2008-01-01"}, NOTICE, "C1"),
        ("adults", {"date_of_death": "1957-01-01"}, ERROR, "A1"),
        ("adults", {"date_of_birth": "1900-01-01"}, NOTICE, "A1"),
    ],
)
def test_a_record_that_is_not_whole_is_named(
    sheet: str, change: dict[str, str], severity: Severity, record: str, tmp_path: Path
):
    cases = whole()
    cases.rows[sheet][0].update(change)
    counted = cases.counted(tmp_path).computed.by_key()

    found = [one for one in validate(counted, year=YEAR, extract=tmp_path) if one.rule == 26]

    assert (severity, record) in {(one.severity, named) for one in found for named in one.records}


def test_ids_with_spaces_meet_the_records_they_name(tmp_path: Path):
    cases = whole()
    for rows, column in ((cases.rows["concerns"], "concern_id"), (cases.rows["enquiries"], "concern_ids")):
        for row in rows:
            row[column] = f"Example Council: {row[column]}"
    cases.rows["enquiries"][0]["concern_ids"] += " ; Example Council: C2"
    cases.rows["enquiries"][1]["concern_ids"] = "ExampleCouncil:C2"
    counted = cases.counted(tmp_path).computed.by_key()

    found = [one for one in validate(counted, year=YEAR, extract=tmp_path) if one.rule == 26]

    assert [one.records for one in found] == [("E2",)]


def test_a_review_of_a_day_to_come_is_named(tmp_path: Path):
    cases = whole()
    cases.rows["reviews"][0].update(concluded_on="2031-10-01")
    counted = cases.counted(tmp_path).computed.by_key()

    found = [one for one in validate(counted, year=YEAR, extract=tmp_path) if one.rule == 26]

    assert [(one.severity, one.records) for one in found] == [(ERROR, ("V1",))]


def test_reviews_that_were_not_handed_in_bear_no_number_out(values: Values, tmp_path: Path):
    cases = whole()
    del cases.rows["reviews"]
    cases.write(tmp_path)

    found = [one for one in validate(values, year=YEAR, extract=tmp_path) if one.rule == 27]

    assert {(one.severity, key[0]) for one in found for key in one.cells} == {(NOTICE, "SG5a"), (NOTICE, "SG5b")}


def test_records_beyond_a_thousand_are_counted_though_not_named(
    values: Values, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setattr(checks_of_records, "MOST_NAMED", 2)
    cases = whole()
    for row in cases.rows["enquiries"]:
        row["capacity"] = ""
    cases.write(tmp_path)

    found = [one for one in validate(values, year=YEAR, extract=tmp_path) if "lacked capacity" in one.words]

    assert [(len(one.records), one.all_records) for one in found if one.rule == 26] == [(2, 20)]


def test_an_enquiry_without_a_risk_is_named_and_breaks_no_rule_of_tables(tmp_path: Path):
    cases = whole()
    cases.rows["risks"].pop(0)
    counted = cases.counted(tmp_path).computed.by_key()

    assert (13, ERROR) in rules(validate(counted, year=YEAR))
    assert rules(validate(counted, year=YEAR, extract=tmp_path)) == {(26, NOTICE)}


def test_organisational_abuse_without_a_service_is_told_by_its_records(tmp_path: Path):
    cases = whole()
    cases.rows["risks"][0].update(type="organisational", location="in_the_community")
    counted = cases.counted(tmp_path).computed.by_key()

    found = [one for one in validate(counted, year=YEAR, extract=tmp_path) if one.rule == 19]

    assert [one.records for one in found] == [("E1",)]


def test_a_large_change_since_last_year_wants_a_word(values: Values):
    key = ("SG1f", CONCERNS, "Total Number of Safeguarding Concerns", "Total")
    last = {**values, key: 100}

    found = validate(values, year=YEAR, last_year=last)

    assert [(one.rule, one.cells) for one in found] == [(22, (key,))]
    assert "80 fewer" in found[0].words
    assert validate(values, year=YEAR, last_year=last, explained=[key]) == []


@pytest.mark.parametrize(("last", "told"), [(70, False), (71, True), (0, False)])
def test_a_change_has_to_be_more_than_fifty_and_a_fifth(last: int, told: bool, values: Values):
    key = ("SG1f", CONCERNS, "Total Number of Safeguarding Concerns", "Total")

    assert ((22, NOTICE) in rules(validate(values, year=YEAR, last_year={**values, key: last}))) is told


def test_answers_on_capacity_that_changed_places(values: Values):
    lacked, had = ("SG3a", DONE, LACKED, BAND), ("SG3a", DONE, HAD, BAND)
    last = {**values, lacked: values[had], had: values[lacked]}

    assert (23, NOTICE) in rules(validate(values, year=YEAR, last_year=last))


@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_what_we_count_is_never_an_error_of_counting(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory):
    year = data.draw(st.sampled_from(YEARS))
    many: list[Tables] = data.draw(st.lists(small_extracts(year), min_size=8, max_size=8))
    folder = as_parquet(side_by_side(many), tmp_path_factory.mktemp("extract"))
    found = validate(compute(folder, year).by_key(), year=year, extract=folder)

    assert {one.rule for one in found if one.severity is ERROR} <= {26}


def test_the_year_is_the_one_in_which_the_records_count_most_like_the_cells(tmp_path: Path):
    cases = Cases()
    for raised in ("2023-05-01", "2024-05-01", "2024-06-01", "2025-05-01"):
        cases.concern(cases.adult(), raised)
    counted = cases.counted(tmp_path, "2024-25").computed.by_key()

    assert year_of_cells(counted, tmp_path) == "2024-25"
    assert year_of_cells(counted, None) == definition.years()[-1]


def test_every_rule_has_a_title():
    assert list(RULES) == list(range(1, 28))
    assert len(set(RULES.values())) == 27
