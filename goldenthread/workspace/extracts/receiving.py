"""What somebody sends as an extract: which files are taken, under our own names, and what is said of the others.

A sender's file name is shown and compared, and never becomes a path. A .zip is looked into before anything is unpacked: its
members are known by name, few, small together, and stand in no folder.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile

from goldenthread.casework.contract import SHEETS
from goldenthread.core.errors import Refused

MEGABYTE = 1024 * 1024
MOST_SENT = 200 * MEGABYTE
MOST_UNPACKED = 400 * MEGABYTE
MOST_MEMBERS = 12
MOST_ABOUT = 64 * 1024
ABOUT = "extract.json"
WORKBOOK = "extract.xlsx"
NAMES = tuple(sheet.name for sheet in SHEETS)
WANTED = "adults.csv, concerns.csv, enquiries.csv and risks.csv, and reviews.csv where you have it"
INSTEAD = {
    ".xls": "Open it in Excel and save it as .xlsx.",
    ".xlsm": "It may hold macros. Save it as .xlsx, without them.",
    ".xlsb": "Open it in Excel and save it as .xlsx.",
    ".ods": "Save it as .xlsx.",
    ".txt": "Export it as CSV, and keep the ending .csv.",
    ".tsv": "Export it with commas, as CSV.",
    ".gz": "Send a .zip instead.",
    ".7z": "Send a .zip instead.",
    ".rar": "Send a .zip instead.",
}
LOOKS = (
    (b"PK\x03\x04", "an Excel workbook or a .zip"),
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
)
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError)


if TYPE_CHECKING:
    Uploaded = UploadedFile[Any]


@dataclass(frozen=True)
class Part:
    """One file that is taken: our name for it, what it is called in words, where it is read from, and its size."""

    name: str
    called: str
    sent: Uploaded
    size: int
    member: str = ""

    @contextmanager
    def opened(self) -> Iterator[IO[bytes]]:
        """The file from its beginning, wherever it stands."""
        self.sent.seek(0)
        if not self.member:
            yield self.sent
            return
        with zipfile.ZipFile(self.sent) as packed, packed.open(self.member) as stream:
            yield stream


@dataclass(frozen=True)
class Received:
    """What was sent: the files that are taken, and a sentence for everything that cannot be."""

    parts: tuple[Part, ...]
    problems: tuple[str, ...]

    def about(self) -> dict[str, Any]:
        """What extract.json says; {} where there is none.

        Raises:
            Refused: it cannot be read.
        """
        part = next((part for part in self.parts if part.name == ABOUT), None)
        if part is None:
            return {}
        try:
            with part.opened() as stream:
                said = json.loads(stream.read(MOST_ABOUT).decode("utf-8-sig"))
        except (*BROKEN, ValueError) as error:
            raise Refused("extract.json cannot be read.") from error
        if not isinstance(said, dict):
            raise Refused("extract.json does not say what it must.")
        return said


def receive(sent: Iterable[Uploaded]) -> Received:
    """Look at what was sent, without keeping any of it."""
    files = list(sent)
    if sum(file.size or 0 for file in files) > MOST_SENT:
        words = f"The files are larger than {MOST_SENT // MEGABYTE} MB together. Send one year at a time, or a .zip."
        return Received((), (words,))
    parts: list[Part] = []
    problems: list[str] = []
    for file in files:
        found, wrong = _unpacked(file) if _ending(file.name) == ".zip" else _single(file)
        parts += found
        problems += wrong
    problems += [problem for part in parts if (problem := _looks_wrong(part))]
    return Received(tuple(parts), tuple(problems or _together(parts)))


def shown(name: str | None) -> str:
    """A sender's file name as it is shown: what cannot be printed is left out, and it is cut short."""
    plain = "".join(c for c in (name or "") if c.isprintable()).strip() or "A file without a name"
    return plain if len(plain) <= 80 else f"{plain[:79]}…"


def _ending(name: str | None) -> str:
    return PurePosixPath((name or "").strip().lower()).suffix


def _our_name(name: str) -> str | None:
    """Our own name for a file of an extract, or None."""
    lower = name.strip().lower()
    known = {f"{sheet}{ending}" for sheet in NAMES for ending in (".csv", ".parquet")}
    if lower in known or lower == ABOUT:
        return lower
    return WORKBOOK if lower.endswith(".xlsx") else None


