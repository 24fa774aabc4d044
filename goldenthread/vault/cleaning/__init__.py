"""Taking out of a file, before it leaves, what its reader does not see. What cannot be cleaned is refused, never passed on."""

from __future__ import annotations

import base64
from pathlib import PurePath

from goldenthread.core.errors import Refused
from goldenthread.vault import apart
from goldenthread.vault.cleaning.made import Cleaned

MOST = 25 * 1024 * 1024
TAKEN = "Save it as a Word file (.docx), an Excel file (.xlsx) or a PDF, and send that."
MEDIA = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
}


def clean(name: str, contents: bytes) -> Cleaned:
    """The file without what is hidden in it, and what that was. It is opened apart, by a child that may be killed.

    Raises:
        Refused: it is not of a kind that can be cleaned, is damaged, or holds something that cannot be taken out.
    """
    ending = PurePath(name).suffix.lower()
    if ending not in MEDIA:
        raise Refused(f"This kind of file cannot be cleaned. {TAKEN}")
    if len(contents) > MOST:
        raise Refused("The file is larger than 25 MB. Make its pictures smaller, or send it in parts.")
    said = apart.ask("clean", ending, contents)
    return Cleaned(base64.b64decode(said["contents"]), MEDIA[ending], tuple(said["taken_out"]))


def clean_here(ending: str, contents: bytes) -> Cleaned:
    """The same, in this very process: for the child alone, which loads no more than this kind of file needs.

    Raises:
        Refused: as `clean`.
    """
    if ending == ".docx":
        from goldenthread.vault.cleaning import packaged

        made, out = packaged.clean(contents)
    elif ending == ".xlsx":
        from goldenthread.vault.cleaning import workbooks

        made, out = workbooks.clean(contents)
    elif ending == ".pdf":
        from goldenthread.vault.cleaning import portable

        made, out = portable.clean(contents)
    else:
        from goldenthread.vault.cleaning import pictures

        made, out = pictures.clean(contents, "PNG" if ending == ".png" else "JPEG")
    return Cleaned(made, MEDIA[ending], tuple(dict.fromkeys(out)))


__all__ = ["MEDIA", "Cleaned", "clean", "clean_here"]
