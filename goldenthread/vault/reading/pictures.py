"""What a picture says of itself: where and when it was taken, by whom, and any remark."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

from PIL import ExifTags, Image

MOST_PIXELS = 40_000_000
GPS = 0x8825


def words_of(contents: bytes) -> Iterator[str]:
    """Texts kept in a picture beside what is seen; nothing where it cannot be opened."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(contents))
        if picture.width * picture.height > MOST_PIXELS:
            return
        exif = picture.getexif()
        for number, value in exif.items():
            yield f"{ExifTags.TAGS.get(number, number)}: {value}"
        place = exif.get_ifd(GPS)
        if place:
            yield f"Where it was taken: {dict(place)}"
        for name, value in picture.info.items():
            if isinstance(value, str):
                yield f"{name}: {value}"
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return
