"""The answer to a check as files to work from: a page to read, a CSV of every finding, and JSON."""

from __future__ import annotations

import csv
import json
from html import escape
from pathlib import Path

from goldenthread.casework.findings import Checked, Finding, Severity
from goldenthread.casework.page import page
from goldenthread.casework.rules import BY_NUMBER

SHOWN = 40
"""Rows shown on the page for each group; the CSV holds all."""

HEADINGS = {
    Severity.REFUSED: "Why it was refused",
    Severity.ERROR: "To put right, largest first",
    Severity.NOTICE: "Worth a look",
}


def write(checked: Checked, folder: Path, *, name: str) -> list[Path]:
    """Write `findings.html`, `findings.csv` and `findings.json`; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    html, table, data = (folder / f"findings.{ending}" for ending in ("html", "csv", "json"))
    html.write_text(as_html(checked, name), encoding="utf-8")
    _write_csv(checked, table)
    data.write_text(json.dumps(checked.as_json(), ensure_ascii=False, indent=1), encoding="utf-8")
    return [html, table, data]


def _write_csv(checked: Checked, path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8-sig") as stream:
        writer = csv.writer(stream)
        if checked.about.synthetic:
            writer.writerow(["SYNTHETIC: no row describes a real adult"])
        writer.writerow(["severity", "check", "file", "row", "column", "value", "message", "remedy"])
        for f in checked.findings:
            cells = [f.severity, f.check, f.file, f.row, f.column, f.value, f.message, f.remedy]
            writer.writerow([_safe(cell) for cell in cells])


def _safe(cell: object) -> object:
    """A cell that a spreadsheet will not take for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


def sentence(checked: Checked) -> str:
    """The result in one sentence."""
    refused, errors, notices = (len(checked.of(severity)) for severity in Severity)
    rows = sum(checked.rows.values())
    if refused:
        reasons = "one reason" if refused == 1 else f"{refused} reasons"
        return f"The extract was refused, for {reasons}. Nothing of it was kept."
    if errors:
        broken = "One broken rule" if errors == 1 else f"{errors:,} broken rules"
        them = "it is" if errors == 1 else "they are"
        return f"{broken} in {rows:,} rows. Nothing can be loaded until {them} put right or accepted."
    also = f" {notices:,} things are worth a look." if notices else ""
    return f"All {rows:,} rows are good.{also}"


def as_html(checked: Checked, name: str) -> str:
    """One page that needs nothing else: the result, then each kind of fault with its rows."""
    parts = [f"<p class='lede'>{escape(sentence(checked))}</p>"]
    if checked.rows:
        counts = "".join(
            f"<tr><th scope='row'>{escape(file)}</th><td>{count:,}</td></tr>" for file, count in checked.rows.items()
        )
        head = "<tr><th scope='col'>File</th><th scope='col'>Rows</th></tr>"
        parts.append(f"<table><caption>What was read</caption><thead>{head}</thead><tbody>{counts}</tbody></table>")
    for severity in Severity:
        groups = [group for group in checked.groups() if group[0].severity is severity]
        if groups:
            parts.append(f"<h2>{HEADINGS[severity]}</h2>")
            parts += [_group(checked, finding, count) for finding, count in groups]
    return page(f"Check of {name}", "".join(parts), is_synthetic=checked.about.synthetic)


def _group(checked: Checked, example: Finding, count: int) -> str:
    same = [
        f for f in checked.findings if (f.check, f.file, f.column) == (example.check, example.file, example.column)
    ][:SHOWN]
    where = escape(example.file + (f", column {example.column}" if example.column else ""))
    rows = "".join(
        f"<tr><th scope='row'>{f.row or 'whole file'}</th><td>{escape(f.value or 'empty')}</td>"
        f"<td>{escape(f.message)}</td></tr>"
        for f in same
    )
    more = f"<p>The first {SHOWN} of {count:,}. All are in findings.csv.</p>" if count > len(same) else ""
    places = "place" if count == 1 else "places"
    head = "".join(f"<th scope='col'>{title}</th>" for title in ("Row", "Value", "What is wrong"))
    return (
        f"<section><h3>{escape(_title(example))}</h3><p class='where'>{example.check}, {where}: {count:,} {places}</p>"
        f"<p><strong>To put it right:</strong> {escape(example.remedy)}</p>"
        f"<details><summary>Show the rows</summary><div class='scroll' tabindex='0' role='region' "
        f"aria-label='Rows of {example.check} in {where}'><table><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>{more}</details></section>"
    )


def _title(finding: Finding) -> str:
    return BY_NUMBER[finding.check].title
