"""Reminding an agency of an answer that is late."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.asks import chasing
from goldenthread.core.access import actor_of, needs
from goldenthread.core.access.acts import Act
from goldenthread.workspace.asks.finding import boards_answer_of, to


@needs("answers", post=Act.EDIT)
def remind(request: Any, pk: UUID) -> HttpResponse:
    """Send one reminder, and say who it went to."""
    answer = boards_answer_of(request, pk, Act.EDIT)
    made = chasing.remind(answer, by=actor_of(request))
    told = "; ".join(made.told.splitlines())
    messages.success(request, f"{answer.recipient.agency} was reminded. It went to {told}.")
    return HttpResponseRedirect(to(request, "asks-record", pk=answer.recipient.ask_id))
