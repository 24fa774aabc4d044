"""Taking out of a file, before it leaves, what its reader does not see. What cannot be cleaned is refused, never passed on."""

from __future__ import annotations

from pathlib import PurePath

from goldenthread.core.errors import Refused
from goldenthread.vault.cleaning import packaged, pictures, portable
from goldenthread.vault.cleaning.made import Cleaned

MOST = 25 * 1024 * 1024
MEDIA = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
}


def clean(name: str, contents: bytes) -> Cleaned:
    """The file without what is hidden in it, and what that was.

    Raises:
        Refused: it is not of a kind that can be cleaned, is damaged, or holds something that cannot be taken out.
    """
    ending = PurePath(name).suffix.lower()
    if ending not in MEDIA:
        raise Refused("This kind of file cannot be cleaned. Save it as a Word file (.docx) or a PDF, and send that.")
    if len(contents) > MOST:
        raise Refused("The file is larger than 25 MB. Make its pictures smaller, or send it in parts.")
    if ending == ".docx":
        made, out = packaged.clean(contents)
    elif ending == ".pdf":
        made, out = portable.clean(contents)
    else:
        made, out = pictures.clean(contents, "PNG" if ending == ".png" else "JPEG")
    return Cleaned(made, MEDIA[ending], tuple(dict.fromkeys(out)))


__all__ = ["MEDIA", "Cleaned", "clean"]
