"""Text that stays text in a spreadsheet. Free of Django."""

from __future__ import annotations

import unicodedata

RUNS = (*"=+-@\t\r\n\0|%", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the start of a formula, in plain and in full width."""
SYNTHETIC = "Synthetic: made up for a demonstration"


def safe(text: str) -> str:
    """Text that no spreadsheet runs: an apostrophe before what would begin a formula (OWASP, CSV injection).

    What would be left after spaces and signs that do not show are taken away decides, as a spreadsheet may drop them.
    """
    shown = "".join(c for c in text if c in "\t\r\n\0" or unicodedata.category(c) not in {"Cf", "Zs", "Cc"})
    return f"'{text}" if shown.startswith(RUNS) else text
