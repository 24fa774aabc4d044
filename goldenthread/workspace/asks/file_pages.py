"""An answer by file: the form taken away as a workbook or a Word document, sent back, and what was read of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse

from goldenthread.asks import answering, files
from goldenthread.asks.models import Answer
from goldenthread.core.access import actor_of, needs
from goldenthread.core.access.acts import Act
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.core.forms import Plain
from goldenthread.trail import operations as trail
from goldenthread.workspace.asks import answers, boxes
from goldenthread.workspace.asks.finding import own_answer_of, show_answer, to


class FileForm(Plain):
    """The file somebody filled in."""

    file = forms.FileField(
        label="The file you filled in",
        help_text="An Excel workbook (.xlsx) or a Word document (.docx). Half-filled is fine.",
        error_messages={"required": "Choose the file you filled in"},
    )


def taken(answer: Answer, form: FileForm, by: Actor) -> files.Taken | None:
    """What was read of the file that came with a form; None where the form now says what is wrong with it."""
    if not form.is_valid():
        return None
    try:
        return files.take(answer, form.cleaned_data["file"], by=by)
    except (NotPossibleNow, Refused) as error:
        form.add_error("file", str(error))
        return None


def problems_of(answer: Answer, found: files.Taken | None, address_of: Any) -> list[tuple[str, str]]:
    """What could not be understood, each with the way to its question."""
    if found is None:
        return []
    places = {
        one.key: f"{address_of(number)}#{boxes.name_of(one.key)}"
        for number, section in enumerate(answer.recipient.ask.form.sections, start=1)
        for one in section.questions
    }
    return [(one.words, places.get(one.key, address_of(1))) for one in found.read.problems]


def as_download(made: files.Made) -> HttpResponse:
    """A file, to be saved."""
    answer = HttpResponse(made.contents, content_type=made.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
    answer["Cache-Control"] = "no-store"
    return answer


@needs("answers", get=Act.EDIT, post=Act.EDIT)
def page(request: Any, pk: UUID) -> HttpResponse:
    """Take the form away, or send it back filled in."""
    answer = own_answer_of(request, pk)
    is_sent = request.method == "POST"
    form = FileForm(request.POST, request.FILES) if is_sent else FileForm()
    found = taken(answer, form, actor_of(request)) if is_sent else None
    if found is not None:
        answer.refresh_from_db()
    context: dict[str, Any] = {
        "file_form": form,
        "taken": found,
        "problems": problems_of(answer, found, lambda number: to(request, "answers-part", pk=answer.pk, number=number)),
    }
    return show_answer(request, "file", answer, status=422 if is_sent and found is None else 200, **context)


@needs("answers", get=Act.EDIT)
def download(request: Any, pk: UUID, ending: str) -> HttpResponse:
    """The form with what was answered so far, as a file."""
    answer = own_answer_of(request, pk)
    made = files.make(answer, ending)
    trail.record("take a form away as a file", answer, by=actor_of(request), after={"file": made.name})
    return as_download(made)


def _door(request: Any, answer: Answer) -> list[tuple[str, str]]:
    if answer.is_open and answering.may(Act.EDIT, answer, actor_of(request)):
        return [("Fill it in as an Excel workbook or a Word document", to(request, "answers-by-file", pk=answer.pk))]
    return []


answers.MORE_DOORS.append(_door)
