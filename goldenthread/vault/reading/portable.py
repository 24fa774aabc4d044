"""Reading a PDF: its pages, and its titles, authors, outlines, remarks, forms, alternative texts and attachments."""

from __future__ import annotations

import io
from collections.abc import Iterator
from threading import Lock
from typing import Any

import pikepdf
import pypdfium2

from goldenthread.core.errors import Refused
from goldenthread.vault.reading.told import Read

MOST_PAGES = 1000
_one_at_a_time = Lock()
"""The library that reads pages must not be used by two threads at once."""
TELLING = {
    "/Title": "title", "/Contents": "remark", "/T": "author of a remark or name of a field", "/TU": "field", "/V": "what a field "
    "holds", "/Alt": "alternative text", "/ActualText": "text", "/E": "abbreviation in full", "/RC": "remark", "/Subj": "remark",
    "/URI": "link", "/F": "file it leads to", "/UF": "file it leads to", "/Desc": "attachment", "/DA": "", "/TM": "field",
    "/NM": "", "/JS": "program", "/Lang": "", "/LastModified": "", "/Name": "name", "/CL": "",
}  # fmt: skip


def read(contents: bytes, found: Read) -> None:
    """Tell everything that stands in a PDF.

    Raises:
        Refused: it is damaged, or protected by a password.
    """
    try:
        with pikepdf.open(io.BytesIO(contents)) as pdf:
            _properties(pdf, found)
            _objects(pdf, found)
            _attachments(pdf, found)
            if contents.count(b"startxref") > (2 if pdf.is_linearized else 1):
                found.cannot_read(
                    "Earlier versions", "The file keeps what it was before: take hidden content out of it first"
                )
    except pikepdf.PasswordError as error:
        raise Refused("This PDF is protected by a password. Save it without one, and send that.") from error
    except (pikepdf.PdfError, ValueError, RecursionError) as error:
        raise Refused("This PDF is damaged. Make it again, and send that.") from error
    _pages(contents, found)


def _pages(contents: bytes, found: Read) -> None:
    with _one_at_a_time:
        try:
            document = pypdfium2.PdfDocument(contents)
        except pypdfium2.PdfiumError as error:
            raise Refused("This PDF is damaged. Make it again, and send that.") from error
        try:
            if len(document) > MOST_PAGES:
                raise Refused(f"This PDF has more than {MOST_PAGES} pages. Send it in parts.")
            for number in range(len(document)):
                page = document[number]
                words = page.get_textpage()
                text = words.get_text_range()
                place = f"Page {number + 1}"
                for part in text.split("\r\n\r\n"):
                    found.say(place, part.replace("\ufffe", "-\n").replace("\u0002", "-\n"))
                if not text.strip():
                    found.cannot_read(
                        place, "No text can be read on this page: it may be a picture of one. Look at it yourselves"
                    )
                elif any(one.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE for one in page.get_objects(max_depth=3)):
                    found.cannot_read(place, "A picture: look at it yourselves, faces and words in it too")
                words.close()
                page.close()
        finally:
            document.close()


def _properties(pdf: Any, found: Read) -> None:
    for name, value in pdf.docinfo.items():
        found.say("Properties", f"{str(name).strip('/')}: {value}", is_name=True)
    if "/Metadata" in pdf.Root:
        found.say("Properties", pdf.Root.Metadata.read_bytes().decode("utf-8", "replace"), is_name=True)


def _objects(pdf: Any, found: Read) -> None:
    """Every text that any object of the file holds under a name that tells something, wherever it hangs."""
    for one in pdf.objects:
        for name, value in _texts(one, depth=0):
            place = TELLING.get(name, "")
            if place and value.strip():
                found.say(f"Hidden: {place}", value)


def _texts(thing: Any, depth: int) -> Iterator[tuple[str, str]]:
    if depth > 6:
        return
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for name, value in thing.items():
            if isinstance(value, pikepdf.String):
                yield name, str(value)
            elif isinstance(value, pikepdf.Array | pikepdf.Dictionary) and not getattr(value, "is_indirect", False):
                yield from _texts(value, depth + 1)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not getattr(value, "is_indirect", False):
                yield from _texts(value, depth + 1)


def _attachments(pdf: Any, found: Read) -> None:
    for name in pdf.attachments:
        found.say("Name of an attachment", str(name), is_name=True)
        found.cannot_read("Attachment", "A file hangs on this PDF: take it off")
