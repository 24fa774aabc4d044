"""Pictures: only what is seen stays. It is painted anew, so that nothing kept beside it can come along."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

from goldenthread.core.errors import Refused
from goldenthread.vault.reading.pictures import MOST_PIXELS

KEPT = {"PNG", "JPEG"}
DAMAGED = "A picture is damaged, or not of the kind its name says. Save it again as .jpg or .png."


def clean(contents: bytes, form: str) -> tuple[bytes, list[str]]:
    """The picture alone, turned the way it is meant to be seen.

    Raises:
        Refused: it is damaged, too large, or moves.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(contents))
            if picture.format != form:
                raise Refused(DAMAGED)
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused("A picture is larger than 40 million points. Make it smaller.")
            if getattr(picture, "n_frames", 1) > 1:
                raise Refused("A picture that moves cannot be cleaned. Save one of its frames.")
            out = ["what a picture says of itself: where, when and with what it was taken"] if _says(picture) else []
            turned = ImageOps.exif_transpose(picture)
            seen = turned.convert("RGB" if form == "JPEG" else "RGBA" if _is_clear(turned) else "RGB")
            plain = Image.new(seen.mode, seen.size)
            plain.paste(seen)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Refused(DAMAGED) from error
    made = io.BytesIO()
    plain.save(made, form, **({"quality": 92} if form == "JPEG" else {}))
    return made.getvalue(), out


def _says(picture: Image.Image) -> bool:
    return bool(picture.getexif()) or any(
        name not in {"jfif", "jfif_version", "jfif_unit", "jfif_density"} for name in picture.info
    )


def _is_clear(picture: Image.Image) -> bool:
    return "A" in picture.getbands() or "transparency" in picture.info
