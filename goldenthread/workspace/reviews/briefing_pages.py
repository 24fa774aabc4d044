"""The seven-minute briefing of a review: written, shown as it prints, and published by two people, before the report or after."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from goldenthread.core.access import actor_of
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import AlreadyDone, NotPossibleNow, Refused
from goldenthread.core.forms import Plain, signed
from goldenthread.reviews import publishing
from goldenthread.reviews.briefing_headings import HEADINGS
from goldenthread.reviews.models import Briefing
from goldenthread.trail.stale import Stale, fingerprints
from goldenthread.workspace.cases import places
from goldenthread.workspace.cases.door import needs_case
from goldenthread.workspace.reviews.running_front import address, asked, review_of

HERE = "review-briefing"


def _briefing(request: Any) -> Briefing | None:
    return Briefing.objects.filter(case=request.case).first()


@needs_case("review_gates", get=Act.READ)
def page(request: Any) -> HttpResponse:
    review_of(request)
    found = _briefing(request)
    parts = [(heading, text) for (heading, _), text in zip(HEADINGS, found.parts, strict=False)] if found else []
    is_as_published = bool(found and found.published_seal == publishing.seal_of_briefing(request.case.pk))
    context = {
        "briefing": found,
        "parts": parts,
        "is_as_published": is_as_published,
        "may_write": request.standing.may("review_gates", Act.EDIT, request.board.pk),
        "may_publish": bool(found)
        and not is_as_published
        and request.standing.may("review_gates", Act.APPROVE, request.board.pk),
        "siblings": places.beside(request, HERE),
    }
    return render(request, "workspace/reviews/briefing.html", context)


def _form(found: Briefing | None, data: Any) -> Any:
    """A form with a title and the seven parts; it carries the briefing's fingerprint, so that a stale one is refused."""
    fields: dict[str, Any] = {
        "title": forms.CharField(label="Title", max_length=200, initial=found.title if found else ""),
        "read": forms.CharField(required=False, widget=forms.HiddenInput),
    }
    for place, (heading, prompt) in enumerate(HEADINGS):
        fields[f"part-{place}"] = forms.CharField(
            label=heading,
            required=False,
            help_text=prompt,
            widget=forms.Textarea(attrs={"rows": 5}),
            initial=found.parts[place] if found and place < len(found.parts) else "",
        )
    return type("BriefingForm", (Plain,), fields)(data)


@needs_case("review_gates", get=Act.EDIT, post=Act.EDIT)
def write(request: Any) -> HttpResponse:
    review_of(request)
    found = _briefing(request)
    form = _form(found, request.POST or None)
    if found and request.method != "POST":
        form.fields["read"].initial = signed(fingerprints(found, ["title", "parts"]))
    if request.method == "POST" and form.is_valid():
        parts = [form.cleaned_data[f"part-{place}"] for place in range(len(HEADINGS))]
        given = Briefing(case=request.case, title=form.cleaned_data["title"], parts=parts)
        try:
            publishing.keep_briefing(given, by=actor_of(request), seen=publishing.as_read(form.cleaned_data["read"]))
        except Stale:
            form.add_error(
                None,
                "Somebody changed the briefing while you were writing. Copy your words, open it again, and add them.",
            )
        else:
            messages.success(request, "The briefing was saved.")
            return HttpResponseRedirect(address(request, HERE))
    told = ["One page to talk through in a team meeting. Use the pseudonym, and nothing by which somebody is known."]
    return asked(request, form, heading="Seven-minute briefing", told=told, button="Save", back=HERE)


class PublishForm(Plain):
    read_by = forms.CharField(
        label="Who read it for anybody who could be recognised, and against what",
        max_length=300,
        help_text="A post, and such as “against the list of names in the vault”.",
    )
    why = forms.CharField(
        label="For the second person", max_length=300, help_text="What they should look at. Name nobody."
    )


@needs_case("review_gates", get=Act.APPROVE, post=Act.APPROVE)
def ask(request: Any) -> HttpResponse:
    review_of(request)
    found = _briefing(request)
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if found is None:
                raise NotPossibleNow("Write the briefing first.")
            publishing.ask_for_briefing(found, by=actor_of(request), **form.cleaned_data)
        except (NotPossibleNow, Refused, AlreadyDone) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "It waits for a second person now.")
            return HttpResponseRedirect(address(request, "review-publication"))
    told = ["A briefing can be published before the report. Somebody else has to agree to exactly what it says now."]
    return asked(request, form, heading="Publish the briefing", told=told, button="Ask a second person", back=HERE)
