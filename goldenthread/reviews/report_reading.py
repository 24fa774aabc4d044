"""The words of a report that was sent as a file, as they are kept as text: paragraphs, and headings marked as headings."""

from __future__ import annotations

from pathlib import PurePath

from lxml import etree

from goldenthread.core.errors import Refused
from goldenthread.vault import reading
from goldenthread.vault.reading import packages

KINDS = (".docx", ".pdf")
TAKEN = "Send the report as a Word file (.docx) or a PDF."
NO_WORDS = "No words can be read in this file. It may hold pictures of pages: send the Word file, or paste the text."
HEADING = ("heading", "title")


def ending_of(name: str) -> str:
    """The ending of a report's file.

    Raises:
        Refused: reports are not taken as such files.
    """
    ending = PurePath(name).suffix.lower()
    if ending not in KINDS:
        raise Refused(f"Files of this kind ({ending or 'without an ending'}) are not taken here. {TAKEN}")
    return ending


def text_of(ending: str, contents: bytes) -> str:
    """The words of a report, from a file that was cleaned.

    Raises:
        Refused: it cannot be read, or holds no words.
    """
    text = _of_word(contents) if ending == ".docx" else _of_pdf(contents)
    if not text.strip():
        raise Refused(NO_WORDS)
    return text


def _of_word(contents: bytes) -> str:
    body = packages.tree(packages.part(packages.opened(contents), "word/document.xml"))
    paragraphs = [_paragraph(one) for one in body.iter() if packages.local(one) == "p"]
    return "\n\n".join(one for one in paragraphs if one)


def _paragraph(one: etree._Element) -> str:
    said, style = [], ""
    for part in one.iter():
        match packages.local(part):
            case "t":
                said.append(part.text or "")
            case "tab" | "br":
                said.append(" ")
            case "pStyle":
                style = next((value for name, value in packages.attributes(part) if name == "val"), "")
    text = "".join(said).strip()
    return f"## {text}" if text and style.casefold().startswith(HEADING) else text


def _of_pdf(contents: bytes) -> str:
    read = reading.read("report.pdf", contents)
    return "\n\n".join(one.text.strip() for one in read.passages if one.place.startswith("Page "))
