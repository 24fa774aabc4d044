"""How somebody wants to hear of each kind of notice."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from goldenthread.core.forms import Plain
from goldenthread.core.notices import Way, notice_kinds
from goldenthread.workspace.notices.models import Preference

MAY_BE_TURNED_OFF = "You can turn this e-mail off."
CANNOT_BE_TURNED_OFF = "This cannot be turned off: the Board counts on your hearing of it."


class ChoicesForm(Plain):
    """One question for each kind of notice that this installation tells of."""

    def __init__(self, *args: Any, user_id: UUID, **kwargs: Any) -> None:
        kept = dict(Preference.objects.filter(user=user_id).values_list("kind", "way"))
        super().__init__(*args, **kwargs)
        for kind in notice_kinds().values():
            way = kept.get(kind.slug, kind.way)
            self.fields[kind.slug] = forms.ChoiceField(
                label=kind.words,
                choices=[(one.value, one.words) for one in kind.ways],
                initial=way if way in kind.ways else kind.way,
                widget=forms.RadioSelect,
                help_text=MAY_BE_TURNED_OFF if Way.NONE in kind.ways or Way.PAGE in kind.ways else CANNOT_BE_TURNED_OFF,
                error_messages={"required": f"Choose how you hear of this: {kind.words}"},
            )

    def chosen(self) -> dict[str, Way]:
        return {name: Way(value) for name, value in self.cleaned_data.items()}
