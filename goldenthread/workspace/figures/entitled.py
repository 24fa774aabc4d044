"""Who may read the records behind a figure: whoever may read every kind of record that it is computed from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Model

from goldenthread.audits.models import AuditCase
from goldenthread.boards.models import Board, ContextFact
from goldenthread.cases.models import CasePerson
from goldenthread.casework.models import Adult, Allegation, Concern, Enquiry, Received
from goldenthread.core.access import matrix, visible_to
from goldenthread.core.access.acts import Act, Scope
from goldenthread.core.access.guards import guard_of
from goldenthread.core.access.standing import Standing
from goldenthread.figures.definitions import columns_read
from goldenthread.figures.lineage import Line
from goldenthread.meetings.models import Attendance, Meeting
from goldenthread.money.models import Contribution, Expenditure
from goldenthread.plans.models import Undertaking
from goldenthread.reviews.deciding_models import ChairDecision
from goldenthread.reviews.models import Gate, Referral, Review
from goldenthread.training.models import Session

OF_TABLE: dict[str, type[Model]] = {
    "adults": Adult,
    "concerns": Concern,
    "enquiries": Enquiry,
    "risks": Allegation,
    "referrals": Referral,
    "referral_factors": Referral,
    "reviews": Review,
    "review_themes": Review,
    "review_steps": ChairDecision,
    "publication_gates": Gate,
    "review_people": CasePerson,
    "audit_cases": AuditCase,
    "meetings": Meeting,
    "attendance": Attendance,
    "training_sessions": Session,
    "contributions": Contribution,
    "expenditure": Expenditure,
    "undertakings": Undertaking,
    "context_facts": ContextFact,
    "standards": Board,
}
"""The kind of record that each table of a dataset is made from."""
KEYS: dict[str, type[Received]] = {
    "adult_id": Adult,
    "concern_id": Concern,
    "enquiry_id": Enquiry,
    "risk_id": Allegation,
}
"""The columns that name a received record."""


def tables_closed_to(standing: Standing, board_id: UUID, figure_id: str) -> list[str]:
    """The tables of a figure whose records somebody may not read row by row; empty where the way is open."""
    return [name for name in columns_read(figure_id) if not _is_open(standing, board_id, OF_TABLE[name])]


def _is_open(standing: Standing, board_id: UUID, model: type[Model]) -> bool:
    """Received records may be an agency's own, as each names its extract; of the others, all must be open."""
    scopes = {Scope.ALL, Scope.OWN} if issubclass(model, Received) else {Scope.ALL}
    if guard_of(model).case is not None and standing.recused:
        return False  # a list cannot leave out the one case that they stepped aside from
    return standing.is_trusted or bool(_scopes(standing, board_id, model) & scopes)


def _scopes(standing: Standing, board_id: UUID, model: type[Model]) -> set[Scope]:
    guard = guard_of(model)
    found = {
        grant.scope
        for role in standing.roles_on(board_id)
        for grant in matrix.grants(guard.name, role)
        if Act.READ in grant.acts
    }
    if Scope.GROUP in found and guard.group is None:
        found.add(Scope.ALL)  # what belongs to no one group is the Board's own
    return found


def reads_all_rows(standing: Standing, board_id: UUID) -> bool:
    """Whether somebody may read every received record of the Board, not their own agency's alone."""
    return standing.is_trusted or Scope.ALL in _scopes(standing, board_id, Concern)


def open_lines(standing: Standing, board_id: UUID, lines: Iterable[Line]) -> tuple[Line, ...]:
    """Those lines that stand on records which this person may read, each of them."""
    if reads_all_rows(standing, board_id):
        return tuple(lines)
    known: dict[str, set[str]] = {}
    for column, model in KEYS.items():
        records = visible_to(standing, Act.READ, model._default_manager.filter(extract__board_id=board_id))
        known[column] = {str(key) for key in records.values_list(column, flat=True)}
    return tuple(line for line in lines if all(_is_known(row, known) for row in line.rows))


def _is_known(row: Mapping[str, Any], known: Mapping[str, set[str]]) -> bool:
    return all(row[column] in keys for column, keys in known.items() if row.get(column) is not None)
