"""Reading a Word or Excel file: body, headers, notes, comments, tracked changes, hidden text, properties and links.

Nothing is skipped because it is rare: every part of the package that is XML is read, whatever it is called. What cannot be read,
such as a picture, is told of, so that somebody looks at it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import PurePosixPath
from typing import Any

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook

from goldenthread.core.errors import Refused
from goldenthread.vault.reading import packages
from goldenthread.vault.reading.told import Read

PARTS = {
    "word/document.xml": "Text",
    "word/comments.xml": "Comments",
    "word/footnotes.xml": "Footnotes",
    "word/endnotes.xml": "Endnotes",
    "word/settings.xml": "Settings",
    "docProps/core.xml": "Properties",
    "docProps/app.xml": "Properties",
    "docProps/custom.xml": "Properties",
    "xl/sharedStrings.xml": "Cells",
    "xl/workbook.xml": "Names of sheets",
}
WRITTEN = {"t", "delText", "instrText", "delInstrText"}
BREAKS = {"tab", "br", "cr", "noBreakHyphen", "ptab"}
TAKEN_OUT, PUT_IN = {"del", "moveFrom"}, {"ins", "moveTo"}
TELLING = {
    "descr", "title", "author", "initials", "Target", "name", "alias", "tag", "val", "userId", "displayName", "lastModifiedBy",
    "creator", "dropDownItem", "display", "tooltip", "location", "codeName",
}  # fmt: skip
PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".svg", ".webp", ".heic"}
PACKAGES = {".docx", ".xlsx", ".docm", ".xlsm", ".pptx"}
XML = {".xml", ".rels", ".vml"}
DEEPEST = 3


def read(contents: bytes, found: Read, *, inside: str = "", depth: int = 0) -> None:
    """Tell everything that stands in a package."""
    package = packages.opened(contents)
    names = package.namelist()
    for name in names:
        ending = PurePosixPath(f"x{PurePosixPath(name).name}").suffix.lower()
        place = inside + _place(name)
        if name.endswith("/"):
            continue
        if ending in XML:
            _xml(packages.part(package, name), place, found)
        elif ending in PICTURES:
            found.cannot_read(place, "A picture: look at it yourselves, faces and words in it too")
            _picture(packages.part(package, name), place, found)
        elif ending in PACKAGES and depth < DEEPEST:
            read(packages.part(package, name), found, inside=f"{place}: ", depth=depth + 1)
        elif ending not in {".odttf", ".ttf", ".bin"} or "embeddings" in name or "printerSettings" not in name:
            _other(packages.part(package, name), ending, place, found)
        found.say(f"{inside}Name of a part", PurePosixPath(name).stem, is_name=True)
    if any(name.startswith("xl/") for name in names):
        _cells(contents, inside, found)


def _place(name: str) -> str:
    if name in PARTS:
        return PARTS[name]
    stem = PurePosixPath(name).stem
    for begins, words in (
        ("header", "Header"), ("footer", "Footer"), ("comments", "Comments"), ("chart", "Chart"), ("data", "Diagram"),
        ("people", "People who worked on it"), ("glossary", "Building blocks"), ("item", "Data kept with the file"),
        ("image", "Picture"), ("sheet", "Sheet"), ("threadedComment", "Comments"), ("person", "People who worked on it"),
    ):  # fmt: skip
        if stem.startswith(begins):
            return words
    return "Links and hidden parts" if name.endswith(".rels") else "Hidden parts"


def _other(contents: bytes, ending: str, place: str, found: Read) -> None:
    """What is neither XML nor a picture: fonts and printers’ settings say nothing; anything else has to be looked at."""
    if ending in {".odttf", ".ttf", ".otf"}:
        return
    found.cannot_read(place, "Something embedded that cannot be searched: take it out")
    found.say(place, contents.replace(b"\0", b"").decode("latin-1")[:200_000])


def _xml(contents: bytes, place: str, found: Read) -> None:
    root = packages.tree(contents)
    paragraphs = [one for one in root.iter() if packages.local(one) in {"p", "si", "is", "comment"}]
    for number, one in enumerate(paragraphs, start=1):
        where = f"{place}, paragraph {number}" if packages.local(one) == "p" else place
        for text in dict.fromkeys(_ways(one)):
            found.say(where, text)
    within = {id(child) for one in paragraphs for child in one.iter()}
    loose = [text for one in root.iter() if id(one) not in within for text in [_own(one)] if text]
    for text in loose:
        found.say(place, text, is_name=place in {"Properties", "Names of sheets"})
    for one in root.iter():
        for name, value in packages.attributes(one):
            if name in TELLING and any(letter.isalpha() for letter in value):
                found.say(f"{place}, {_of_attribute(name)}", value, is_name=True)


def _own(element: etree._Element) -> str:
    return (element.text or "").strip() if isinstance(element.tag, str) else str(element.text or "").strip()


def _of_attribute(name: str) -> str:
    return {"descr": "alternative text", "title": "alternative text", "author": "author", "Target": "link"}.get(
        name, "hidden"
    )


def _ways(paragraph: etree._Element) -> Iterator[str]:
    """A paragraph as it reads now, as it read before tracked changes, and with both."""
    yield _text(paragraph, frozenset(TAKEN_OUT))
    yield _text(paragraph, frozenset(PUT_IN))
    yield _text(paragraph, frozenset())


def _text(paragraph: etree._Element, without: frozenset[str]) -> str:
    pieces: list[str] = []
    for one in paragraph.iter():
        name = packages.local(one)
        if name in WRITTEN or not name:
            if without and any(packages.local(above) in without for above in one.iterancestors()):
                continue
            pieces.append(one.text or "")
        elif name in BREAKS:
            pieces.append("-" if name == "noBreakHyphen" else " ")
    return "".join(pieces)


def _cells(contents: bytes, inside: str, found: Read) -> None:
    """Every cell of every sheet, hidden ones too: a birth date may be kept as a number that only looks like a day."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(contents))
        for name in book.sheet_names:
            for number, row in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), start=1):
                words = [_cell(one) for one in row]
                found.say(
                    f"{inside}Sheet {book.sheet_names.index(name) + 1}, row {number}", " | ".join(filter(None, words))
                )
    except (CalamineError, ValueError, OSError) as error:
        raise Refused(packages.DAMAGED) from error


def _cell(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date | time | timedelta):
        return str(value)
    return str(value or "")


def _picture(contents: bytes, place: str, found: Read) -> None:
    """What a picture says of itself."""
    from goldenthread.vault.reading.pictures import words_of

    for text in words_of(contents):
        found.say(f"{place}, what it says of itself", text)
