"""Tokens of the interface."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Model

from goldenthread.api import secrets
from goldenthread.api.models import Token
from goldenthread.boards.models import Board
from goldenthread.core import clock
from tests.factories.records import AT, agency_of, makes, user_of


@makes(Token)
def token(on: Board, **fields: Any) -> Model:
    """One that is open for a month, unless told otherwise. `secret` is what opens it; nobody else can know it."""
    secret = fields.pop("secret", None) or secrets.make()
    last_day: date = fields.pop("last_day", None) or clock.today() + timedelta(days=30)
    given = {"purpose": "To draw a chart", "made_at": AT, **fields}
    agency, made_by = given.pop("agency", None) or agency_of(on), given.pop("made_by", None) or user_of(on)
    kept = {"digest": secrets.digest(secret), "begins_with": secrets.beginning(secret)}
    return Token.objects.create(board=on, agency=agency, made_by=made_by, last_day=last_day, **kept, **given)
