"""The five pathways as the workspace shows them: their words, their addresses, and how one is begun."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from goldenthread.boards.models import Agency
from goldenthread.cases.models import Sort
from goldenthread.core.access.acts import Scope
from goldenthread.core.access.guards import guard_of
from goldenthread.core.actors import Actor
from goldenthread.core.forms import RecordForm
from goldenthread.panels import beginning, paneling
from goldenthread.panels.forms import NAME_NOBODY, form_of
from goldenthread.panels.kinds_of_others import AFTER_FIELDS, PROVIDER_FIELDS
from goldenthread.panels.kinds_of_panel_cases import FIELDS
from goldenthread.panels.models import (
    AfterActionReview,
    Escalation,
    PanelCase,
    Pathway,
    PositionOfTrust,
    ProviderConcern,
)

Begins = Callable[[Any, Actor], Pathway]


@dataclass(frozen=True)
class Shown:
    """A pathway as pages.

    Args:
        kind: the kind of its head record, and its place in the addresses of a case.
        entry: the view of its list, and its place in the addresses of a Board.
    """

    sort: Sort
    model: type[Pathway]
    kind: str
    entry: str
    title: str
    lede: str
    not_for: str
    empty: str
    new_words: str
    form: type[RecordForm] | None = None
    begins: Begins | None = None

    @property
    def row(self) -> str:
        return guard_of(self.model).name

    @property
    def front(self) -> str:
        return f"{self.kind}-front"


class BringForm(NAME_NOBODY):  # type: ignore[misc,valid-type]  # a form that says something first
    """A case is brought by an agency one works for, or by the Board’s unit for any."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies: Any = self.fields.get("agency")
        if agencies is not None and not set(self.standing.roles_on(self.board_id)) & beginning.UNIT:
            own = Agency.objects.filter(board=self.board_id, pk__in=self.standing.related(Scope.OWN))
            agencies.queryset, agencies.required, agencies.empty_label = own, True, "Choose one"
            if len(own) == 1:
                self.initial.setdefault("agency", own[0].pk)


PANEL = Shown(
    Sort.PANEL,
    PanelCase,
    "panel-case",
    "panel-cases",
    "Cases before panels",
    "You see the cases that you are named on, or that your agency brought.",
    "Not for somebody who is in danger now: ring 999. Not instead of a safeguarding concern: raise that first.",
    "An agency brings a case to a panel when its own ways, and those of others, were not enough.",
    "Bring a case",
    form_of(PanelCase, *FIELDS[1:], base=BringForm),
    lambda head, by: paneling.refer(head, by=by),
)
TRUST = Shown(
    Sort.TRUST,
    PositionOfTrust,
    "trust-record",
    "positions-of-trust",
    "Positions of trust",
    "Allegations against people who work with adults. Each record is sealed, and given to people one by one.",
    "Where an adult may have been harmed, safeguarding comes first: raise the concern. This is about the person’s other work.",
    "Two people open a record; it is then given to whoever needs it.",
    "Ask to open a record",
)
ESCALATION = Shown(
    Sort.ESCALATION,
    Escalation,
    "escalation",
    "disagreements",
    "Professional disagreements",
    "Agencies disagree about an adult’s safety, and take it further, stage by stage, until it is settled.",
    "Not for complaints, whistleblowing, allegations against workers, or disagreements inside one agency. "
    "Where somebody is in danger now, ring 999.",
    "When two agencies cannot agree, one of them raises it here.",
    "Raise a disagreement",
    form_of(Escalation, "agency", "begun_on", "called", "category", "issue", "views", base=BringForm),
    lambda head, by: beginning.begin(head, by=by),
)
PROVIDER = Shown(
    Sort.PROVIDER,
    ProviderConcern,
    "provider-concern",
    "provider-concerns",
    "Concerns about providers",
    "A pattern of concerns about one provider of care. Enquiries about each adult go on beside it.",
    "Not instead of a safeguarding concern about an adult, and not a contract meeting.",
    "When concerns about a provider add up, they are brought here.",
    "Bring a concern",
    form_of(ProviderConcern, "agency", "begun_on", *PROVIDER_FIELDS, base=BringForm),
    lambda head, by: beginning.begin(head, by=by),
)
AFTER_ACTION = Shown(
    Sort.AFTER_ACTION,
    AfterActionReview,
    "after-action",
    "after-action-reviews",
    "After action reviews",
    "People who were there look back together, without blame, and share what they learned.",
    "Not an investigation, and not about one person’s conduct.",
    "After an event from which several agencies can learn, somebody asks for a review here.",
    "Begin a review",
    form_of(AfterActionReview, "agency", "begun_on", *AFTER_FIELDS, base=BringForm),
    lambda head, by: beginning.begin(head, by=by),
)
EVERY = (PANEL, TRUST, ESCALATION, PROVIDER, AFTER_ACTION)


def within_panel(form: RecordForm, panel: Any) -> None:
    """Only the panel’s own criteria can be ticked."""
    criteria: Any = form.fields.get("criteria")
    if criteria is not None:
        criteria.queryset = criteria.queryset.filter(panel=panel)
        criteria.widget.choices = criteria.choices
        if not criteria.queryset.exists():
            del form.fields["criteria"]


def posted(request: Any) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
