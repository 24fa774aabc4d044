"""How cases are guarded, and who says who is named on them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from goldenthread.boards.standing import AgencyMembership, RoleHeld
from goldenthread.cases import models, openings
from goldenthread.core import clock
from goldenthread.core.access.acts import Role, Scope
from goldenthread.core.access.guards import guard
from goldenthread.core.access.standing import EMERGENCY, RECUSED, provides


@provides(Scope.CASE)
def named_on(user_id: UUID, day: date) -> Iterable[UUID]:
    """Cases somebody is named on by themselves."""
    return models.CaseMembership.objects.on(day).filter(user_id=user_id).values_list("case_id", flat=True)


@provides(Scope.CASE)
def of_their_agency(user_id: UUID, day: date) -> Iterable[UUID]:
    """Cases in which the agency takes part whose safeguarding lead they are."""
    is_lead = RoleHeld.objects.on(day).filter(user_id=user_id, role=Role.AGENCY_LEAD)
    theirs = AgencyMembership.objects.on(day).filter(user_id=user_id, agency__board__in=is_lead.values("board_id"))
    taking_part = models.CaseAgency.objects.filter(agency__in=theirs.values("agency_id"), from_on__lte=day)
    return taking_part.filter(Q(to_on__isnull=True) | Q(to_on__gte=day)).values_list("case_id", flat=True)


@provides(Scope.CASE)
def opened_for_governance(user_id: UUID, day: date) -> Iterable[UUID]:
    return _open(user_id, day, models.Opening.Sort.GOVERNANCE)


@provides(EMERGENCY)
def opened_in_emergency(user_id: UUID, day: date) -> Iterable[UUID]:
    return _open(user_id, day, models.Opening.Sort.EMERGENCY)


def _open(user_id: UUID, day: date, sort: models.Opening.Sort) -> Iterable[UUID]:
    """Openings that have not ended. They last for hours, so that a day other than today has none."""
    if day != clock.today():
        return ()
    return openings.live(user_id).filter(sort=sort).values_list("case_id", flat=True)


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
