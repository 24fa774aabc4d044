"""Forms of money that are not of one record."""

from __future__ import annotations

from goldenthread.core.forms import Plain, PoundsField


class WhatIfForm(Plain):
    """How much is spent in the year, to see what members would be called on for."""

    spending = PoundsField(
        label="If so much is spent in the year, in pounds",
        required=False,
        help_text="Leave it empty for the forecast.",
    )
