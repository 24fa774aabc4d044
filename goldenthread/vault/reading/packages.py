"""Opening a Word or Excel file, which is a package of XML parts, without trusting it."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from goldenthread.core.errors import Refused

MOST_PARTS = 3000
MOST_BYTES = 200 * 1024 * 1024
DAMAGED = "This file is damaged, or protected by a password. Open it, save it again without one, and send that."


def opened(contents: bytes) -> zipfile.ZipFile:
    """The package, if it is one and not a bomb.

    Raises:
        Refused: it is none, or too much is packed in it.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(contents))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Refused(DAMAGED) from error
    listed = package.infolist()
    if len(listed) > MOST_PARTS or sum(one.file_size for one in listed) > MOST_BYTES:
        raise Refused("Too much is packed in this file to be searched. Make its pictures smaller, or send it in parts.")
    return package


def part(package: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a part.

    Raises:
        Refused: it is damaged or sealed.
    """
    try:
        return package.read(name)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise Refused(DAMAGED) from error


def tree(contents: bytes) -> etree._Element:
    """The XML of a part. Entities are not followed, nothing is fetched, and a document that declares any is refused.

    Raises:
        Refused: it is no XML, or declares entities.
    """
    if b"<!DOCTYPE" in contents[:4096] or b"<!ENTITY" in contents:
        raise Refused("This file holds instructions that a Word or Excel file never needs. It was not opened.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=False)
    try:
        return etree.fromstring(contents, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(DAMAGED) from error


def local(element: etree._Element) -> str:
    """A tag without its namespace; of a comment or an instruction, nothing."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attributes(element: etree._Element) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        yield str(name).rpartition("}")[2], str(value)
