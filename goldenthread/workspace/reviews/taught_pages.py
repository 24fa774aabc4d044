"""What a referral or a review taught, whether the Board may read it yet, and sharing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from goldenthread.cases.models import Sort
from goldenthread.core.access import actor_of, allow, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import AlreadyDone, NotFound, NotPossibleNow, Refused
from goldenthread.core.forms import Plain
from goldenthread.learning.models import Action, Finding, Recommendation, Source
from goldenthread.reviews import taught
from goldenthread.workspace.cases import places
from goldenthread.workspace.cases.door import NO_SUCH_PAGE, needs_case
from goldenthread.workspace.reviews.running_front import address, asked

HERE = "case-taught"
TEACHING = frozenset({Sort.REFERRAL, Sort.REVIEW})
"""Sorts of case whose learning is held within them. The others share theirs in words written for it."""


@dataclass(frozen=True)
class Taught:
    """A source of learning of this case, as far as this reader may see it."""

    one: Source
    findings: list[Finding]
    recommendations: list[Recommendation]
    actions: int
    may_share: bool


def _here(request: Any) -> Any:
    """The sources of this case that this reader may see."""
    return visible_to(request.standing, Act.READ, taught.by_case(request.case.pk))


@needs_case("learning", get=Act.READ, sorts=TEACHING)
def page(request: Any) -> HttpResponse:
    sources = list(_here(request))
    findings = list(visible_to(request.standing, Act.READ, Finding.objects.filter(source__in=sources)))
    asked_for = list(visible_to(request.standing, Act.READ, Recommendation.objects.filter(source__in=sources)))
    actions = visible_to(request.standing, Act.READ, Action.objects.filter(recommendation__source__in=sources))
    answered = list(actions.values_list("recommendation__source_id", flat=True))
    found = [
        Taught(
            one,
            [each for each in findings if each.source_id == one.pk],
            [each for each in asked_for if each.source_id == one.pk],
            answered.count(one.pk),
            one.held_in_id is not None and allow(request.standing, Act.EDIT, one),
        )
        for one in sources
    ]
    return render(request, "workspace/reviews/taught.html", {"found": found, "siblings": places.beside(request, HERE)})


class ShareForm(Plain):
    is_read = forms.BooleanField(
        label="I have read it, and nobody can be recognised in it",
        error_messages={"required": "Read what is shared first, and say that nobody can be recognised in it."},
    )
    why = forms.CharField(
        label="Why it is shared now", max_length=300, help_text="Such as: agencies can act before the inquest ends."
    )


@needs_case("learning", get=Act.EDIT, post=Act.EDIT, sorts=TEACHING)
def share(request: Any, pk: UUID) -> HttpResponse:
    source = _here(request).filter(pk=pk).first()
    if source is None or not allow(request.standing, Act.EDIT, source):
        raise NotFound(NO_SUCH_PAGE)
    form = ShareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            taught.share(source, why=form.cleaned_data["why"], by=actor_of(request))
        except (NotPossibleNow, Refused, AlreadyDone) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "It is shared: members of the Board read it from now on.")
            return HttpResponseRedirect(address(request, HERE))
    told = [
        "Everybody with a part on the Board will read its findings, recommendations and actions. The case stays shut."
    ]
    quoted = taught.parts_of(source) or [(source.title, "Nothing is written yet.")]
    return asked(request, form, heading="Share what it taught", told=told, button="Share it", back=HERE, quoted=quoted)
