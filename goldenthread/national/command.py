"""`goldenthread sac`: compute, validate, publish and lay out the national return (the Safeguarding Adults Collection)."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from goldenthread.core.command import FOUND_PROBLEMS, PlainGroup, Plainly, start_django
from goldenthread.core.errors import Refused

if TYPE_CHECKING:
    from goldenthread.national.broken import Broken
    from goldenthread.national.compute import NationalReturn

PATH = click.Path(path_type=Path)
MOST_SHOWN = 3


@click.group(cls=PlainGroup)
def sac() -> None:
    """Compute, validate, publish and lay out the national return."""


def _policies(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    del ctx, param
    answers = dict(one.partition("=")[::2] for one in given)
    if any(not answer for answer in answers.values()):
        raise click.BadParameter("Write it as P-02=cross.")
    return answers


POLICY = click.option("--policy", "policies", multiple=True, callback=_policies, help="Another answer, as P-02=cross.")
YEAR = click.option("--year", help="The financial year, such as 2025-26.")


@sac.command(cls=Plainly)
@click.argument("extract", type=PATH, required=False)
@click.option("--year", required=True, help="The financial year, such as 2025-26.")
@click.option("--out", type=PATH, help="The CSV file to write: one row a cell.")
@click.option("--frozen", "frozen_folder", type=PATH, help="A frozen set, instead of an extract.")
@click.option("--board", help="A Board’s short address: its records in the database, by the policies it decided.")
@click.option("--data", type=PATH, help="The installation’s folder (or $GOLDENTHREAD_DATA), with --board.")
@click.option("--left-out", "left_out_file", type=PATH, help="A CSV file for the records that were left out, and why.")
@click.option("--spark", "master", help="A Spark to compute on, such as local[2] or spark://host:7077, from Parquet.")
@click.option("--json", "as_json", is_flag=True, help="Print the return as JSON.")
@POLICY
def compute(
    *,
    extract: Path | None,
    year: str,
    out: Path | None,
    frozen_folder: Path | None,
    board: str | None,
    data: Path | None,
    left_out_file: Path | None,
    master: str | None,
    as_json: bool,
    policies: Mapping[str, str],
) -> None:
    """Compute every cell of a year's return. What it writes is not protected."""
    if sum(one is not None for one in (extract, frozen_folder, board)) != 1:
        raise click.UsageError("Say one of these: an extract, --frozen, or --board.")
    if master and extract is None:
        raise click.UsageError("Spark computes from an extract. Leave out --spark for a frozen set or a Board.")
    if data and not board:
        raise click.UsageError("--data goes with --board: say whose records to count.")
    if out is None and not as_json:
        raise click.UsageError("Say where to write: --out cells.csv, or --json.")
    from goldenthread.national import cells

    if board is not None:
        computed, came = _of_board(board, data, year, policies)
    else:
        computed, came = _computed(extract, frozen_folder, year, policies, master)
    if out is not None:
        cells.write_return(computed, out)
    if left_out_file is not None:
        _write_left_out(computed, left_out_file)
    if as_json:
        click.echo(json.dumps(_plain(computed, came), ensure_ascii=False))
    else:
        _say(computed, out, came)


class Came(NamedTuple):
    """Of what a return was computed: whether of synthetic records, and the days they cover, where they say so."""

    is_synthetic: bool
    spans: tuple[tuple[date, date], ...] | None


def _computed(
    extract: Path | None, frozen_folder: Path | None, year: str, policies: Mapping[str, str], master: str | None
) -> tuple[NationalReturn, Came]:
    from goldenthread.national import compute as computing

    if extract is not None:
        from goldenthread.casework.reading import source

        if master:
            from goldenthread.national import spark

            computed = spark.compute(str(extract.resolve()), year, master=master, policies=policies)
        else:
            computed = computing.compute(extract, year, policies=policies)
        about, unreadable = source.about(source.find(extract))
        for finding in unreadable:
            raise Refused(f"{finding.message} {finding.remedy}")
        spans = ((about.period_from, about.period_to),) if about.period_from and about.period_to else None
        return computed, Came(about.synthetic, spans)
    from goldenthread.figures import frozen

    dataset = frozen.read(frozen_folder or Path())
    computed = computing.compute_aged(dataset.tables, year, policies=policies)
    return computed, Came(dataset.snapshot.is_synthetic, dataset.spans)


def _of_board(board: str, data: Path | None, year: str, policies: Mapping[str, str]) -> tuple[NationalReturn, Came]:
    """From a Board's records in the database, by the policies that it decided, where none is given. Nothing is kept there.

    Raises:
        Refused: the Board has no records of that year, or there is no such policy or answer.
        NotFound: there is no such Board, or no definition for the year.
    """
    from goldenthread.core.periods import Period

    period = Period.parse(year)
    start_django(data)
    from goldenthread.boards import queries as boards
    from goldenthread.national import basis, queries

    found = boards.by_slug(board)
    answers = {**queries.policies(found, period), **policies}
    records = basis.of_board(found)
    records.refuse_another_year(period)
    computed = records.computed(period, answers)
    spans = tuple((date.fromisoformat(one["from"]), date.fromisoformat(one["to"])) for one in records.sources)
    return computed, Came(records.is_synthetic, spans or None)


