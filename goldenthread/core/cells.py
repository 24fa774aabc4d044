"""Text that stays text in a spreadsheet. Free of Django."""

from __future__ import annotations

import re
import unicodedata

RUNS = (*"=+-@\t\r\n\0|%", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the start of a formula, in plain and in full width."""
NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that a workbook cannot hold, as XML 1.0 has none of them."""
SYNTHETIC = "Synthetic: made up for a demonstration"


def safe(text: str) -> str:
    """Text that no spreadsheet runs: an apostrophe before what would begin a formula (OWASP, CSV injection).

    Characters that no workbook can hold are left out. What would be left after spaces and signs that do not show are taken away
    decides, as a spreadsheet may drop them.
    """
    shown = "".join(c for c in text if c in "\t\r\n\0" or unicodedata.category(c) not in {"Cf", "Zs", "Cc"})
    kept = NO_TEXT.sub("", text)
    return f"'{kept}" if shown.startswith(RUNS) else kept
