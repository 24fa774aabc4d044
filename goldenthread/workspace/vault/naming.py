"""Choosing a pseudonym with the family."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.accounts import kept
from goldenthread.core import clock
from goldenthread.core.access import actor_of, allow
from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotPermitted, NotPossibleNow, Refused
from goldenthread.vault import pseudonyms
from goldenthread.vault.errors import VaultShut
from goldenthread.vault.models import PseudonymChoice
from goldenthread.workspace.cases.door import needs_case
from goldenthread.workspace.vault.forms import PseudonymForm
from goldenthread.workspace.vault.identity import at, page_of, person_of


@needs_case("case_people", get=Act.EDIT, post=Act.EDIT)
def pseudonym(request: Any, pk: UUID) -> HttpResponse:
    """Suggestions, and the one that was chosen: by whom and when."""
    person = person_of(request, pk)
    if not allow(request.standing, Act.EDIT, person):
        raise NotPermitted("You can read this, and not change it. If you should, ask whoever co-ordinates the case.")
    form, status = _form(request, person), 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and _chosen(person, form, request):
            messages.success(request, "The pseudonym was saved. It stands wherever this person is spoken of.")
            return HttpResponseRedirect(at(request, "case-people-record", pk=person.pk))
    try:
        offered, shut = pseudonyms.suggestions(person), ""
    except VaultShut as error:
        offered, shut = [], str(error)
    return page_of(request, "pseudonym", status=status, somebody=person, form=form, offered=offered, shut=shut)


def _form(request: Any, person: Any) -> PseudonymForm:
    if request.method == "POST":
        return PseudonymForm(request.POST)
    known = PseudonymChoice.objects.filter(person=person).first()
    begun: dict[str, Any] = {"pseudonym": person.pseudonym, "chosen_on": clock.today()}
    if known is not None:
        begun |= {"chosen_by": known.chosen_by, "chosen_on": known.chosen_on, "note": known.note}
    return PseudonymForm(kept.take(request, request.path), initial=begun)


def _chosen(person: Any, form: PseudonymForm, request: Any) -> bool:
    said = form.cleaned_data
    try:
        pseudonyms.choose(
            person,
            pseudonym=said["pseudonym"],
            chosen_by=PseudonymChoice.ChosenBy(said["chosen_by"]),
            chosen_on=said["chosen_on"],
            note=said["note"],
            by=actor_of(request),
        )
    except ValidationError as error:
        form.add_error("pseudonym", [one for found in error.message_dict.values() for one in found])
        return False
    except (Refused, NotPossibleNow) as error:
        form.add_error(None, str(error))
        return False
    return True
