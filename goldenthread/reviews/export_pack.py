"""The pack of a published review, for the national library of reviews and the health tracker: one workbook, and the same as JSON.

In the four sets that SCIE's coversheet grouped: administrative data, process, people and case, learning. It holds bands and
counts, months rather than days, and nothing that somebody wrote about a person; it says itself that it holds no names.
"""

from __future__ import annotations

import io
import json
from typing import Any

from goldenthread.cases.models import Case, CasePerson
from goldenthread.core import clock
from goldenthread.core.days import as_known
from goldenthread.core.errors import NotPossibleNow
from goldenthread.core.exports import SYNTHETIC, plain
from goldenthread.core.late import in_days
from goldenthread.learning.models import Finding, Recommendation
from goldenthread.reviews import publishing_gates, running_queries
from goldenthread.reviews.models import (
    Gate,
    ParallelProcess,
    PractitionerEvent,
    Publication,
    Review,
    ReviewDelay,
    ReviewStep,
    TermsOfReference,
)

FORMS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
NO_NAMES = "This pack holds no names, no birth dates, no addresses and no pseudonyms of the people the review is about."
NOT_YET = "The pack leaves only once the review, or a summary of it, is published."
Pack = dict[str, list[dict[str, Any]]]


def is_open(review: Review) -> bool:
    """Whether there is a pack: the review, or a summary of it, is public."""
    return bool(review.published_on or review.is_published)


def make(review: Review, form: str) -> bytes:
    """The pack as a file.

    Raises:
        NotPossibleNow: nothing of the review is published.
    """
    if not is_open(review):
        raise NotPossibleNow(NOT_YET)
    found = contents(review)
    return _as_json(review, found) if form == "json" else _as_workbook(review, found)


def contents(review: Review) -> Pack:
    """What the pack holds, set by set, as rows of named values."""
    return {
        "Administrative data": [_administrative(review)],
        "Process": _process(review),
        "People and case": _people(review),
        "Learning": _learning(review),
    }


def _month(day: Any, precision: str = "month") -> str:
    return as_known(day, "year" if precision == "year" else "month") if day else ""


def _administrative(review: Review) -> dict[str, Any]:
    decided = Publication.objects.filter(case_id=review.pk).first()
    return {
        "Board": review.board.name,
        "Reference": Case.objects.values_list("reference", flat=True).get(pk=review.pk),
        "Kind of review": review.get_kind_display(),
        "Why there is a review": review.get_basis_display() or "Not recorded",
        "Adults it is about": review.people if review.people is not None else "Not recorded",
        "Commissioned": _month(review.commissioned_on, review.commissioned_precision),
        "Signed off": _month(review.signed_off_on, review.signed_off_precision),
        "Published": _month(review.published_on, review.published_precision) or "The month is not recorded",
        "What is published": decided.get_outcome_display() if decided else "Published",
        "Where": decided.link if decided else "",
        "Stays published until": _month(decided.until_on) if decided else "",
    }


def _row(what: str, which: str, says: Any, more: Any = "") -> dict[str, Any]:
    return {"What": what, "Which": which, "Says": says, "More": more}


def _process(review: Review) -> list[dict[str, Any]]:
    case = review.pk
    terms = TermsOfReference.objects.filter(case_id=case).first()
    rows = [_row("Method", terms.method, f"Version {terms.version} of the terms of reference")] if terms else []
    steps = list(ReviewStep.objects.filter(case_id=case))
    rows += [_row("Stage", one.words, in_days(one.days)) for one in running_queries.stays(steps, clock.today())]
    for delay in ReviewDelay.objects.filter(case_id=case):
        long = in_days((delay.to_on - delay.from_on).days + 1) if delay.to_on else ""
        rows.append(_row("Delay", delay.get_reason_display(), delay.get_effect_display(), long))
    for other in ParallelProcess.objects.filter(case_id=case):
        joint = "Carried out jointly" if other.is_joint else "Beside the review"
        report = "With a report to prevent future deaths" if other.prevention_report else ""
        rows.append(_row("Other process", other.sort, f"{joint}; {other.get_status_display().lower()}", report))
    for gate in Gate.objects.filter(case_id=case):
        days = publishing_gates.days_open(gate)
        shown = gate.words if not gate.key.startswith("own-") else "A gate of the Board’s own"
        rows.append(_row("Gate", shown, gate.get_state_display(), in_days(days) if days is not None else ""))
    for day in PractitionerEvent.objects.filter(case_id=case):
        came = "" if day.came is None else f"{day.came} came"
        rows.append(_row("Day with practitioners", _month(day.held_on), f"{day.invited} invited", came))
    return rows


def _people(review: Review) -> list[dict[str, Any]]:
    """The adults in bands, in an order that says nothing; and the themes of the review."""
    adults = CasePerson.objects.filter(case_id=review.pk, sort=CasePerson.Sort.ADULT)
    rows = sorted((one.age_band or "Not recorded", one.get_alive_display()) for one in adults)
    found = [{"What": "Adult", "Age, in a band": band, "Alive or died": alive, "Theme": ""} for band, alive in rows]
    themes = review.themes.values_list("theme", flat=True)
    return found + [{"What": "Theme", "Age, in a band": "", "Alive or died": "", "Theme": one} for one in themes]


def _learning(review: Review) -> list[dict[str, Any]]:
    findings = Finding.objects.filter(source_id=review.source_id).prefetch_related("themes")
    rows = [
        {
            "What": "Good practice" if one.is_strength else "Finding",
            "Number": str(one.number),
            "Text": one.text,
            "Domain": one.get_domain_display(),
            "Themes": ", ".join(theme.name for theme in one.themes.all()),
            "For whom": "",
            "How it stands": "",
        }
        for one in findings
    ]
    asked = Recommendation.objects.filter(source_id=review.source_id).prefetch_related("themes")
    return rows + [
        {
            "What": "Recommendation",
            "Number": one.number,
            "Text": one.text,
            "Domain": one.get_domain_display(),
            "Themes": ", ".join(theme.name for theme in one.themes.all()),
            "For whom": one.get_audience_display(),
            "How it stands": one.get_status_display(),
        }
        for one in asked
    ]


def _said(review: Review) -> list[str]:
    made_up = review.is_fictional or review.board.is_demonstration
    return [*([SYNTHETIC] if made_up else []), NO_NAMES]


def _as_json(review: Review, found: Pack) -> bytes:
    told = {"about": _said(review), "made_on": clock.today().isoformat(), **found}
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def _as_workbook(review: Review, found: Pack) -> bytes:
    """A sheet for each set, each beginning with what the pack is; every text a text, no formula, no author."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in found.items():
        sheet = book.create_sheet(title)
        for told in _said(review):
            sheet.append([told])
        if title == "Administrative data":
            headings, lines = ["What", "Says"], [[name, value] for name, value in rows[0].items()]
        else:
            headings = list(rows[0]) if rows else ["Nothing is recorded"]
            lines = [list(one.values()) for one in rows]
        sheet.append(headings)
        for cell in sheet[sheet.max_row]:
            cell.font = Font(bold=True)
        for line in lines:
            sheet.append([plain(value) for value in line])
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.data_type = "s"
                    cell.alignment = Alignment(wrap_text=True, vertical="top")
        for place in range(1, len(headings) + 1):
            sheet.column_dimensions[get_column_letter(place)].width = 32
    book.properties.creator, book.properties.lastModifiedBy = "Golden Thread", "Golden Thread"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
