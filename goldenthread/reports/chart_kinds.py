"""Which chart each figure gets, and the sentence that says what it shows."""

from __future__ import annotations

from goldenthread.figures import coverage, shares, wording
from goldenthread.figures.published import PublishedFigure, PublishedRow

KINDS = {
    "concerns.by_month": "run",
    "concerns.by_source": "rates",
    "concerns.share_by_source": "bars",
    "concerns.by_decision": "bars",
    "enquiries.risk_outcomes": "parts",
    "enquiries.by_abuse_type": "bars",
    "enquiries.by_ethnic_group": "bars",
    "enquiries.by_support_reason": "bars",
    "enquiries.by_location": "bars",
    "enquiries.open_elsewhere": "bars",
    "enquiries.open_elsewhere_by_month": "bars",
    "reviews.referrals_by_year": "bars",
    "reviews.rapid_reviews_by_year": "bars",
    "reviews.commissioned_by_year": "bars",
    "reviews.referral_factors": "bars",
    "reviews.themes": "bars",
    "reviews.days_between_steps": "bars",
    "reviews.days_at_gates": "bars",
    "training.by_course": "bars",
    "board.attendance_by_agency": "bars",
    "money.income_by_partner": "bars",
    "money.expenditure_by_line": "bars",
}
"""run: months; rates: shares with their likely ranges; parts: one whole in three parts at most; bars: amounts."""


OF_MANY_YEARS = {
    "reviews.referrals_by_year",
    "reviews.rapid_reviews_by_year",
    "reviews.commissioned_by_year",
    "reviews.referral_factors",
    "reviews.themes",
}
_IN_A_SENTENCE = {"police": "the police", "all_other": "other sources"}


def _capital(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"


def kind_of(figure: PublishedFigure) -> str:
    """How a figure's rows are drawn. One that has no rows of its own is drawn by its years."""
    return KINDS.get(figure.id, "rates" if figure.definition.unit == "percent" else "bars")


def measured(figure: PublishedFigure, row: PublishedRow) -> float | None:
    """What a row's bar is as long as: its share where rates are compared, otherwise its count."""
    if kind_of(figure) == "rates" or figure.id == "board.attendance_by_agency":
        return row.value.value
    return row.numerator.value


def labelled(figure: PublishedFigure, row: PublishedRow) -> str:
    """What stands at the end of the bar."""
    unit = figure.definition.unit
    if kind_of(figure) == "rates" or figure.id == "board.attendance_by_agency":
        return shares.say(figure, row, in_table=True)
    return wording.say(row.numerator, unit if unit in {"pounds", "days"} else "count", in_table=True)


def title(figure: PublishedFigure) -> str:
    """The finding: the largest, or the change in the run."""
    shown = [row for row in figure.rows if measured(figure, row) is not None]
    if not shown:
        return figure.definition.title
    top = max(shown, key=lambda row: measured(figure, row) or 0)
    low = min(shown, key=lambda row: measured(figure, row) or 0)
    kind, name = KINDS[figure.id], figure.definition.title
    if figure.id == "board.attendance_by_agency":
        full = sum(row.value.value == 100 for row in shown)
        return f"{wording.in_words(full).capitalize()} of {wording.in_words(len(shown))} seats were filled at every meeting"
    if kind == "parts":
        return f"{name}: {top.label.lower()} in {labelled(figure, top)}, the largest part"
    if kind == "run":
        return f"Between {labelled(figure, low)} and {labelled(figure, top)} concerns came in each month"
    if kind == "rates":
        return f"Concerns from {_IN_A_SENTENCE.get(low.key, low.label.lower())} led to an enquiry least often"
    if figure.id.endswith("_by_year"):
        return f"{name}: most in {top.label}"
    if figure.definition.unit == "days":
        return f"{name}: longest {labelled(figure, top)}"
    most = [row.label for row in shown if measured(figure, row) == measured(figure, top)]
    if len(most) > 1:
        return f"{name}: {', '.join(most[:-1])} and {most[-1]} most, with {labelled(figure, top)} each"
    return f"{name}: {top.label} most, with {labelled(figure, top)}"


def sentence(figure: PublishedFigure) -> str:
    """The chart in one sentence, for whoever does not see it."""
    shown = "; ".join(f"{row.label} {labelled(figure, row)}" for row in figure.rows)
    return f"{figure.definition.title}. {shown}."


def subtitle(figure: PublishedFigure, months: str) -> str:
    """What is counted and when."""
    when = figure.definition.period if figure.id in OF_MANY_YEARS else months
    words = f"{_capital(figure.definition.numerator)}. {_capital(when)}."
    if figure.cover:
        words += f" {_capital(coverage.said(figure.cover, figure.period))}."
    if KINDS[figure.id] == "rates":
        return f"{words} The thin line is the likely range."
    return words


def columns(figure: PublishedFigure) -> list[str]:
    """The heads of the data table."""
    first = figure.definition.breakdown.split(":")[0].split(";")[0]
    head = f"{first[0].upper()}{first[1:]}"
    if KINDS.get(figure.id) == "rates":
        return [head, "Concerns", "Led to an enquiry", "Share", "Likely range"]
    if figure.id == "board.attendance_by_agency":
        return ["Seat", "Meetings", "Present", "Share"]
    if figure.id == "training.by_course":
        return [head, "Sessions", "Delegates"]
    if figure.definition.unit == "pounds":
        return [head, "Amount", "Share"]
    if figure.definition.unit == "days":
        return [head, "Days"]
    if figure.definition.unit == "percent":
        return [head, "Number", "Share"]
    return [head, "Number"]
