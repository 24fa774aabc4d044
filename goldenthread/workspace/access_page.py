"""Who may see what: the access matrix in sentences, by role and as a whole."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.core.access import matrix, needs
from goldenthread.core.access.acts import Act, Role
from goldenthread.core.access.standing import Standing


@needs("access_matrix", get=Act.READ)
def page(request: Any) -> HttpResponse:
    """One role at a time, the reader's own first; the whole table stands below."""
    chosen = role_asked(request.GET.get("role", ""), request.standing, request.board.pk)
    rows = matrix.as_table()
    may = [(row, row.of(chosen)) for row in rows if row.of(chosen)]
    context = {
        "chosen": chosen,
        "roles": list(Role),
        "own": request.standing.roles_on(request.board.pk),
        "may": may,
        "may_not": [row for row in rows if not row.of(chosen)],
        "whole": [(row, [row.of(role) for role in Role]) for row in rows],
    }
    return render(request, "workspace/access.html", context)


def role_asked(asked: str, standing: Standing, board_id: Any) -> Role:
    """The role somebody chose to look at; else the first they hold here."""
    if asked in set(Role):
        return Role(asked)
    return standing.roles_on(board_id)[0]
