"""What everybody would read of a review, looked at before it is published; and taking down what is public."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from goldenthread.core import clock
from goldenthread.core.access import actor_of, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import AlreadyDone, NotFound, NotPossibleNow, Refused
from goldenthread.core.forms import Plain
from goldenthread.reviews import fact_checking, public_texts, publishing
from goldenthread.reviews.models import Briefing, Publication, PublicText
from goldenthread.workspace.cases import places
from goldenthread.workspace.cases.door import NO_SUCH_PAGE, needs_case
from goldenthread.workspace.reviews.running_front import address, asked, review_of

HERE = "review-publication"
BRIEFING = "briefing"


@needs_case("review_gates", get=Act.READ)
def preview(request: Any, what: str) -> HttpResponse:
    """What everybody would read if it were decided so now."""
    review = review_of(request)
    if what == BRIEFING:
        written = Briefing.objects.filter(case=request.case).first()
        if written is None:
            raise NotPossibleNow("Write the briefing first.")
        text: PublicText | None = public_texts.briefing_would_be(written)
    elif what in publishing.STEPS:
        text = public_texts.would_be(review, what)
    else:
        raise NotFound(NO_SUCH_PAGE)
    context = {
        "text": text,
        "parts": fact_checking.public_parts(text.text) if text else [],
        "words": "The seven-minute briefing" if what == BRIEFING else str(Publication.Outcome(what).label),
        "siblings": places.beside(request, HERE),
    }
    return render(request, "workspace/reviews/public_preview.html", context)


def up(request: Any) -> list[PublicText]:
    """What of this review is public now."""
    found = visible_to(
        request.standing, Act.READ, PublicText.objects.filter(case=request.case).defer("file", "text", "reasons")
    )
    public = public_texts.public_of(found, clock.today())
    return [one for one in (public.main, public.briefing) if one] if public else []


class TakeDownForm(Plain):
    why = forms.CharField(label="Why it is taken down", max_length=300, help_text="Name nobody.")


@needs_case("review_gates", get=Act.APPROVE, post=Act.APPROVE)
def take_down(request: Any, pk: UUID) -> HttpResponse:
    review_of(request)
    here = PublicText.objects.filter(case=request.case, pk=pk).defer("file", "text")
    found = visible_to(request.standing, Act.READ, here).first()
    if found is None:
        raise NotFound(NO_SUCH_PAGE)
    form = TakeDownForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            public_texts.take_down(found, why=form.cleaned_data["why"], by=actor_of(request))
        except (AlreadyDone, Refused) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "It is not on the public site any more.")
            return HttpResponseRedirect(address(request, HERE))
    told = [
        "It is gone from the public site at once. Copies that others made stay with them.",
        "To publish it again, two people decide again.",
    ]
    return asked(request, form, heading="Take it down", told=told, button="Take it down", back=HERE)
