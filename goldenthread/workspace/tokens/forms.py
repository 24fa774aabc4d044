"""Forms of tokens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms

from goldenthread.api.models import Token
from goldenthread.api.operations import LONGEST
from goldenthread.boards.models import Agency
from goldenthread.core import clock
from goldenthread.core.days import DayField
from goldenthread.core.forms import Plain

USUAL_DAYS = 90


class TokenForm(Plain):
    """A new token: for whom, for what, how much it reads and how long."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    agency = forms.ChoiceField(label="Agency whose program it is")
    purpose = forms.CharField(
        label="What it is for", max_length=300, help_text="One sentence, such as: the council’s monthly dashboard."
    )
    reads = forms.ChoiceField(label="What it may read", choices=Token.Reads.choices, widget=forms.RadioSelect)
    last_day = DayField(
        label="Last day",
        help_text=f"It stops by itself after this day. At most {LONGEST[Token.Reads.RELEASED]} days from today, "
        f"or {LONGEST[Token.Reads.EVERYTHING]} where small numbers are not withheld.",
    )

    def __init__(self, *args: Any, board_id: UUID, reads: Sequence[Token.Reads], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = Agency.objects.filter(board_id=board_id, kind=Agency.Kind.AGENCY)
        self.known = {str(one.pk): one for one in agencies}
        field = self.fields["agency"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (our own field)
        field.choices = [("", "Choose one"), *((key, one.name) for key, one in self.known.items())]
        kinds = self.fields["reads"]
        assert isinstance(kinds, forms.ChoiceField)  # noqa: S101  (our own field)
        kinds.choices = [(one.value, one.label) for one in reads]
        self.initial.setdefault("key", uuid4())
        self.initial.setdefault("reads", Token.Reads.RELEASED.value)
        self.initial.setdefault("last_day", clock.today() + timedelta(days=USUAL_DAYS))


class EndForm(Plain):
    """Why a token ends."""

    why = forms.CharField(label="Why", max_length=300, help_text="The trail keeps it.")
