"""Figures as a library: the same numbers as everywhere else, as tables and files, and no Django."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.ipc
import pytest

from goldenthread.analysis import FrozenData, GoldenThreadError, NotFound, Refused, open_frozen
from goldenthread.analysis.results import COLUMNS
from goldenthread.core.periods import Period
from goldenthread.figures import disclosure, frozen
from goldenthread.figures.engine import compute
from goldenthread.national.compute import compute_aged
from tests.factories import worlds

ROOT = Path(__file__).resolve().parents[3]
YEAR = Period(2023)
MADE = frozen.Made("Sam Example", datetime(2024, 6, 3, tzinfo=UTC))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty concerns, ten of which led on and two of which name self-neglect; thirty the year before."""
    now = [worlds.concern(n, decision="s42_duty_met" if n < 10 else "no_enquiry") for n in range(38)]
    few = [worlds.concern(40 + n, alleged_types=["self_neglect"]) for n in range(2)]
    before = [worlds.concern(100 + n, raised_on=date(2022, 6, 1)) for n in range(30)]
    paid = [{"agency_slug": "one", "agency": "=1+1", "year_start": date(2023, 4, 1), "pounds": 10.0}]
    data = worlds.dataset(concerns=[*now, *few, *before], contributions=paid)
    return frozen.write(data, tmp_path_factory.mktemp("sets"), MADE)


@pytest.fixture(scope="module")
def data(folder: Path) -> FrozenData:
    return open_frozen(folder)


def test_it_says_what_it_is(data: FrozenData, folder: Path):
    assert (data.board, data.period, data.seal, data.is_synthetic) == ("example", "2023-24", folder.name, True)
    assert (data.tables["concerns"], data.table("concerns").num_rows) == (70, 70)
    assert repr(data) == f"<frozen data of example, 2023-24, seal {folder.name[:12]}, synthetic>"


def test_figures_are_those_of_the_program(data: FrozenData, folder: Path):
    ours = data.figures()
    theirs = compute(frozen.read(folder), YEAR)

    assert list(ours) == sorted(theirs)
    assert {one.id: (one.value, one.numerator, one.denominator) for one in ours.values()} == {
        one.id: (one.value, one.numerator, one.denominator) for one in theirs.values()
    }
    assert (ours["concerns.received"].value, ours["concerns.received"].previous) == (40, 30)
    assert ours["concerns.led_to_enquiry"].value == 25
    assert {one.seal for one in ours.values()} == {folder.name}


def test_released_figures_are_those_of_a_release(data: FrozenData, folder: Path):
    ours, theirs = data.released(), disclosure.release(frozen.read(folder), YEAR)

    assert {one.id: one.published for one in ours.values()} == dict(theirs.figures)
    assert (data.figures()["concerns.self_neglect"].value, ours["concerns.self_neglect"].value) == (2, None)
    assert (ours.rule, data.figures().rule) == ("board", "")


def test_some_figures_and_another_year(data: FrozenData):
    some = data.figures("2022-23", ["concerns.received"])

    assert {one.id: one.value for one in some.values()} == {"concerns.received": 30}


def test_a_table_has_a_line_for_each_figure_and_row(data: FrozenData):
    found = data.figures()
    table = found.table()

    assert {name: table.schema.field(name).type for name in table.column_names} == COLUMNS
    assert table.num_rows == len(found) + sum(len(one.rows) for one in found.values())
    line = next(one for one in table.to_pylist() if (one["figure"], one["row"]) == ("concerns.led_to_enquiry", ""))
    assert (line["value"], line["numerator"], line["denominator"], line["mark"]) == (25, 10, 40, "")
    assert line["low"] < 25 < line["high"]


def test_files_hold_what_the_table_holds(data: FrozenData, tmp_path: Path):
    found = data.released()
    wanted = [[one["figure"], one["row"], one["value"]] for one in found.table().to_pylist()]

    with found.to_csv(tmp_path / "f.csv").open(encoding="utf-8-sig", newline="") as opened:
        lines = list(csv.DictReader(opened))
    sheet = openpyxl.load_workbook(found.to_xlsx(tmp_path / "f.xlsx")).active
    assert pa.ipc.open_file(found.to_arrow(tmp_path / "f.arrow").read_bytes()).read_all().equals(found.table())
    told = json.loads(found.to_json(tmp_path / "f.json"))

    assert list(lines[0]) == list(COLUMNS)
    assert [[one["figure"], _plain(one["row"]), _number(one["value"])] for one in lines] == wanted
    cells = list(sheet.values)
    assert cells[0][0] == "Synthetic: made up for a demonstration"
    assert cells[1] == tuple(COLUMNS)
    at = [list(COLUMNS).index(name) for name in ("figure", "row", "value")]
    assert [[row[at[0]], _plain(row[at[1]]), _number(row[at[2]])] for row in cells[2:]] == wanted
    assert json.loads((tmp_path / "f.json").read_text(encoding="utf-8")) == told
    assert told["figures"]["concerns.received"]["value"] == 40


