"""Everything that can be read in a file, seen or hidden: what a reader sees, and what a curious one would dig out."""

from __future__ import annotations

from pathlib import PurePath

from goldenthread.core.errors import Refused
from goldenthread.vault import apart
from goldenthread.vault.finding.search import Passage
from goldenthread.vault.reading.told import Read

KINDS = (".docx", ".xlsx", ".pdf", ".txt", ".md", ".csv")
MOST = 25 * 1024 * 1024
TAKEN = "Send a Word file (.docx), a PDF, an Excel file (.xlsx) or plain text."


def read(name: str, contents: bytes) -> Read:
    """What stands in a file and in its name. The file is opened apart, by a child that may be killed.

    Raises:
        Refused: it is not of a kind that can be read, is damaged, protected by a password, or too much to go through.
    """
    ending = PurePath(name).suffix.lower()
    if ending not in KINDS:
        raise Refused(f"This kind of file cannot be searched. {TAKEN}")
    if len(contents) > MOST:
        raise Refused("The file is larger than 25 MB. Make its pictures smaller, or send it in parts.")
    said = apart.ask("read", ending, contents)
    found = Read()
    found.say("File’s name", PurePath(name).stem, is_name=True)
    found.passages += [Passage(place, text, is_name) for place, text, is_name in said["passages"]]
    found.unread += [(place, why) for place, why in said["unread"]]
    return found


def read_here(ending: str, contents: bytes) -> Read:
    """What stands in a file of this ending, read in this very process: for the child alone.

    Raises:
        Refused: as `read`.
    """
    found = Read()
    if ending == ".pdf":
        from goldenthread.vault.reading import portable

        portable.read(contents, found)
    elif ending in {".docx", ".xlsx"}:
        from goldenthread.vault.reading import packaged

        packaged.read(contents, found)
    else:
        found.paragraphs("Line", as_text(contents))
    if not found.passages and not found.unread:
        raise Refused("There is no text in this file. Look whether it is the right one.")
    return found


def as_text(contents: bytes) -> str:
    """Plain text, as UTF-8 or as older Windows wrote it."""
    for coding in ("utf-8-sig", "utf-16" if contents[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8", "cp1252"):
        try:
            return contents.decode(coding)
        except UnicodeDecodeError:
            continue
    return contents.decode("latin-1")


def read_text(text: str) -> Read:
    """What stands in a text that was typed."""
    found = Read()
    found.paragraphs("Paragraph", text)
    return found


__all__ = ["KINDS", "Passage", "Read", "as_text", "read", "read_here", "read_text"]
