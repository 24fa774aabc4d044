"""The document as a tagged PDF/UA-1, laid out by Typst.

The template is a file of ours; the document reaches it as data, never as source text, so that nothing anybody wrote can
become markup. Afterwards each table's first column becomes row headers (Typst cannot say so yet), and the manifest that
proves the figures is attached.
"""

from __future__ import annotations

import io
import json
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import pikepdf
import typst

from goldenthread.figures import manifest as manifests
from goldenthread.reports import charts
from goldenthread.reports.charts import FONTS
from goldenthread.reports.document import (
    Block,
    Branch,
    Chart,
    Document,
    Heading,
    Inline,
    Inlines,
    Items,
    Note,
    Numbers,
    Paragraph,
    PullQuote,
    Section,
    Table,
    Tree,
)

HERE = Path(__file__).parent
TEMPLATE = HERE / "report.typ"
LAYOUT = "layout.typ"
NOTE_LEVEL = 3
"""The level of a note's title, where the headings above it lead down so far."""


class Linked(Protocol):
    """What is laid out: it knows where each of its figures is explained."""

    def figure_url(self, figure_id: str) -> str: ...


@dataclass(frozen=True)
class Attached:
    """A file inside the PDF, as JSON."""

    name: str
    about: str
    contents: dict[str, Any]


def render(document: Document, manifest: dict[str, Any]) -> bytes:
    """The report as PDF bytes, with its manifest inside. The same document gives the same bytes."""
    about = "Every figure of this report with the seal of the data it came from"
    with tempfile.TemporaryDirectory(prefix="goldenthread-pdf-") as name:
        folder = Path(name)
        return lay_out(
            TEMPLATE,
            _document(document, folder),
            folder=folder,
            at=document.release.snapshot.taken_at,
            attached=Attached(manifests.NAME, about, manifest),
        )


