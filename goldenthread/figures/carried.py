"""The manifest that a report carries, whatever its form: attached to a PDF, in the head of a web page, beside a Word text.

Works offline and free of Django. What is read was written by nobody in particular: nothing in it is run or followed.
"""

from __future__ import annotations

import html
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pikepdf

from goldenthread.core.errors import Refused
from goldenthread.figures import manifest

NAMESPACE = "urn:goldenthread:report-manifest"
HREF = "data:application/json,"
FOLDER = "customXml/"
MOST = 16 * 1024 * 1024
"""So many bytes a part of a file may have, unpacked."""
_IN_XML = re.compile(rb'<manifest xmlns="' + NAMESPACE.encode() + rb'">([^<]+)</manifest>')


def as_link(told: dict[str, Any]) -> str:
    """A manifest as an element of a web page's head."""
    return f'<link rel="alternate" type="application/json" title="{manifest.NAME}" href="{HREF}{quote(_packed(told))}">'


def as_xml(told: dict[str, Any]) -> bytes:
    """A manifest as a custom XML part of an Office file, which Word keeps when the text is saved again."""
    said = html.escape(_packed(told), quote=False)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest xmlns="{NAMESPACE}">{said}</manifest>'.encode()


def _packed(told: dict[str, Any]) -> str:
    return json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def read(report: Path) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The manifest in a report, and the figures that the report itself says it prints (a web page does).

    Raises:
        Refused: the file is no report of ours, or carries no manifest that can be read.
    """
    with report.open("rb") as file:
        start = file.read(1024)
    if start.startswith(b"%PDF"):
        return _told(_in_pdf(report), report), ()
    if start.startswith(b"PK"):
        return _told(_in_word(report), report), ()
    if start.lstrip().lower().startswith((b"<!doctype html", b"<html")):
        page = _Page()
        page.feed(report.read_text(encoding="utf-8", errors="replace"))
        return _told(page.manifest, report), tuple(sorted(page.printed))
    raise Refused(f"{report.name} cannot be read as a PDF report, a web page or a Word file. Check that it is whole.")


def _told(data: bytes | None, report: Path) -> dict[str, Any]:
    if data is None:
        raise Refused(f"{report.name} carries no manifest. Only reports made by Golden Thread can be verified.")
    return manifest.parsed(data, report.name)


def _in_pdf(report: Path) -> bytes | None:
    try:
        with pikepdf.open(report) as document:
            found = document.attachments.get(manifest.NAME)
            return found.get_file().read_bytes() if found is not None else None
    except (pikepdf.PdfError, ValueError, OSError) as error:
        raise Refused(f"{report.name} cannot be read as a PDF report. Check that it is whole.") from error


def _in_word(report: Path) -> bytes | None:
    try:
        with zipfile.ZipFile(report) as packed:
            for part in packed.infolist():
                if part.filename.startswith(FOLDER) and part.file_size <= MOST:
                    found = _IN_XML.search(packed.read(part))
                    if found:
                        return html.unescape(found[1].decode(errors="replace")).encode()
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise Refused(f"{report.name} cannot be read as a Word file. Check that it is whole.") from error
    return None


class _Page(HTMLParser):
    """What a web page carries and prints."""

    def __init__(self) -> None:
        super().__init__()
        self.manifest: bytes | None = None
        self.printed: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "link" and said.get("title") == manifest.NAME and said.get("href", "").startswith(HREF):
            self.manifest = unquote(said["href"].removeprefix(HREF)).encode()
        if said.get("data-bound"):
            self.printed.add(said["data-bound"])
