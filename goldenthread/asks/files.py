"""An answer as a file: given out to be filled in, and taken back, however it comes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.text import slugify

from goldenthread.asks import answering, filing, known, queries, word, workbook
from goldenthread.asks.definitions import NIL, Form
from goldenthread.asks.filing import About, Read
from goldenthread.asks.models import Answer, AnswerFile, Ask
from goldenthread.boards import documents
from goldenthread.core import apart
from goldenthread.core.actors import Actor
from goldenthread.core.days import said
from goldenthread.core.errors import Refused
from goldenthread.trail import operations as trail

if TYPE_CHECKING:
    from goldenthread.boards.documents import Uploaded

MOST_BYTES = 10 * 1024 * 1024
WAIT_SECONDS = 45
SENT = "file-as-sent"
"""Under what a file that was sent back is kept with the answer."""
MODULES: dict[str, ModuleType] = {".xlsx": workbook, ".docx": word}
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
SAVE = "Open it, save it as an Excel workbook (.xlsx) or a Word document (.docx), and send that."
OTHERS = {
    ".xls": f"This is an older Excel file (.xls). {SAVE}",
    ".doc": f"This is an older Word file (.doc). {SAVE}",
    ".xlsm": f"This workbook may hold macros (.xlsm), which are not opened here. {SAVE}",
    ".docm": f"This document may hold macros (.docm), which are not opened here. {SAVE}",
    ".ods": f"This is an OpenDocument spreadsheet (.ods). {SAVE}",
    ".odt": f"This is an OpenDocument text (.odt). {SAVE}",
    ".pdf": "This is a PDF, which cannot be read back. Send the workbook or the Word document you filled in.",
    ".zip": "This is a zip file. Take the workbook or the Word document out of it, and send that.",
}
SENTENCES = {
    "UNREADABLE": f"The file cannot be read: {{words}}. {SAVE}",
    "BOMB": "The file unpacks to far more than a form should. Copy your answers into a form you download again.",
    "FORMULAS": (
        "The file holds a formula or a macro, which is not worked out here. Copy the cell, paste it as a value, save the file, "
        "and send it again."
    ),
    "TOO_LONG": "The file took too long to read. Copy your answers into a form you download again.",
    "TEXT": "The file holds more than 8 million characters. Shorten it, or send the long part as a file of its own.",
}


@dataclass(frozen=True)
class Made:
    """A file made of an answer."""

    name: str
    media_type: str
    contents: bytes


def about(answer: Answer) -> About:
    """What a file made of this answer says of itself."""
    recipient = answer.recipient
    ask, form = recipient.ask, recipient.ask.form
    return About(
        str(ask.pk),
        str(recipient.agency_id),
        form.slug,
        form.version,
        ask_title=ask.title,
        agency_name=recipient.agency.name,
    )


def make(answer: Answer, ending: str) -> Made:
    """The form of an answer as a file, with what was answered so far and what was said last time.

    Raises:
        Refused: it is made as .xlsx or .docx only.
    """
    if ending not in MODULES:
        raise Refused("Choose an Excel workbook or a Word document.")
    ask, agency = answer.recipient.ask, answer.recipient.agency
    last = queries.before(answer)
    told = (
        f"{ask.board.name} asks {agency.name}",
        f"Due on {said(answer.recipient.due_on)}",
        days_in_words(ask),
        *(f"It asks for: {line}" for line in ask.numbers.splitlines() if line.strip()),
        *filter(None, (known.figure_in_words(answer, one) for one in ask.form.questions())),
        ask.purpose,
    )
    contents = MODULES[ending].write(ask.form, about(answer), answer.data, last=last.data if last else None, told=told)
    name = f"{slugify(f'{ask.title} {agency.short_name or agency.name}')[:80]}{ending}"
    return Made(name, documents.TAKEN[ending][0], contents)


def days_in_words(ask: Ask) -> str:
    """Which days an ask is about, as a file says it; empty where it does not say."""
    if not (ask.covers_from or ask.covers_to):
        return ""
    first = said(ask.covers_from) if ask.covers_from else "any day"
    return f"Days it is about: {first} to {said(ask.covers_to) if ask.covers_to else 'now'}"


@dataclass(frozen=True)
class Taken:
    """A file that was taken: what was read of it, and how many answers it changed."""

    read: Read
    changed: int
    name: str


@transaction.atomic
def take(answer: Answer, sent: Uploaded, *, by: Actor) -> Taken:
    """Make what a filled-in file says the answer in progress. What the file leaves empty stays as it is.

    Raises:
        NotPermitted, NotPossibleNow: as for writing an answer.
        Refused: the file cannot be read, or belongs to another ask or agency; the text says what to do.
    """
    name, ending = Path(sent.name or "file").name[:200], Path(sent.name or "").suffix.lower()
    opened = _opened(sent, ending)
    form, had = answer.recipient.ask.form, answer.data
    found = _read(answer, form, opened, ending)
    filing.tell_how_full(found, form, had)
    values = dict(found.answers)
    if NIL in values:
        values |= {key: None for key in had if key not in values}
    elif NIL in had and values:
        values[NIL] = None
    changed = sum(had.get(key) != value for key, value in values.items())
    answer = answering.write(answer, values, by=by)
    sent.seek(0)
    document = documents.keep(sent, board=answer.recipient.ask.board, by=by)
    AnswerFile.objects.get_or_create(answer=answer, key=SENT, document=document)
    trail.record("take a file as an answer", answer, by=by, after={"sha256": document.sha256, "questions": len(values)})
    return Taken(found, changed, name)


def _read(answer: Answer, form: Form, opened: dict[str, Any], ending: str) -> Read:
    module, held = MODULES[ending], opened.get("sheets", opened.get("tables"))
    try:
        notices = filing.fits(module.about(held), about(answer))
    except filing.WrongFile as error:
        raise Refused(str(error)) from error
    read: Callable[[Form, Any], Read] = module.read
    found = read(form, held)
    found.notices[:0] = notices
    return found


def _opened(sent: Uploaded, ending: str) -> dict[str, Any]:
    """A file's text, read by a child that may be killed.

    Raises:
        Refused: it is of another kind, too large, damaged, or does something.
    """
    if ending not in MODULES:
        raise Refused(OTHERS.get(ending, "Send the Excel workbook (.xlsx) or the Word document (.docx) you filled in."))
    if not sent.size:
        raise Refused("The file is empty. Choose it again.")
    if sent.size > MOST_BYTES:
        raise Refused("The file is larger than 10 MB. Take pictures out of it, and send it again.")
    sent.seek(0)
    data = sent.read()
    if data.startswith(OLD_OFFICE):
        raise Refused(f"The file is protected with a password, or is of an older kind. Take the password off. {SAVE}")
    with tempfile.TemporaryDirectory(prefix="goldenthread-answer-") as folder:
        path = Path(folder, f"file{ending}")
        path.write_bytes(data)
        opened = apart.ask("goldenthread.asks.file_child", str(path), seconds=WAIT_SECONDS)
    if opened is None:
        raise Refused(SENTENCES["TOO_LONG"])
    for rule, _, _, _, words in opened.get("found", ()):
        raise Refused(SENTENCES[rule].format(words=str(words).rstrip(".")))
    return opened
