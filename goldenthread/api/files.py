"""Figures as a file, for programs that read tables: the one table of `analysis.results`, in each of its forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from goldenthread.analysis.results import Results
from goldenthread.figures.published import PublishedFigure


@dataclass(frozen=True)
class Form:
    """A form of file: the end of its name, its kind as HTTP says it, what people call it, how it is written, and whether it
    is text.
    """

    end: str
    kind: str
    words: str
    write: Callable[[Results], bytes]
    is_text: bool = False

    @property
    def schema(self) -> dict[str, Any]:
        """How a description of the interface speaks of it."""
        return {"type": "string"} if self.is_text else {"type": "string", "format": "binary"}


FORMS = {
    one.end: one
    for one in (
        Form("csv", "text/csv", "CSV", Results.as_csv, is_text=True),
        Form(
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "a workbook",
            Results.as_xlsx,
        ),
        Form("arrow", "application/vnd.apache.arrow.file", "Arrow", Results.as_arrow),
    )
}


def as_file(form: Form, figures: Mapping[str, PublishedFigure], rule: str) -> HttpResponse:
    """Figures of one period as a file to keep. Its name says the Board, the period, whether the records are invented, and
    whether small numbers are in it.
    """
    snapshot, period = next((one.snapshot, one.period) for one in figures.values())
    marks = [*(["synthetic"] if snapshot.is_synthetic else []), *([] if rule else ["not-for-publication"])]
    name = "-".join([snapshot.board, "figures", period.replace(" ", "-"), *marks])
    kind = f"{form.kind}; charset=utf-8" if form.is_text else form.kind
    answer = HttpResponse(form.write(Results(figures, rule=rule)), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form.end}"'
    return answer
