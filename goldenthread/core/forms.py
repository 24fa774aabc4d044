"""Forms in the house's manner: plain errors, days in three boxes, nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.utils import pretty_name

from goldenthread.core import clock
from goldenthread.core.access.acts import Act
from goldenthread.core.access.guards import guards
from goldenthread.core.access.rule import visible_to
from goldenthread.core.access.standing import Standing
from goldenthread.core.days import DayField
from goldenthread.core.periods import Period

YEARS = {"period", "worked_on_in", "decided_in", "first_period", "last_period", "new_in"}
"""Fields that hold a financial year."""
FEW = 6
"""Up to so many choices are shown as radios; more as a list, which says in words that nothing is chosen yet."""

READ_SALT = "goldenthread.form.read"


def plain_errors(form: forms.BaseForm) -> None:
    """Give each field errors that say what to do: "Enter the title", "Choose an agency"."""
    for name, field in form.fields.items():
        field.label = field.label or pretty_name(name)
        words = str(field.label or "").lower() if not str(field.label or "")[:2].isupper() else str(field.label)
        chooses = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
        verb = "Choose" if chooses else "Upload" if isinstance(field, forms.FileField) else "Enter"
        if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
            ticked = isinstance(field, forms.BooleanField)
            field.error_messages["required"] = f"Tick the box: {field.label}" if ticked else _wanted(field, verb, words)
        if chooses:
            field.error_messages["invalid_choice"] = f"Choose {_a(words)} from the list"
        if isinstance(field, forms.IntegerField):
            field.error_messages["invalid"] = f"{field.label} must be a whole number, such as 12"
        if isinstance(field, forms.EmailField):
            field.error_messages["invalid"] = "Enter an e-mail address such as name@council.example"
        if isinstance(field, DayField):
            field.words = str(field.label)


NO_NOUNS = ("in ", "if ", "from ", "put ", "of ", "whom ", "its ", "answered ")
"""How a label begins that does not make a sentence after “Enter the”."""


def _wanted(field: forms.Field, verb: str, words: str) -> str:
    """What to do about a field that was left empty."""
    if words == "why":
        return "Say why"
    if isinstance(field, DayField) and "day" not in words and "date" not in words:
        return f"Enter a day for “{field.label}”"
    if words.startswith(NO_NOUNS):
        return f"{'Choose one under' if verb == 'Choose' else 'Fill in'} “{field.label}”"
    return f"{verb} {_a(words)}"


def _a(words: str) -> str:
    if words in {"who", "what", "when", "how"} or words.startswith(
        ("what ", "why ", "who ", "when ", "how ", "which ", "whether ", "where ", "the ", "a ", "your ")
    ):
        return words
    return f"the {words}"


class Plain(forms.Form):
    """A form that is not of one record."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain_errors(self)


