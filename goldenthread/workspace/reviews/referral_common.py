"""What the pages of a referral share: which referral this is, and a form inside its case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from goldenthread.accounts import kept
from goldenthread.cases.models import Sort
from goldenthread.core.errors import AlreadyDone, NotFound, NotPermitted, NotPossibleNow, Refused
from goldenthread.core.forms import RecordForm
from goldenthread.reviews.models import Referral
from goldenthread.workspace import saving
from goldenthread.workspace.cases.door import NO_SUCH_PAGE


def referral_of(request: Any) -> Referral:
    """The referral whose case this is.

    Raises:
        NotFound: the case is of another sort.
    """
    found = None
    if request.case.sort == Sort.REFERRAL:
        found = Referral.objects.select_related("board", "agency").filter(pk=request.case.pk).first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    return found


def inside(request: Any, view: str, **more: Any) -> str:
    """The address of a page of this case."""
    return reverse(f"workspace:{view}", kwargs={"board": request.board.slug, "case": request.case.pk, **more})


def sent(request: Any) -> Any:
    """What was typed: now, or before a sign-in that ended; None where the page is only opened."""
    return request.POST if request.method == "POST" else kept.take(request, request.path)


def form_of(wanted: type[RecordForm], request: Any, **more: Any) -> RecordForm:
    """A form of one record of this case."""
    return wanted(sent(request), standing=request.standing, board_id=request.board.pk, case_id=request.case.pk, **more)


def done(request: Any, form: forms.BaseForm, does: Callable[[], object], said: str, there: str) -> HttpResponse | None:
    """Do it and go on; None where the form has to be shown again, with what is wrong."""
    try:
        does()
    except ValidationError as error:
        if isinstance(form, RecordForm):
            saving.tell(form, error)
        else:
            form.add_error(None, error)
        return None
    except (NotPermitted, NotPossibleNow, Refused, AlreadyDone) as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, said)
    return HttpResponseRedirect(there)


def ask(
    request: Any,
    form: forms.BaseForm,
    *,
    heading: str,
    button: str,
    back: str,
    told: Sequence[str] = (),
    quoted: Sequence[tuple[str, str]] = (),
    template: str = "form",
    **more: Any,
) -> HttpResponse:
    """A page with one form inside the case."""
    context = {"form": form, "heading": heading, "button": button, "back": back, "told": told, "quoted": quoted}
    status = 422 if request.method == "POST" else 200
    return render(request, f"workspace/reviews/referral/{template}.html", {**context, **more}, status=status)
