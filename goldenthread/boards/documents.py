"""Files that are kept with records: answers, papers, evidence. Who may read one is decided by the record it is kept with."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.http import FileResponse

from goldenthread.boards.models import Board
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.errors import Refused
from goldenthread.core.models import Record

if TYPE_CHECKING:
    Uploaded = UploadedFile[Any]

MEGABYTE = 1024 * 1024
MOST = 25 * MEGABYTE
TAKEN: dict[str, tuple[str, tuple[bytes, ...]]] = {
    ".pdf": ("application/pdf", (b"%PDF-",)),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (b"PK\x03\x04",)),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (b"PK\x03\x04",)),
    ".pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", (b"PK\x03\x04",)),
    ".csv": ("text/csv", ()),
    ".txt": ("text/plain", ()),
    ".png": ("image/png", (b"\x89PNG\r\n",)),
    ".jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
}
"""What is taken, by the name's ending: its media type, and how such a file begins (nothing for plain text)."""
WORDS = "a PDF, a Word, Excel or PowerPoint file (.docx, .xlsx, .pptx), a .csv, a .txt or a picture (.png, .jpg)"


class Document(Record):
    """A file as it was handed in. Its contents stand in the data folder, named by their own hash."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="documents")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    is_synthetic = models.BooleanField(default=False)
    kept_at = models.DateTimeField()
    kept_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("kept_at", "id")

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        return folder(self.board) / self.sha256


def folder(board: Board) -> Path:
    root: Path = settings.DATA.root
    return root / "media" / "documents" / board.slug


def keep(sent: Uploaded, *, board: Board, by: Actor) -> Document:
    """Keep a file that somebody sent. Call it in the operation that keeps the record it belongs to, which writes the trail.

    Raises:
        Refused: it is empty, too large, or not of a kind that is taken.
    """
    name = PurePosixPath(PureWindowsPath(sent.name or "").name).name[:200] or "file"
    ending = PurePosixPath(name).suffix.lower()
    if ending not in TAKEN:
        raise Refused(f"“{name}” was not taken. Send {WORDS}.")
    if not sent.size:
        raise Refused(f"“{name}” is empty. Choose the file again.")
    if sent.size > MOST:
        raise Refused(f"“{name}” is larger than {MOST // MEGABYTE} MB. Send a smaller file, or in parts.")
    media_type, beginnings = TAKEN[ending]
    sent.seek(0)
    contents = sent.read()
    if beginnings and not contents.startswith(beginnings):
        raise Refused(f"“{name}” is not the kind of file its name says. Open it, save it again, and send that.")
    if not beginnings and b"\0" in contents[:4096]:
        raise Refused(f"“{name}” is not a text file. Open it, save it again, and send that.")
    return keep_bytes(contents, name=name, media_type=media_type, board=board, by=by)


@transaction.atomic
def keep_bytes(
    contents: bytes, *, name: str, media_type: str, board: Board, by: Actor, is_synthetic: bool = False
) -> Document:
    """Keep what the program itself made. The same contents are stored once."""
    digest = hashlib.sha256(contents).hexdigest()
    place = folder(board)
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = place / digest
    if not target.exists():
        partial = place / f"{digest}.{uuid4().hex}.part"  # two may keep the same contents at once
        partial.write_bytes(contents)
        partial.replace(target)
    return Document.objects.create(
        board=board,
        name=name,
        media_type=media_type,
        size=len(contents),
        sha256=digest,
        is_synthetic=is_synthetic or board.is_demonstration,
        kept_at=clock.now(),
        kept_by=by.name[:200],
    )


def answer(document: Document) -> FileResponse:
    """The file, to be saved and never opened in the page. Ask first whether the reader may see the record it is kept with."""
    response = FileResponse(document.path.open("rb"), as_attachment=True, filename=document.name)
    response["Content-Type"] = document.media_type
    return response
