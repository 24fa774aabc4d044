"""Beginning a referral, and its page in the index.

First of all the page says what it is not: whoever is worried about somebody now reports a concern to the council.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from goldenthread.boards.models import Agency
from goldenthread.cases.models import Case
from goldenthread.core.access import actor_of, needs, visible_to
from goldenthread.core.access.acts import Act
from goldenthread.core.access.purposes import Purpose
from goldenthread.core.errors import NotPermitted
from goldenthread.core.forms import Plain
from goldenthread.core.kinds import named
from goldenthread.reviews import referring
from goldenthread.reviews.models import Referral
from goldenthread.workspace import records
from goldenthread.workspace.cases import door
from goldenthread.workspace.navigation import siblings
from goldenthread.workspace.reviews.referral_common import sent

NOBODY = ""


class BeginForm(Plain):
    """For whom a referral is begun. Somebody of one agency is not asked."""

    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Who asks for a review?",
        required=False,
        empty_label="The family, the adult or a member of the public",
    )

    def __init__(self, *args: Any, request: Any, is_unit: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Agency.objects.filter(board=request.board, kind=Agency.Kind.AGENCY)
        field: Any = self.fields["agency"]
        field.queryset = here if is_unit else here.filter(pk__in=request.standing.agencies)
        if not is_unit:
            field.required, field.empty_label = True, None


@needs("review_referrals", get=Act.CREATE, post=Act.CREATE)
def begin(request: Any) -> HttpResponse:
    is_unit = any(role in referring.UNIT for role in request.standing.roles_on(request.board.pk))
    form = BeginForm(sent(request), request=request, is_unit=is_unit)
    if request.method == "POST" and form.is_valid():
        try:
            made = referring.begin(request.board, form.cleaned_data["agency"], by=actor_of(request))
        except NotPermitted as error:
            form.add_error(None, str(error))
        else:
            case = Case.objects.select_related("board").get(pk=made.pk)
            door.say(request, case, Purpose.SCREENING)
            kwargs = {"board": request.board.slug, "case": case.pk, "number": 1}
            return HttpResponseRedirect(reverse("workspace:referral-part", kwargs=kwargs))
    context = {"form": form, "siblings": siblings("referrals-begin", request.standing, request.board)}
    status = 422 if request.method == "POST" else 200
    return render(request, "workspace/reviews/referral/begin.html", context, status=status)


@needs("review_referrals", get=Act.READ)
def record(request: Any, pk: UUID) -> HttpResponse:
    """A referral in the index; whoever may open its case is shown the way."""
    kind = named("referrals")
    found = records.one_of(request, kind, pk)
    assert isinstance(found, Referral)  # noqa: S101  (the kind's own model)
    case = visible_to(request.standing, Act.READ, Case.objects.filter(pk=pk)).first()
    kwargs = {"board": request.board.slug, "case": pk}
    opens = reverse("workspace:referral", kwargs=kwargs) if case else ""
    return records.show(request, kind, found, template="reviews/referral/record", opens=opens)