def _plain(text: str | None) -> str:
    return (text or "").removeprefix("'")


def _number(text: object) -> float | None:
    return float(str(text)) if text not in {None, ""} else None


def test_no_cell_of_a_file_is_a_formula(data: FrozenData, tmp_path: Path):
    found = data.figures()
    assert "=1+1" in found.table()["label"].to_pylist()

    text = found.to_csv(tmp_path / "f.csv").read_text(encoding="utf-8-sig")
    sheet = openpyxl.load_workbook(found.to_xlsx(tmp_path / "f.xlsx")).active

    assert ",=1+1," not in text
    assert [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []


def test_pandas_where_it_is_and_a_sentence_where_it_is_not(data: FrozenData, monkeypatch: pytest.MonkeyPatch):
    assert data.figures().to_pandas().shape == (data.figures().table().num_rows, len(COLUMNS))

    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(Refused, match="pandas is not installed"):
        data.figures().to_pandas()


def test_the_records_of_a_figure_come_to_its_number(data: FrozenData):
    assert data.records("concerns.led_to_enquiry").num_rows == 10
    assert data.records("concerns.by_decision", row="s42_duty_met").num_rows == 10
    assert set(data.records("concerns.received", "2022-23")["concern_id"].to_pylist()) == {
        f"C{100 + n}" for n in range(30)
    }


def test_a_question_of_ones_own_reaches_the_data_and_nothing_else(data: FrozenData):
    asked = data.ask("SELECT count(*) AS n FROM concerns WHERE raised_on >= $day", day=date(2023, 4, 1))

    assert asked.to_pylist() == [{"n": 40}]
    for sql in (
        "SELECT * FROM read_csv('/etc/passwd')",
        "COPY concerns TO '/tmp/x.csv'",
        "SELEKT 1",
        "SET threads = 4",
    ):
        with pytest.raises(Refused, match="cannot be asked"):
            data.ask(sql)


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("SELECT 1 AS a, 2 AS a", "Two columns are called “a”"),
        ("", "no question in it"),
        ("-- nothing", "no question in it"),
        ("SELECT 170141183460469231731687303715884105727::HUGEINT AS x", "the column “x” as it is"),
    ],
)
def test_an_answer_that_is_no_table_is_refused(data: FrozenData, sql: str, words: str):
    with pytest.raises(Refused, match=words):
        data.ask(sql)


def test_an_answer_without_rows_keeps_its_columns_and_names_may_begin_alike(data: FrozenData):
    none = data.ask("SELECT source, count(*) AS n FROM concerns WHERE false GROUP BY source")
    alike = data.ask("SELECT $first_day AS x", first="a", first_day="b")

    assert (none.num_rows, none.column_names) == (0, ["source", "n"])
    assert alike.to_pylist() == [{"x": "b"}]


def test_one_figure_may_be_named_alone_and_one_that_is_not_there_has_no_records(data: FrozenData):
    assert list(data.figures(ids="concerns.received")) == ["concerns.received"]
    with pytest.raises(NotFound, match="nothing"):
        data.records("nothing")


def test_what_is_not_there_is_said_with_what_is(data: FrozenData, tmp_path: Path):
    with pytest.raises(NotFound, match=r"concerns\.received"):
        data.figures()["concerns"]
    with pytest.raises(Refused, match="There are: adults"):
        data.table("people")
    with pytest.raises(Refused, match="not a financial year"):
        data.figures("2023")
    with pytest.raises(Refused, match="no frozen set"):
        open_frozen(tmp_path)


def test_a_folder_of_one_set_is_that_set_and_of_several_is_asked_about(folder: Path, tmp_path: Path):
    assert open_frozen(folder.parent).seal == folder.name
    for number in (1, 2):
        frozen.write(worlds.dataset(concerns=[worlds.concern(number)]), tmp_path, MADE)
    with pytest.raises(Refused, match="Say which of these"):
        open_frozen(tmp_path)


def test_a_set_that_was_changed_is_not_opened(tmp_path: Path):
    made = frozen.write(worlds.dataset(concerns=[worlds.concern(1)]), tmp_path, MADE)
    (made / "risks.parquet").write_bytes(b"")

    with pytest.raises(Refused, match="cannot be trusted"):
        open_frozen(made)


