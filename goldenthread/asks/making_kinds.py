"""A Board's own forms as pages: the list of those it makes, how one is begun, and what one says beside its questions."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Model, Q

from goldenthread.asks import burden, made_forms, making
from goldenthread.asks.asking import named
from goldenthread.asks.making_models import MadeForm
from goldenthread.core.actors import Actor
from goldenthread.core.filters import ways
from goldenthread.core.forms import RecordForm, field_for
from goldenthread.core.kinds import Column, Kind, Row, kind


class BeginForm(RecordForm):
    """A form that is begun: its title, what it is for, and what it begins from."""

    BESIDE: ClassVar[frozenset[str]] = frozenset({"begin_from"})
    begin_from = forms.ChoiceField(
        label="Begin from",
        required=False,
        help_text="Its questions are copied, for you to change; the form itself stays as it is.",
    )
    field_order = ("title", "purpose", "begin_from")

    class Meta:
        model = MadeForm
        fields = ("title", "purpose")
        formfield_callback = field_for
        labels: ClassVar[dict[str, str]] = {"title": "What the form is called", "purpose": "What it is for"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.forms = made_forms.to_begin_from(self.board_id)
        chosen: Any = self.fields["begin_from"]
        chosen.choices = [("", "An empty form"), *((slug, named(one)) for slug, one in self.forms.items())]


class SettingsForm(RecordForm):
    """What a form says beside its questions."""

    class Meta:
        model = MadeForm
        fields = (
            "title",
            "purpose",
            "basis_in_law",
            "signed_off_as",
            "allows_nil",
            "counts_days",
            "is_by_theme",
        )
        formfield_callback = field_for
        labels: ClassVar[dict[str, str]] = {"title": "What the form is called"}


def _begin(form: RecordForm, given: Model, by: Actor) -> Model:
    assert isinstance(given, MadeForm) and isinstance(form, BeginForm)  # noqa: S101, PT018  (the kind's own)
    return made_forms.begin(given, source=form.forms.get(form.cleaned_data["begin_from"]), by=by)


def boxes(one: MadeForm) -> int:
    """How many boxes an agency would fill."""
    form = making.as_far_as_made(one.sections)
    return burden.fields(form) if form else 0


def version(one: MadeForm) -> str:
    return f"Version {one.ready_version}" if one.ready_version else "None yet"


kind(
    Kind(
        model=MadeForm,
        slug="made-forms",
        one="form of our own",
        many="forms of our own",
        heading="Forms of our own",
        intro="Forms that the Board makes itself. Once one is ready, an ask can be prepared with it like with any other.",
        columns=(
            Column("Form", lambda one: one.title, sort="title"),
            Column("Ready to send", version, sort="ready_version"),
            Column("Boxes to fill", boxes, is_number=True),
        ),
        rows=(
            Row("What it is for", lambda one: one.purpose, is_long=True),
            Row("Why an agency may be asked", lambda one: one.basis_in_law or "Not said"),
            Row("What a lead confirms", lambda one: one.signed_off_as or "Not said"),
            Row("A nil return is taken", lambda one: one.allows_nil),
            Row("Each ask says which days", lambda one: one.counts_days),
            Row("Each ask is about one theme", lambda one: one.is_by_theme),
            Row("Begun from", lambda one: one.begun_from or "An empty form"),
            Row("Boxes to fill", boxes),
        ),
        empty="Make a form here when none of those that come with the program asks what you want to know.",
        form=BeginForm,
        changing_form=SettingsForm,
        new_words="Make a form",
        search=("title", "purpose"),
        filters=(
            ways(
                "state",
                "State",
                "ready_version",
                ("ready", "A version is ready", lambda: ~Q(ready_version=None)),
                ("begun", "Only begun", lambda: Q(ready_version=None)),
            ),
        ),
        adds=_begin,
        can_be_taken_away=True,
        has_own_page=True,
        becomes="ask-forms",
    )
)
