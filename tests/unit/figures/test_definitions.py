"""A definition is read strictly, and may use only what every engine agrees on."""

from __future__ import annotations

import pytest

from goldenthread.figures import definitions
from goldenthread.figures.definitions import BadDefinition

HEADER = {
    "id": "x.y",
    "title": "X",
    "unit": "count",
    "grain": "concern",
    "numerator": "concerns",
    "denominator": "none",
    "period": "by day",
    "breakdown": "",
    "datasets": "concerns",
    "disclosure": "people",
    "caveat": "none",
    "version": "1",
    "valid_from": "2021-22",
}


def written(sql: str = "SELECT count(*) AS numerator FROM concerns", **changes: str | None) -> str:
    lines = [f"-- {name}: {value}" for name, value in {**HEADER, **changes}.items() if value is not None]
    return "\n".join([*lines, sql])


def test_a_definition_is_read():
    found = definitions.parse(written(), "x.y.sql")

    assert (found.id, found.unit, found.datasets) == ("x.y", "count", ("concerns",))


@pytest.mark.parametrize("field", HEADER)
def test_every_field_must_be_said(field: str):
    with pytest.raises(BadDefinition, match=f"lacks {field}"):
        definitions.parse(written(**{field: None}), "x.y.sql")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (written(unit="furlongs"), "unit “furlongs”"),
        (written(disclosure="perhaps"), "disclosure must be"),
        ("-- id: a\n-- id: b\nSELECT 1", "line 2: id is said twice"),
        ("-- nonsense: a\nSELECT 1", "line 1"),
    ],
)
def test_a_wrong_header_is_refused_with_its_place(text: str, words: str):
    with pytest.raises(BadDefinition, match=words):
        definitions.parse(text, "x.y.sql")


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT date_diff('day', raised_on, decided_on) AS numerator FROM concerns",
        "SELECT age(raised_on) AS numerator FROM concerns",
        "SELECT current_date AS numerator",
        "SELECT random() AS numerator",
        "SELECT * FROM read_csv('/etc/passwd')",
        "DROP TABLE concerns",
        "SELECT 1; SELECT 2",
        "SELECT (",
    ],
)
def test_what_engines_or_days_would_disagree_on_is_refused(sql: str):
    with pytest.raises(BadDefinition):
        definitions.parse(written(sql), "x.y.sql")


def test_every_definition_in_the_package_is_good():
    assert len(definitions.all_definitions()) >= 60


@pytest.mark.capability("S122")
def test_the_columns_read_are_followed_through_the_views():
    read = definitions.columns_read("concerns.led_to_enquiry")

    assert read == {"concerns": ("area", "decision", "raised_on", "under_18")}


def test_a_definition_reads_only_the_tables_it_names():
    for found in definitions.all_definitions().values():
        assert set(definitions.columns_read(found.id)) <= {*found.datasets}, found.id