def lay_out(template: Path, data: dict[str, Any], *, folder: Path, at: datetime, attached: Attached) -> bytes:
    """A template of ours with data as a tagged PDF/UA-1. `folder` holds its pictures; `at` is when it says it was made."""
    for file in (template, HERE / LAYOUT):
        (folder / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    made = typst.compile(
        str(folder / template.name),
        root=str(folder),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(at.timestamp()),
    )
    return _finish(made, attached, at)


def blocks(linked: Linked, found: list[Block], folder: Path, name: str) -> list[dict[str, Any]]:
    """Blocks of a document as the template reads them; its charts are put into the folder under names that begin so."""
    laid = [_block(linked, block, folder, f"{name}-{place}") for place, block in enumerate(found)]
    _step_by_step(laid, 1)
    return laid


def _step_by_step(laid: list[dict[str, Any]], above: int) -> int:
    """Let no heading stand more than one level below the one before it, which PDF/UA forbids. Returns the last level."""
    for one in laid:
        if one["is"] in {"heading", "note"}:
            above = one["level"] = min(one["level"], above + 1)
        if one["is"] == "note":
            above = _step_by_step(one["blocks"], above)
    return above


def _finish(made: bytes, attached: Attached, at: datetime) -> bytes:
    moment = at.strftime("D:%Y%m%d%H%M%SZ")
    with pikepdf.open(io.BytesIO(made)) as pdf:
        tree = pdf.Root.get("/StructTreeRoot")
        if tree is not None:
            _row_headers(tree)
        pdf.attachments[attached.name] = pikepdf.AttachedFileSpec(
            pdf,
            json.dumps(attached.contents, ensure_ascii=False, indent=1).encode(),
            filename=attached.name,
            description=attached.about,
            mime_type="application/json",
            creation_date=moment,
            mod_date=moment,
        )
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _children(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K")
    if kids is None:
        return []
    listed = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in listed if isinstance(kid, pikepdf.Dictionary)]


def _row_headers(element: pikepdf.Object) -> None:
    """The first cell of each row in a table's body heads its row."""
    for child in _children(element):
        if child.get("/S") == "/TR" and element.get("/S") in {"/TBody", "/TFoot", "/Table"}:
            first = next(iter(_children(child)), None)
            if first is not None and first.get("/S") == "/TD":
                first["/S"] = pikepdf.Name("/TH")
                first["/A"] = pikepdf.Dictionary(O=pikepdf.Name("/Table"), Scope=pikepdf.Name("/Row"))
        _row_headers(child)


def _document(document: Document, folder: Path) -> dict[str, Any]:
    snapshot = document.release.snapshot
    return {
        "board": document.board,
        "title": document.title,
        "period": document.period,
        "months": document.months,
        "version": document.version,
        "draft": document.is_draft,
        "dated": document.dated,
        "synthetic": document.is_demonstration,
        "snapshot": snapshot.sha256[:16],
        "frozen": f"{snapshot.taken_at:%d %B %Y}",
        "sections": [_section(document, section, folder) for section in document.sections],
        "glossary": [{"word": word, "meaning": meaning} for word, meaning in document.glossary],
    }


def _section(document: Document, section: Section, folder: Path) -> dict[str, Any]:
    return {
        "slug": section.slug,
        "number": section.number,
        "title": section.title,
        "finding": _line(document, section.finding),
        "blocks": blocks(document, section.blocks, folder, section.slug),
    }


def _line(document: Linked, inlines: Inlines) -> list[dict[str, str]]:
    return [_inline(document, one) for one in inlines]


def _inline(document: Linked, one: Inline) -> dict[str, str]:
    said = {"kind": one.kind, "text": one.text, "style": one.style}
    if one.kind == "figure":
        said["url"] = document.figure_url(one.target)
    elif one.kind == "link":
        said["url"] = one.target
    elif one.kind == "abbreviation":
        said["text"] = f"{one.target} ({one.text})"
    elif one.kind == "quotation":
        said["text"] = f"“{one.text}”"
    return said


def _block(document: Linked, block: Block, folder: Path, name: str) -> dict[str, Any]:
    match block:
        case Heading():
            return {"is": "heading", "level": block.level, "line": _line(document, block.inlines)}
        case Paragraph():
            return {"is": "paragraph", "line": _line(document, block.inlines)}
        case Items():
            return {"is": "items", "ordered": block.ordered, "items": [_line(document, item) for item in block.items]}
        case Table():
            return {"is": "table", **_table(document, block)}
        case Chart():
            return {"is": "chart", **_chart(document, block, folder, name)}
        case Numbers():
            entries = [
                {"label": label, "value": _inline(document, value), "below": _line(document, below)}
                for label, value, below in block.entries
            ]
            return {"is": "numbers", "entries": entries}
        case PullQuote():
            return {"is": "quote", "text": f"“{block.text}”", "who": block.who}
        case Note():
            inner = [_block(document, one, folder, f"{name}-{place}") for place, one in enumerate(block.blocks)]
            return {"is": "note", "level": NOTE_LEVEL, "title": block.title, "blocks": inner}
        case Tree():
            return {"is": "tree", "branches": [_branch(branch) for branch in block.branches]}


def _branch(branch: Branch) -> dict[str, Any]:
    return {"name": branch.name, "detail": branch.detail, "below": [_branch(one) for one in branch.below]}


def _table(document: Linked, table: Table) -> dict[str, Any]:
    numeric = [all(row[place].is_number for row in table.rows) for place in range(len(table.columns))]
    return {
        "number": table.number,
        "caption": table.caption,
        "columns": table.columns,
        "numeric": numeric,
        "total": table.has_total,
        "note": table.note,
        "synthetic": table.is_synthetic,
        "url": document.figure_url(table.figure) if table.figure else "",
        "rows": [[_line(document, cell.inlines) for cell in row] for row in table.rows],
    }


def _chart(document: Linked, chart: Chart, folder: Path, name: str) -> dict[str, Any]:
    file = f"{name}.svg"
    (folder / file).write_text(charts.plain_svg(chart), encoding="utf-8")
    return {
        "number": chart.number,
        "title": chart.title,
        "subtitle": chart.subtitle,
        "alt": chart.sentence,
        "file": file,
        "synthetic": chart.is_synthetic,
        "url": document.figure_url(chart.figure.id),
        "table": _table(document, chart.table),
    }