def field_for(field: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    """The form field of a model's field: days in three boxes, few choices as radios, long text in a tall box."""
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return DayField(required=not field.blank, **_said(field, kwargs))
    if field.name in YEARS:
        return forms.ChoiceField(choices=_years(field), required=not field.blank, **_said(field, kwargs))
    if isinstance(field, models.URLField):
        return forms.URLField(required=not field.blank, assume_scheme="https", **_said(field, kwargs))
    made = field.formfield(**kwargs)
    if isinstance(field, models.TextField) and made is not None:
        made.widget = forms.Textarea(attrs={"rows": 4})
    if isinstance(made, forms.TypedChoiceField):
        _few_as_radios(made)
    return made


def _few_as_radios(made: forms.TypedChoiceField) -> None:
    listed: Any = made.choices
    choices = [(value, words) for value, words in listed if value != ""]
    if len(choices) <= FEW:
        made.widget = forms.RadioSelect()
        made.choices = choices
    else:
        made.choices = [("", "Choose one" if made.required else "Not given"), *choices]


def _said(field: models.Field[Any, Any], kwargs: Mapping[str, Any]) -> dict[str, Any]:
    """Label and hint for a form field that the model's own field would not make."""
    words = str(field.verbose_name)
    own = {"label": words[:1].upper() + words[1:], "help_text": field.help_text}
    return own | {name: value for name, value in kwargs.items() if name in {"label", "help_text"}}


def _years(field: models.Field[Any, Any]) -> Callable[[], list[tuple[str, str]]]:
    def listed() -> list[tuple[str, str]]:
        now = Period.containing(clock.today()).starts_in
        labels = [Period(year).label for year in range(now + 2, now - 12, -1)]
        return [("", "Choose one" if not field.blank else "Not given"), *((one, one) for one in labels)]

    return listed


class PoundsField(forms.DecimalField):
    """An amount typed in pounds, kept in whole pence."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_digits=12, decimal_places=2, **kwargs)

    def to_python(self, value: Any) -> Any:
        typed = str(value if value is not None else "").replace("£", "").replace(",", "").strip()
        try:
            found = super().to_python(typed)
            if found is not None:
                super().validate(found)
                super().run_validators(found)
        except ValidationError as error:
            raise ValidationError("Enter an amount in pounds and pence, such as 1,250.50") from error
        return None if found is None else int(found * 100)

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)

    def run_validators(self, value: Any) -> None:
        """The amount was looked at as it was typed; what comes here is in pence."""

    def prepare_value(self, value: Any) -> Any:
        return f"{value / 100:.2f}".removesuffix(".00") if isinstance(value, int) else value


class RecordForm(forms.ModelForm):  # type: ignore[type-arg]  # of any record
    """A form of one record: it knows the Board, who fills it in, and how each field stood when it was read.

    `key` is the new record's own key, so that a form sent twice is kept once. `read` carries the fingerprints of the
    fields of a record that is changed, signed.
    """

    BESIDE: ClassVar[frozenset[str]] = frozenset()
    """Fields that are not the record's own: whoever keeps it (`Kind.adds`) reads them from `cleaned_data`."""

    PARTS: ClassVar[Mapping[str, str]] = {}
    """Headings of a long form, each by the field that its part begins with."""

    use_required_attribute = False
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    read = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, standing: Standing, board_id: UUID, case_id: UUID | None = None, **kwargs: Any
    ) -> None:
        self.standing, self.board_id, self.case_id = standing, board_id, case_id
        super().__init__(*args, **kwargs)
        for name, field in list(self.fields.items()):
            if isinstance(field, forms.ModelChoiceField):
                self._within_the_board(field)
            if isinstance(field, forms.ModelMultipleChoiceField):
                self._as_boxes(name, field)
            elif isinstance(field, forms.ModelChoiceField):
                self._as_it_is_where_unseen(name, field)
        plain_errors(self)
        self.initial.setdefault("key", uuid4())

    def _within_the_board(self, field: forms.ModelChoiceField[Any]) -> None:
        """Only what belongs to this Board (and to this case), and what this person may see, can be chosen."""
        queryset = field.queryset
        if queryset is None:
            return
        known = guards()[queryset.model]
        is_of_one_case = known.case == "case_id" and known.held is None  # what a case taught is read beyond it
        within = {known.board: self.board_id} | ({"case_id": self.case_id} if is_of_one_case else {})
        seen = visible_to(self.standing, Act.READ, queryset.filter(**within))
        field.queryset = seen.prefetch_related(*getattr(queryset.model, "SHOWN_WITH", ()))
        field.empty_label = "Choose one" if field.required else "None"

    def _as_it_is_where_unseen(self, name: str, field: forms.ModelChoiceField[Any]) -> None:
        """What is chosen now and may not be seen is not asked for: a form that cannot show it would empty it."""
        now = self.initial.get(name) if not self.instance._state.adding else None
        if now and field.queryset is not None and not field.queryset.filter(pk=now).exists():
            del self.fields[name]

    def _as_boxes(self, name: str, field: forms.ModelMultipleChoiceField[Any]) -> None:
        """Several can be ticked; where there is nothing to tick, it is not asked."""
        field.empty_label = None  # to choose nothing is to tick nothing
        field.widget = forms.CheckboxSelectMultiple()
        field.widget.choices = field.choices
        if not field.required and field.queryset is not None and not field.queryset.exists():
            del self.fields[name]

    def _are_ties(self, name: str) -> bool:
        return isinstance(self.fields[name], forms.ModelMultipleChoiceField)

    def fields_of_the_record(self) -> list[str]:
        return [name for name in self.fields if name not in {"key", "read"} | self.BESIDE and not self._are_ties(name)]

    def ties(self) -> dict[str, list[Any]]:
        """What the form says the record is tied to, by many-to-many field; what is tied and cannot be seen here stays."""
        return {name: [*self.cleaned_data[name], *self._unseen(name)] for name in self.fields if self._are_ties(name)}

    def _unseen(self, name: str) -> list[Any]:
        field: Any = self.fields[name]
        if self.instance._state.adding or field.queryset is None:
            return []
        seen = set(field.queryset.values_list("pk", flat=True))
        return [one for one in getattr(self.instance, name).all() if one.pk not in seen]

    def values(self) -> dict[str, Any]:
        """What the form says of the record's fields."""
        return {name: self.cleaned_data[name] for name in self.fields_of_the_record()}

    def as_read(self) -> Mapping[str, str] | None:
        """The fingerprints it was read with; None where the form carries none that are ours."""
        try:
            return dict(signing.loads(self.data.get("read", ""), salt=READ_SALT))
        except signing.BadSignature:
            return None

    def _post_clean(self) -> None:
        """The record is checked by the operation that keeps it, under its lock; here only the fields are."""


def signed(fingerprints: Mapping[str, str]) -> str:
    """Fingerprints as a form carries them."""
    return signing.dumps(dict(fingerprints), salt=READ_SALT)