def _single(file: Uploaded) -> tuple[list[Part], list[str]]:
    called, ours = shown(file.name), _our_name(file.name or "")
    if ours is None:
        return [], [_not_taken(called, _ending(file.name))]
    return [Part(ours, called, file, file.size or 0)], []


def _not_taken(called: str, ending: str) -> str:
    if ending in INSTEAD:
        return f"“{called}” cannot be used. {INSTEAD[ending]}"
    if ending in {".csv", ".parquet"}:
        return f"“{called}” is not one of the files of an extract. They are called {WANTED}."
    if ending == ".json":
        return f"“{called}” is not one of the files of an extract. Only extract.json may be sent beside them."
    return f"“{called}” cannot be used. Send CSV files, one .xlsx workbook, or a .zip of CSV or Parquet files."


def _unpacked(file: Uploaded) -> tuple[list[Part], list[str]]:
    called = shown(file.name)
    try:
        with zipfile.ZipFile(file) as packed:
            members = [one for one in packed.infolist() if not one.filename.startswith("__MACOSX/")]
    except BROKEN:
        return [], [f"“{called}” is not a whole .zip. Make it again and send it again."]
    if problem := _refuses(called, members):
        return [], [problem]
    parts, problems = [], []
    for member in members:
        inside, ours = f"{shown(member.filename)} in {called}", _our_name(member.filename)
        if ours is None or ours == WORKBOOK:
            words = "Send the workbook itself, not in a .zip." if ours else f"Put in it only {WANTED}."
            problems.append(f"“{called}” holds “{shown(member.filename)}”, which cannot be used. {words}")
        else:
            parts.append(Part(ours, inside, file, member.file_size, member.filename))
    return parts, problems


def _refuses(called: str, members: list[zipfile.ZipInfo]) -> str:
    """Why a .zip is not unpacked at all; empty where nothing stands against it."""
    if not members:
        return f"“{called}” is empty. Put {WANTED} in it."
    if len(members) > MOST_MEMBERS:
        return f"“{called}” holds {len(members):,} files. An extract has at most six. Put in it only {WANTED}."
    if any(mark in one.filename for one in members for mark in ("/", "\\", "..", "\0")):
        return f"“{called}” holds folders. Open the folder, choose the files themselves, and make a .zip of those."
    if any(one.flag_bits & 1 for one in members):
        return f"“{called}” is locked with a password. Send it without one: it is protected on its way and here."
    if sum(one.file_size for one in members) > MOST_UNPACKED:
        most = MOST_UNPACKED // MEGABYTE
        return f"“{called}” would unpack to more than {most} MB, which is more than an extract holds. Send one year."
    return ""


def _looks_wrong(part: Part) -> str:
    """A sentence where a file is empty, or is plainly not what its name says."""
    if part.size == 0:
        return f"“{part.called}” is empty. It needs at least its row of headings."
    try:
        with part.opened() as stream:
            start = stream.read(4096)
    except BROKEN:
        return f"“{part.called}” is damaged and cannot be unpacked. Make the .zip again and send it again."
    wanted = {".xlsx": b"PK\x03\x04", ".parquet": b"PAR1"}.get(_ending(part.name))
    if wanted is not None:
        fault = "It may be locked with a password, or be an old .xls." if wanted.startswith(b"PK") else ""
        return "" if start.startswith(wanted) else f"“{part.called}” is not what its name says. {fault}".strip()
    for mark, what in LOOKS:
        if start.startswith(mark):
            return f"“{part.called}” is {what} under another name. Export it as “CSV UTF-8” and send that."
    if b"\0" in start:
        return f"“{part.called}” is not text. Export it as “CSV UTF-8” and send that."
    return ""


def _together(parts: list[Part]) -> list[str]:
    """What is wrong with the files as a set: the same twice, two forms at once, nothing but a description."""
    twice = [name for name, count in Counter(part.name for part in parts).items() if count > 1]
    if twice:
        return [
            f"{'The workbook' if name == WORKBOOK else name} was sent more than once. Send each once." for name in twice
        ]
    forms = {_ending(part.name) for part in parts} - {".json"}
    if not forms:
        return [f"No records were sent. Choose {WANTED}, or one .xlsx workbook."]
    if len(forms) > 1:
        return ["Send either CSV files, or one workbook, or Parquet files: not some of each."]
    return []
