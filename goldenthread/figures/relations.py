"""What is known to add up between published figures. Whoever reads a report knows this too, so protection must.

A quantity is (figure id, row key or "", "numerator" or "denominator"). Each relation says: the first is the sum of the rest.
`PARTS` lists breakdowns whose rows make up the whole; an enquiry with several kinds of abuse belongs to no such list.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

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

COUNTED_ROWS: frozenset[tuple[str, str]] = frozenset(
    {("concerns.by_source", D)}
    | {
        (figure_id, N)
        for figure_id in (
            "concerns.share_by_source",
            "concerns.by_decision",
            "concerns.by_month",
            "enquiries.by_ethnic_group",
            "enquiries.by_support_reason",
            "enquiries.by_abuse_type",
            "enquiries.by_location",
            "enquiries.risk_outcomes",
            "enquiries.open_elsewhere",
            "enquiries.open_elsewhere_by_month",
            "reviews.referral_factors",
        )
    }
)
"""Parts of rows that are there only because something was counted in them: whatever is printed, they are 1 or more."""


@dataclass(frozen=True)
class Relations:
    """What is known to add up, as one version of a disclosure rule has it. An old version is never changed."""

    parts: tuple[str, ...]
    sum_of_rows: tuple[tuple[Quantity, str, str], ...]
    same: tuple[tuple[Quantity, Quantity], ...]
    whole_of_parts: tuple[tuple[str, Quantity], ...]
    within: tuple[tuple[Quantity, Quantity], ...]
    rows_that_are_rows: tuple[tuple[tuple[str, str], tuple[str, str]], ...]
    whole_of_rows: tuple[tuple[str, Quantity], ...] = ()
    """Which count each row's denominator is, where the rows do not add up to it."""
    flows: frozenset[str] = frozenset()
    """Shares whose numerator is no part of the denominator: there may be more of it."""
    to_nearest_5: tuple[tuple[Quantity, Quantity], ...] = ()
    """A number that is another to the nearest 5."""
    stands_on: tuple[tuple[Quantity, Quantity], ...] = ()
    """A number that says something of the adults of a count, and is withheld with it."""
    some_rows: tuple[tuple[Quantity, str, tuple[str, ...]], ...] = ()
    """A total, the figure some of whose rows make it up, and their keys; a row that is not there is 0."""
    exempt: tuple[tuple[str, str], ...] = ()
    """Counts of the Board's own activity that bound counts of adults: the count of a year, and the figure of all years."""
    at_least: tuple[tuple[Quantity, Quantity], ...] = ()
    """A count of adults, and an exempt count that it is never less than."""
    rows_at_most: tuple[tuple[str, str], ...] = ()
    """A figure of adults none of whose rows is more than all rows of an exempt figure together."""
    piled_up: frozenset[str] = frozenset()
    """Figures that count everything up to the end of the year: a year's rows hold those of the year before."""


FIRST = Relations(PARTS, SUM_OF_ROWS, SAME, WHOLE_OF_PARTS, WITHIN, ROWS_THAT_ARE_ROWS)
"""As the first version of the rules had it."""

SECOND = replace(
    FIRST,
    same=(
        *SAME,
        (("concerns.led_to_enquiry", "", N), ("concerns.by_decision", "s42_duty_met", N)),
    ),
    within=(
        *WITHIN,
        (("enquiries.outcomes_asked", "", N), ("enquiries.outcomes_achieved", "", D)),
        (("enquiries.concluded", "", N), ("enquiries.with_outcome", "", N)),
        (("concerns.received", "", N), ("concerns.self_neglect", "", N)),
    ),
    some_rows=((("enquiries.risk_removed_or_reduced", "", N), "enquiries.risk_outcomes", ("removed", "reduced")),),
    piled_up=frozenset({"reviews.referral_factors"}),
    exempt=(
        ("reviews.commissioned", "reviews.commissioned_by_year"),
        ("reviews.referrals", "reviews.referrals_by_year"),
    ),
    at_least=((("reviews.commissioned_people", "", N), ("reviews.commissioned", "", N)),),
    rows_at_most=(("reviews.referral_factors", "reviews.referrals_by_year"),),
    whole_of_rows=(
        ("enquiries.by_abuse_type", ("enquiries.concluded", "", N)),
        ("enquiries.by_location", ("enquiries.concluded", "", N)),
    ),
    flows=frozenset({"enquiries.per_concern", "enquiries.national_conversion"}),
    to_nearest_5=(
        (("enquiries.national_conversion", "", N), ("enquiries.started", "", N)),
        (("enquiries.national_conversion", "", D), ("concerns.received", "", N)),
    ),
    stands_on=((("enquiries.median_days", "", N), ("enquiries.concluded", "", N)),),
)
"""With what the first left out: names of one count, totals of some rows, and numbers that tell of a withheld one."""
