"""A hostile file is met by a child that may be killed: its sender gets a sentence, and whoever waits goes on."""

from __future__ import annotations

import io
import re
import signal
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from goldenthread.core.errors import Refused
from goldenthread.vault import apart, child, cleaning, reading
from tests.factories.files_that_tell import pdf_file, word_file

SENTENCE = re.compile(r"^[A-Z].{20,}\.$", re.DOTALL)


PLACES = {"word": "word/document.xml", "book": "xl/workbook.xml", "sheet": "xl/worksheets/sheet1.xml"}


def package(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<x/>")
        for name, contents in parts.items():
            packed.writestr(PLACES[name], contents)
    return made.getvalue()


def deep() -> bytes:
    return package(word=b"<p>" * 100_000 + b"</p>" * 100_000)


def laughing() -> bytes:
    """Entities within entities, a billion in the end."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return package(word=f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]><x>&e9;</x>'.encode())


def laughing_in_utf_16() -> bytes:
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY e0 "ha">' + "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10)
    )
    return package(word=(text + "]><x>&e9;</x>").encode("utf-16"))


def unpacks_to_much() -> bytes:
    return package(word=b" " * (210 * 1024 * 1024))


def lies_of_its_size() -> bytes:
    """Says that it unpacks to a hundred bytes; it unpacks to far more."""
    made = bytearray(package(word=b" " * (90 * 1024 * 1024)))
    true = (90 * 1024 * 1024).to_bytes(4, "little")
    return bytes(made.replace(true, (100).to_bytes(4, "little")))


def many_cells() -> bytes:
    row = b"<row>" + b"<c><v>1</v></c>" * 1000 + b"</row>"
    sheet = b"<worksheet><sheetData>" + row * 1500 + b"</sheetData></worksheet>"
    return package(book=b"<workbook/>", sheet=sheet)


def endless_pdf() -> bytes:
    """A page whose one stream unpacks to far more than a machine has, packed three times over."""
    packed = zlib.compress(b"0" * (1 << 20) * 64, 9)
    for _ in range(2):
        packed = zlib.compress(packed, 9)
    stream = f"<< /Length {len(packed)} /Filter [/FlateDecode /FlateDecode /FlateDecode] >>\nstream\n".encode()
    return (
        b"%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>\nendobj\n"
        b"4 0 obj\n"
        + stream
        + packed
        + b"\nendstream\nendobj\ntrailer\n<< /Root 1 0 R /Size 5 >>\nstartxref\n0\n%%EOF\n"
    )


def pages_in_a_ring() -> bytes:
    return (
        b"%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2000000000 >>\nendobj\n"
        b"trailer\n<< /Root 1 0 R /Size 3 >>\nstartxref\n0\n%%EOF\n"
    )


def much_text() -> bytes:
    return b"lorem ipsum " * (2 * 1024 * 1024)


HOSTILE: dict[str, Callable[[], bytes]] = {
    "deep.docx": deep,
    "laughing.docx": laughing,
    "laughing-16.docx": laughing_in_utf_16,
    "much.docx": unpacks_to_much,
    "lies.docx": lies_of_its_size,
    "deep.xlsx": lambda: package(book=b"<x>" * 50_000, sheet=b"<c>" * 50_000),
    "ring.pdf": pages_in_a_ring,
    "much.txt": much_text,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_a_sentence(name: str):
    began = time.monotonic()
    with pytest.raises(Refused) as refused:
        reading.read(name, HOSTILE[name]())

    assert SENTENCE.match(str(refused.value))
    assert time.monotonic() - began < apart.WAIT_SECONDS


@pytest.mark.parametrize("name", ["deep.docx", "laughing.docx", "lies.docx", "ring.pdf"])
def test_nor_is_it_cleaned(name: str):
    with pytest.raises(Refused) as refused:
        cleaning.clean(name, HOSTILE[name]())

    assert SENTENCE.match(str(refused.value))


def test_a_workbook_of_far_too_many_cells_is_refused_before_it_is_opened():
    with pytest.raises(Refused, match="300,000 cells"):
        cleaning.clean("many.xlsx", many_cells())


def test_what_a_pdf_unpacks_to_without_end_takes_the_child_alone():
    """It may be read, or refused; whoever waits lives on and is told."""
    try:
        found = reading.read("endless.pdf", endless_pdf())
    except Refused as error:
        assert SENTENCE.match(str(error))
    else:
        assert found.unread


def test_the_same_as_without_a_child():
    assert reading.read("x.docx", word_file()).passages[1:] == reading.read_here(".docx", word_file()).passages
    assert reading.read("x.pdf", pdf_file()).unread == reading.read_here(".pdf", pdf_file()).unread
    assert cleaning.clean("x.docx", word_file()) == cleaning.clean_here(".docx", word_file())


def test_a_child_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(apart, "WAIT_SECONDS", 0.01)

    with pytest.raises(Refused, match="too long"):
        reading.read("x.txt", b"Nothing here.")


def test_a_child_that_is_killed_tells_of_it(monkeypatch: pytest.MonkeyPatch):
    def killed(*_: Any, **__: Any) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess([], -signal.SIGKILL, b"", b"")

    monkeypatch.setattr(subprocess, "run", killed)

    with pytest.raises(Refused, match="too long"):
        reading.read("x.txt", b"Nothing here.")


@pytest.mark.parametrize(
    ("error", "said"), [(MemoryError, "too long"), (RecursionError, "too long"), (OSError, "damaged")]
)
def test_whatever_a_file_does_to_what_opens_it_there_is_a_sentence(error: type[Exception], said: str):
    def fails() -> dict[str, Any]:
        raise error

    assert said in child.answered(fails)["refused"]


def test_memory_is_bounded_in_the_child():
    """The bound is the child’s own: it asks for more, and is refused it."""
    code = (
        "import resource, sys; from unittest import mock; from goldenthread.vault import child\n"
        "sys.argv = ['child', 'read', '.txt']\n"
        "with mock.patch.object(child.reading, 'read_here', lambda *_: bytearray(child.MEMORY)): child.main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], input=b"x", capture_output=True, check=False)

    assert b"too long" in done.stdout