def _write_left_out(computed: NationalReturn, out: Path) -> None:
    from goldenthread.national.cells import written

    with written(out), out.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["sheet", "record", "part", "why"])
        writer.writerows([one.sheet, one.record, one.part, one.why] for one in computed.left_out)


def _plain(computed: NationalReturn, came: Came) -> dict[str, Any]:
    return {
        "year": computed.year,
        "version": computed.version,
        "synthetic": came.is_synthetic,
        "policies": computed.policies,
        "cells": [asdict(cell) for cell in computed.cells],
        "left_out": [asdict(one) for one in computed.left_out],
    }


def _say(computed: NationalReturn, out: Path | None, came: Came) -> None:
    from goldenthread.core.periods import Period
    from goldenthread.figures import coverage
    from goldenthread.national.statements import WORDS

    if came.is_synthetic:
        click.echo("synthetic: no row describes a real adult")
    covered = coverage.known(came.spans, Period.parse(computed.year)) if came.spans is not None else ""
    if covered:
        days = "no day" if covered == coverage.NONE else f"only {covered}"
        click.echo(f"The records cover {days} of {computed.year}: what happened on other days is not counted.")
    empty = sum(1 for cell in computed.cells if cell.value is None)
    filled = f"{len(computed.cells)} cells of {computed.year}"
    click.echo(f"Written: {out} ({filled}{f', {empty} of them empty' if empty else ''})")
    for (part, why), count in sorted(Counter((one.part, one.why) for one in computed.left_out).items()):
        click.echo(f"  {count:>7,} left out of {part}: {WORDS[why]}")


@sac.command(cls=Plainly)
@click.argument("cells_file", metavar="CELLS", type=PATH)
@click.option("--extract", type=PATH, help="The extract that the cells were computed from.")
@click.option("--last-year", "last_year_file", type=PATH, help="The cells of the year before.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@YEAR
@POLICY
def validate(
    *,
    cells_file: Path,
    extract: Path | None,
    last_year_file: Path | None,
    as_json: bool,
    year: str | None,
    policies: Mapping[str, str],
) -> None:
    """Print every broken rule. An error cannot be right; a notice should be looked at."""
    from goldenthread.national import cells
    from goldenthread.national.broken import Severity
    from goldenthread.national.validate import validate as validated
    from goldenthread.national.validate import year_of_cells

    values, wrong = cells.read_loosely(cells_file)
    last_year = cells.read(last_year_file) if last_year_file else None
    whose = year or year_of_cells(values, extract, policies)
    found = validated(
        values, year=whose, not_whole=tuple(wrong), extract=extract, last_year=last_year, policies=policies
    )
    errors = sum(1 for one in found if one.severity is Severity.ERROR)
    if as_json:
        answer = {"year": whose, "errors": errors, "broken": [_broken_plainly(one) for one in found]}
        click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        for one in found:
            _say_broken(one)
        click.echo(f"{errors:,} errors, {len(found) - errors:,} notices, by the definition of {whose}.")
    if errors:
        raise SystemExit(FOUND_PROBLEMS)


def _broken_plainly(one: Broken) -> dict[str, Any]:
    return {**asdict(one), "title": one.title}


def _say_broken(one: Broken) -> None:
    click.echo(f"{one.severity:7} rule {one.rule:<3} {one.title}. {one.words}")
    named = [", ".join(key) for key in one.cells] or list(one.records)
    for name in named[:MOST_SHOWN]:
        click.echo(f"{'':17}{name}")
    count = max(len(named), 0 if one.cells else one.all_records)
    if count > MOST_SHOWN:
        all_named = "" if count == len(named) else f" {len(named):,} of them"
        click.echo(f"{'':17}and {count - MOST_SHOWN:,} more; --json names{all_named or ' them'}")


@sac.command(cls=Plainly)
@click.argument("cells_file", metavar="CELLS", type=PATH)
@click.option("--out", required=True, type=PATH, help="The CSV file to write.")
@YEAR
def publish(*, cells_file: Path, out: Path, year: str | None) -> None:
    """Apply the national disclosure rule to cells."""
    from goldenthread.national import cells, definition
    from goldenthread.national.publish import NOT_SUPPLIED, WITHHELD, published

    values = cells.read(cells_file)
    year_of = definition.load(year or definition.years()[-1])
    shown = published(values, year_of)
    cells.write(shown.items(), out)
    counted = Counter(str(value) for value in shown.values())
    click.echo(
        f"Written: {out} ({len(shown)} cells: {counted[WITHHELD]} withheld, {counted[NOT_SUPPLIED]} not supplied, "
        "the rest to the nearest 5)"
    )
    if lacking := cells.missing(values, year_of):
        click.echo(f"Not the whole return: {len(lacking):,} cells are missing, such as {', '.join(lacking[0])}.")


@sac.command(cls=Plainly)
@click.argument("out", type=PATH)
@click.option("--year", required=True, help="The financial year, such as 2025-26.")
@click.option("--cells", "cells_file", type=PATH, help="Cells to fill it with.")
def template(*, out: Path, year: str, cells_file: Path | None) -> None:
    """Write a workbook laid out by table, with sheets for comments and for sign-off."""
    from goldenthread.national import cells, definition, workbook

    year_of = definition.load(year)
    values = cells.read(cells_file) if cells_file else None
    if values is not None:
        cells.refuse_other_years(values, year_of)
    workbook.write(out, year_of, values)
    click.echo(f"Written: {out}")
