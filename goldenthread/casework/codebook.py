"""The printable codebook: every check by number, and every column with its codes, made from the code itself."""

from __future__ import annotations

from html import escape

from goldenthread.casework.contract import SHEETS, Sheet
from goldenthread.casework.findings import Severity
from goldenthread.casework.page import page
from goldenthread.casework.rules import RULES, Rule

MEANINGS = {
    Severity.REFUSED: "Refused: nothing of the extract is read further.",
    Severity.ERROR: "Error: the row breaks a rule. Nothing is loaded until it is put right or accepted by name.",
    Severity.NOTICE: "Notice: counted, and never blocks.",
}


def as_html() -> str:
    """The codebook as one page."""
    parts = ["<p class='lede'>What a case extract holds, and every check that is made of it.</p>"]
    for severity, meaning in MEANINGS.items():
        rows = "".join(_rule(rule) for rule in RULES if rule.severity is severity)
        head = "".join(f"<th scope='col'>{title}</th>" for title in ("No.", "Check", "Says", "To put it right"))
        parts.append(f"<h2>{escape(meaning.split(':', maxsplit=1)[0])}</h2><p>{escape(meaning)}</p>")
        parts.append(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")
    parts += [_sheet(sheet) for sheet in SHEETS]
    return page("Codebook of the case extract", "".join(parts))


def _rule(rule: Rule) -> str:
    says = (rule.title, _plain(rule.message), _plain(rule.remedy))
    return f"<tr><th scope='row'>{rule.number}</th>{''.join(f'<td>{escape(words)}</td>' for words in says)}</tr>"


def _plain(template: str) -> str:
    return template.format(file="the file", column="the column", value="…", other="…")


def _sheet(sheet: Sheet) -> str:
    rows = "".join(
        f"<tr><th scope='row'>{column.name}</th><td>{'yes' if column.required else ''}</td>"
        f"<td>{escape(column.meaning)}</td><td>{escape('; '.join(column.codes))}</td></tr>"
        for column in sheet.columns
    )
    head = "".join(f"<th scope='col'>{title}</th>" for title in ("Column", "Required", "Holds", "Codes"))
    may_be_absent = "" if sheet.required else " (may be absent)"
    return f"<h2>{sheet.file}{may_be_absent}</h2><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
