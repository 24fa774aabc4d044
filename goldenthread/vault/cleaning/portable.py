"""PDFs: written whole and anew, so that nothing of an earlier version is left.

Properties, remarks, programs and attachments are taken out.
"""

from __future__ import annotations

import io
from typing import Any

import pikepdf

from goldenthread.core.errors import Refused

OF_THE_WHOLE = {
    "/Metadata": "properties", "/OpenAction": "programs", "/AA": "programs", "/PieceInfo": "what a program kept for itself",
    "/AcroForm": "forms", "/Threads": "threads", "/SpiderInfo": "where it was taken from", "/Collection": "attachments",
    "/AF": "attachments", "/Perms": "signatures", "/Legal": "signatures", "/DSS": "signatures", "/LastModified": "dates",
}  # fmt: skip
OF_A_PAGE = {
    "/AA": "programs", "/PieceInfo": "what a program kept for itself", "/Metadata": "properties", "/LastModified": "dates",
    "/Thumb": "small pictures of pages", "/AF": "attachments",
}  # fmt: skip
OF_NAMES = {"/EmbeddedFiles": "attachments", "/JavaScript": "programs", "/AlternatePresentations": "other views"}
LINK = "/Link"
SAFE_LINKS = {"/URI", "/GoTo"}


def clean(contents: bytes) -> tuple[bytes, list[str]]:
    """The PDF’s pages, with links and what helps people who cannot see; nothing else.

    Raises:
        Refused: it is damaged, protected, or hides layers.
    """
    out: list[str] = []
    try:
        with pikepdf.open(io.BytesIO(contents)) as pdf:
            if pdf.is_encrypted:
                raise Refused("This PDF is protected. Save it without a password, and send that.")
            if "/OCProperties" in pdf.Root:
                raise Refused(
                    "This PDF has layers, and what a hidden one holds cannot be seen. Print it to a new PDF, and send that."
                )
            if contents.count(b"startxref") > (2 if pdf.is_linearized else 1):
                out.append("earlier versions")
            _properties(pdf, out)
            _whole(pdf, out)
            for page in pdf.pages:
                _page(page.obj, out)
            for one in pdf.objects:
                _object(one, out)
            made = io.BytesIO()
            pdf.save(
                made,
                static_id=True,
                linearize=False,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
                fix_metadata_version=False,
            )
    except pikepdf.PasswordError as error:
        raise Refused("This PDF is protected by a password. Save it without one, and send that.") from error
    except (pikepdf.PdfError, ValueError, RecursionError) as error:
        raise Refused("This PDF is damaged. Make it again, and send that.") from error
    return made.getvalue(), out


def _take(thing: Any, names: dict[str, str], out: list[str]) -> None:
    for name, words in names.items():
        if name in thing:
            del thing[name]
            out.append(words)


def _properties(pdf: Any, out: list[str]) -> None:
    if len(pdf.docinfo) > 0:
        out.append("properties")
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]


def _whole(pdf: Any, out: list[str]) -> None:
    _take(pdf.Root, OF_THE_WHOLE, out)
    if "/Names" in pdf.Root:
        _take(pdf.Root.Names, OF_NAMES, out)


def _page(page: Any, out: list[str]) -> None:
    """Of what lies on a page, only plain links stay."""
    _take(page, OF_A_PAGE, out)
    if "/Annots" not in page:
        return
    kept = [one for one in page.Annots if one.get("/Subtype") == LINK and _is_safe(one)]
    if len(kept) < len(page.Annots):
        out.append("remarks and fields")
    for one in kept:
        _take(
            one,
            {"/Contents": "remarks and fields", "/AA": "programs", "/PA": "programs", "/M": "dates", "/T": "authors"},
            out,
        )
    page.Annots = pikepdf.Array(kept)


def _is_safe(link: Any) -> bool:
    action = link.get("/A")
    return action is None or (action.get("/S") in SAFE_LINKS and "/Next" not in action)


def _object(one: Any, out: list[str]) -> None:
    """Properties and files that hang on pictures and other inner parts."""
    if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        for name in ("/Metadata", "/PieceInfo", "/LastModified", "/AF"):
            if name in one:
                del one[name]
                out.append("properties")
    if isinstance(one, pikepdf.Stream) and one.get("/Filter") == "/DCTDecode":
        _photograph(one, out)


def _photograph(stream: Any, out: list[str]) -> None:
    """A photograph keeps its own remarks within its bytes."""
    raw = stream.read_raw_bytes()
    plain = without_segments(raw)
    if len(plain) < len(raw):
        stream.write(plain, filter=pikepdf.Name.DCTDecode, decode_parms=stream.get("/DecodeParms"))
        out.append("what a picture says of itself: where, when and with what it was taken")


def without_segments(jpeg: bytes) -> bytes:
    """A photograph without its EXIF, XMP, IPTC and remarks; its points are not touched, and what gives its colours stays."""
    if not jpeg.startswith(b"\xff\xd8"):
        return jpeg
    kept, place = bytearray(b"\xff\xd8"), 2
    while place + 4 <= len(jpeg) and jpeg[place] == 0xFF:
        marker = jpeg[place + 1]
        if marker in {0xDA, 0xD9}:
            break
        size = int.from_bytes(jpeg[place + 2 : place + 4], "big")
        segment = jpeg[place : place + 2 + size]
        is_colour = marker == 0xEE or (marker == 0xE2 and segment[4:15] == b"ICC_PROFILE")
        if marker == 0xE0 or is_colour or not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            kept += segment
        place += 2 + size
    end = jpeg.rfind(b"\xff\xd9")
    return bytes(kept + jpeg[place : end + 2 if end > place else len(jpeg)])
