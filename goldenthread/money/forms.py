"""Forms of money, typed in pounds and kept in pence."""

from __future__ import annotations

from typing import Any

from goldenthread.core.forms import PoundsField, RecordForm, field_for
from goldenthread.core.periods import Period
from goldenthread.money.models import (
    BudgetLine,
    CallRule,
    CallShare,
    Commitment,
    Contribution,
    Deflator,
    DeflatorSeries,
    Expenditure,
    InKind,
    Reserve,
)


class SignedPoundsField(PoundsField):
    """An amount that may also come back: "-120" or "(120)"."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators = [one for one in self.validators if getattr(one, "code", "") != "min_value"]
        self.min_value = None

    def to_python(self, value: Any) -> Any:
        typed = str(value if value is not None else "").strip().replace("−", "-")
        if typed.startswith("(") and typed.endswith(")"):
            typed = f"-{typed[1:-1]}"
        return super().to_python(typed)


class ContributionForm(RecordForm):
    pence = PoundsField(label="Amount agreed, in pounds")
    received_pence = PoundsField(label="Amount received, in pounds", required=False)

    class Meta:
        model = Contribution
        fields = ("agency", "period", "pence", "invoiced_on", "due_on", "received_pence", "received_on", "note")
        formfield_callback = field_for
        labels = {"period": "Year"}

    def clean_received_pence(self) -> int:
        return self.cleaned_data["received_pence"] or 0

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("received_on") and not found.get("received_pence"):
            self.add_error("received_pence", "Enter how much was received on that day")
        return found


class InKindForm(RecordForm):
    pence = PoundsField(label="What it is worth, in pounds")

    class Meta:
        model = InKind
        fields = ("agency", "period", "what", "description", "quantity", "unit", "pence", "basis")
        formfield_callback = field_for
        labels = {"period": "Year"}
        help_texts = {"basis": "Such as the hourly cost of the post, or what the room is let for."}


class BudgetLineForm(RecordForm):
    pence = PoundsField(label="Budget, in pounds")
    set_pence = PoundsField(label="Forecast set by hand, in pounds", required=False)

    class Meta:
        model = BudgetLine
        fields = ("period", "name", "pence", "method", "set_pence", "reason", "order")
        formfield_callback = field_for
        labels = {"period": "Year", "order": "Place in the list"}
        help_texts = {"name": "Spending under the same name counts against it."}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        is_by_hand = found.get("method") == BudgetLine.Method.BY_HAND
        if is_by_hand and found.get("set_pence") is None and "set_pence" not in self.errors:
            self.add_error("set_pence", "Enter the forecast, or choose another way of working it out")
        if not is_by_hand:
            found["set_pence"] = None
        return found


class CommitmentForm(RecordForm):
    fee_pence = PoundsField(label="Fixed fee, in pounds", required=False)
    day_pence = PoundsField(label="For each day, in pounds", required=False)

    class Meta:
        model = Commitment
        fields = ("line", "kind", "what", "supplier", "fee_pence", "days", "day_pence", "ended_on")
        formfield_callback = field_for

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for name in ("fee_pence", "day_pence", "days"):
            if name not in self.errors:
                found[name] = found.get(name) or 0
        if not self.errors and not found["fee_pence"] and not (found["days"] and found["day_pence"]):
            self.add_error("fee_pence", "Enter a fee, or days and what each costs")
        return found


class SpendingForm(RecordForm):
    pence = SignedPoundsField(
        label="Amount in pounds", help_text="What came back has a minus in front of it, such as -120."
    )

    class Meta:
        model = Expenditure
        fields = ("line", "period", "pence", "spent_on", "supplier", "reference", "note", "commitment")
        formfield_callback = field_for
        labels = {"line": "What it was spent on", "period": "Year"}
        help_texts = {"line": "The name of a budget line, so that it counts against that."}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        day, year = found.get("spent_on"), found.get("period")
        if day and year and Period.containing(day).label != year:
            self.add_error(
                "spent_on", f"That day is in {Period.containing(day)}. Put the day right, or choose that year"
            )
        return found


class ReserveForm(RecordForm):
    pence = PoundsField(label="Reserve on 1 April, in pounds")
    least_pence = PoundsField(label="Least to keep, in pounds", required=False)

    class Meta:
        model = Reserve
        fields = ("period", "pence", "least_pence", "note")
        formfield_callback = field_for
        labels = {"period": "Year"}

    def clean_least_pence(self) -> int:
        return self.cleaned_data["least_pence"] or 0


class CallRuleForm(RecordForm):
    over_pence = PoundsField(
        label="Overspend that the Board bears itself, in pounds",
        required=False,
        help_text="Members are called on for what is beyond it.",
    )

    class Meta:
        model = CallRule
        fields = ("name", "agreed_in", "from_on", "to_on", "reserve_first", "over_pence")
        formfield_callback = field_for

    def clean_over_pence(self) -> int:
        return self.cleaned_data["over_pence"] or 0


class CallShareForm(RecordForm):
    class Meta:
        model = CallShare
        fields = ("rule", "agency", "percent")
        formfield_callback = field_for
        labels = {"agency": "Member"}


class DeflatorSeriesForm(RecordForm):
    class Meta:
        model = DeflatorSeries
        fields = ("name", "source", "is_used")
        formfield_callback = field_for


class DeflatorForm(RecordForm):
    class Meta:
        model = Deflator
        fields = ("series", "period", "index")
        formfield_callback = field_for
        labels = {"period": "Year"}
