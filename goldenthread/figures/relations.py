"""What is known to add up between published figures. Whoever reads a report knows this too, so protection must.

A quantity is (figure id, row key or "", "numerator" or "denominator"). Each relation says: the first is the sum of the rest.
`PARTS` lists breakdowns whose rows make up the whole; an enquiry with several kinds of abuse belongs to no such list.
"""

from __future__ import annotations

Quantity = tuple[str, str, str]

N, D = "numerator", "denominator"

PARTS = (
    "concerns.share_by_source",
    "concerns.by_decision",
    "enquiries.risk_outcomes",
    "enquiries.by_ethnic_group",
    "enquiries.by_support_reason",
)
"""Each row's denominator is the whole, and the rows' numerators add up to it."""

SUM_OF_ROWS: tuple[tuple[Quantity, str, str], ...] = (
    (("concerns.led_to_enquiry", "", N), "concerns.by_source", N),
    (("concerns.received", "", N), "concerns.by_source", D),
    (("concerns.received", "", N), "concerns.by_month", N),
)
"""A total, the figure whose rows make it up, and which part of them."""

SAME: tuple[tuple[Quantity, Quantity], ...] = (
    (("concerns.received", "", N), ("concerns.led_to_enquiry", "", D)),
    (("concerns.received", "", N), ("enquiries.per_concern", "", D)),
    (("concerns.adults", "", N), ("concerns.repeat_adults", "", D)),
    (("enquiries.started", "", N), ("enquiries.per_concern", "", N)),
    (("enquiries.adults", "", N), ("enquiries.repeat_adults", "", D)),
    (("enquiries.concluded", "", N), ("enquiries.in_time", "", D)),
    (("enquiries.concluded", "", N), ("enquiries.outcomes_asked", "", D)),
    (("enquiries.with_outcome", "", N), ("enquiries.risk_removed_or_reduced", "", D)),
    (("enquiries.domestic_abuse", "", N), ("enquiries.by_abuse_type", "domestic", N)),
    (("audit.people", "", N), ("audit.people_with_further", "", D)),
    (("audit.further_completed", "", N), ("audit.further_in_time", "", D)),
)
"""Two names of one count."""

WHOLE_OF_PARTS: tuple[tuple[str, Quantity], ...] = (
    ("concerns.share_by_source", ("concerns.received", "", N)),
    ("concerns.by_decision", ("concerns.received", "", N)),
    ("enquiries.risk_outcomes", ("enquiries.with_outcome", "", N)),
    ("enquiries.by_ethnic_group", ("enquiries.started", "", N)),
    ("enquiries.by_support_reason", ("enquiries.started", "", N)),
)
"""Which published total the rows of a breakdown make up."""

WITHIN: tuple[tuple[Quantity, Quantity], ...] = (
    (("audit.further_enquiries", "", N), ("audit.further_completed", "", N)),
    (("enquiries.with_outcome", "", N), ("enquiries.risk_removed_or_reduced", "", N)),
    (("concerns.received", "", N), ("concerns.adults", "", N)),
    (("enquiries.started", "", N), ("enquiries.adults", "", N)),
    (("audit.enquiries", "", N), ("audit.people", "", N)),
    (("audit.further_enquiries", "", N), ("audit.people_with_further", "", N)),
    (("reviews.commissioned_people", "", N), ("reviews.different_people", "", N)),
)
"""A count and another within it. What lies between tells of few adults where it is small: thirty enquiries about
twenty-nine people say that one person had two."""

ROWS_THAT_ARE_ROWS: tuple[tuple[tuple[str, str], tuple[str, str]], ...] = (
    (("concerns.share_by_source", N), ("concerns.by_source", D)),
)
"""Rows of one figure that are, key by key, rows of another."""
