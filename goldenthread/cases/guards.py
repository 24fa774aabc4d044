"""How cases are guarded, and who says who is named on them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from goldenthread.boards.standing import AgencyMembership, RoleHeld
from goldenthread.cases import models, openings
from goldenthread.core import clock
from goldenthread.core.access.acts import Role, Scope
from goldenthread.core.access.guards import guard
from goldenthread.core.access.standing import EMERGENCY, RECUSED, Standing, provides


@provides(Scope.CASE)
def near(user_id: UUID, day: date) -> Iterable[UUID]:
    """Cases somebody is near, asked in one question: every page asks it."""
    found = named_on(user_id, day).union(of_their_agency(user_id, day))
    governance = models.Opening.Sort.GOVERNANCE
    return found.union(_open(user_id, governance)) if day == clock.today() else found


def named_on(user_id: UUID, day: date) -> QuerySet[Any, UUID]:
    """Cases somebody is named on by themselves."""
    return models.CaseMembership.objects.on(day).filter(user_id=user_id).order_by().values_list("case_id", flat=True)


def of_their_agency(user_id: UUID, day: date) -> QuerySet[Any, UUID]:
    """Cases in which the agency takes part whose safeguarding lead they are."""
    return _of_agency(user_id, day).filter(is_only_asked=False).order_by().values_list("case_id", flat=True)


def asked_in(user_id: UUID, day: date) -> QuerySet[Any, UUID]:
    """Cases in which that agency was asked something, and takes no part besides."""
    return _of_agency(user_id, day).filter(is_only_asked=True).order_by().values_list("case_id", flat=True)


def asked_today(standing: Standing) -> QuerySet[Any, UUID]:
    """The same for whoever stands somewhere today, but for cases from which they stand aside; nobody is asked nothing."""
    if standing.user_id is None:
        return models.CaseAgency.objects.none().values_list("case_id", flat=True)
    return asked_in(standing.user_id, clock.today()).exclude(case__in=standing.recused)


def _of_agency(user_id: UUID, day: date) -> QuerySet[models.CaseAgency]:
    is_lead = RoleHeld.objects.on(day).filter(user_id=user_id, role=Role.AGENCY_LEAD)
    theirs = AgencyMembership.objects.on(day).filter(user_id=user_id, agency__board__in=is_lead.values("board_id"))
    taking_part = models.CaseAgency.objects.filter(agency__in=theirs.values("agency_id"), from_on__lte=day)
    return taking_part.filter(Q(to_on__isnull=True) | Q(to_on__gte=day))


def known_to(standing: Standing) -> Q:
    """Of what is kept by `case`: whatever is in a case that somebody is near, or in which their agency was asked something.

    It says which cases; which records of them they see is the table's to say.
    """
    return Q(case__in=standing.cases - standing.recused) | Q(case__in=asked_today(standing))


@provides(EMERGENCY)
def opened_in_emergency(user_id: UUID, day: date) -> Iterable[UUID]:
    """Openings last for hours, so that a day other than today has none."""
    return _open(user_id, models.Opening.Sort.EMERGENCY) if day == clock.today() else ()


def _open(user_id: UUID, sort: models.Opening.Sort) -> QuerySet[Any, UUID]:
    """Cases that somebody has opened, and the opening has not ended."""
    return openings.live(user_id).filter(sort=sort).order_by().values_list("case_id", flat=True)


@provides(RECUSED)
def recused(user_id: UUID, day: date) -> Iterable[UUID]:
    return models.CaseRecusal.objects.on(day).filter(user_id=user_id).values_list("case_id", flat=True)


guard(models.Case, "cases", case="pk")
guard(models.CasePerson, "case_people", board="case__board_id", case="case_id")
guard(models.CaseMembership, "memberships", board="case__board_id", case="case_id", self="user_id")
guard(models.CaseRecusal, "memberships", board="case__board_id", case="case_id", self="user_id")
guard(models.CaseAgency, "memberships", board="case__board_id", own="agency_id", case="case_id")
guard(models.Opening, "break_glass", board="case__board_id", own="agency_id", case="case_id", self="user_id")
guard(models.TwoPersonAct, "memberships", board="case__board_id", case="case_id")