def test_a_set_whose_manifest_carries_no_hash_says_that_it_is_not_proved(tmp_path: Path):
    """Its Board can be written over by hand; the seal still proves the tables."""
    made = frozen.write(worlds.dataset(concerns=[worlds.concern(1)]), tmp_path, MADE)
    told = json.loads((made / "manifest.json").read_text(encoding="utf-8"))
    assert open_frozen(made).is_manifest_proved

    told.pop(frozen.HASH)
    (made / "manifest.json").write_text(json.dumps(told | {"board": "elsewhere"}), encoding="utf-8")

    found = open_frozen(made)
    assert (found.board, found.is_manifest_proved) == ("elsewhere", False)
    assert repr(found).endswith("its manifest not proved>")


def test_a_folder_of_sets_is_no_set_and_names_those_in_it(folder: Path, tmp_path: Path):
    with pytest.raises(Refused, match=f"(?s)not a frozen set.*Give one that is in it.*{folder.name}"):
        frozen.manifest_of(folder.parent)
    with pytest.raises(Refused) as nothing:
        frozen.manifest_of(tmp_path)
    assert "Give one" not in str(nothing.value)


def test_quarters_come_to_the_year_and_have_their_own_records(data: FrozenData):
    quarters = [f"2023-24 Q{one}" for one in range(1, 5)]
    counted = [data.figures(one, "concerns.received")["concerns.received"].value for one in quarters]

    assert sum(each or 0 for each in counted) == 40
    assert [data.records("concerns.received", one).num_rows for one in quarters] == counted
    assert data.figures("2023-24 Q1-Q3", "concerns.received")["concerns.received"].value == sum(counted[:3])
    with pytest.raises(Refused, match="whole years alone"):
        data.records("audit.enquiries", quarters[0])


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four concerns about four people who are in it, one of which led on: what a return can be made of."""
    people = [worlds.adult(number) for number in range(4)]
    known = {
        "age": 70,
        "age_band": "65-74",
        "alleged_types": ["physical"],
        "primary_support_reason": "physical_support",
    }
    concerns = [worlds.concern(n, decision="s42_duty_met" if n < 1 else "no_enquiry", **known) for n in range(4)]
    return frozen.write(worlds.dataset(adults=people, concerns=concerns), tmp_path_factory.mktemp("whole"), MADE)


def test_the_national_return_of_a_set_is_that_of_its_tables(whole: Path):
    data = open_frozen(whole)
    cells = data.national_return()
    by_key = {tuple(list(one.values())[:4]): one["VALUE"] for one in cells.to_pylist()}

    assert by_key == compute_aged({name: data.table(name) for name in data.tables}, "2023-24").by_key()
    concerns = [one for key, one in by_key.items() if key[:2] == ("SG1f", "Safeguarding Concerns")]
    assert concerns == [data.figures(ids="concerns.received")["concerns.received"].value] == [4]
    assert {value for key, value in by_key.items() if key[0].startswith("SG5")} == {None}
    assert sum(one["VALUE"] or 0 for one in data.national_return("2022-23").to_pylist()) == 0


@pytest.mark.parametrize(("asked", "words"), [("2023-24 Q1", "not a financial year"), ("2001-02", "2001-02")])
def test_there_is_a_national_return_of_years_with_a_definition_alone(whole: Path, asked: str, words: str):
    with pytest.raises(GoldenThreadError, match=words):
        open_frozen(whole).national_return(asked)


def test_a_policy_of_the_return_can_be_answered_otherwise_and_nothing_else_can(whole: Path):
    data = open_frozen(whole)
    with pytest.raises(Refused, match="P-99"):
        data.national_return(policies={"P-99": "anything"})


def test_it_works_where_there_is_no_django(folder: Path, whole: Path, tmp_path: Path):
    """A process whose Django cannot be loaded, with no settings and nothing in the working folder."""
    lines = [
        "import sys; sys.modules['django'] = None",
        "from goldenthread.analysis import open_frozen",
        f"data = open_frozen({str(folder)!r})",
        "figures, released = data.figures(), data.released()",
        f"assert open_frozen({str(whole)!r}).national_return().num_rows == 643",
        "released.to_csv('f.csv'); released.to_xlsx('f.xlsx'); released.to_json('f.json')",
        "print(figures['concerns.received'].value, released['concerns.self_neglect'].value)",
        "print([name for name in sys.modules if name.split('.')[0] in {'django', 'ninja'} and sys.modules[name]])",
    ]
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}

    ran = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=False, env=env, cwd=tmp_path
    )

    assert (ran.stdout.splitlines(), ran.stderr) == (["40 None", "[]"], "")
