"""Forms of money, typed in pounds and kept in pence."""

from __future__ import annotations

from goldenthread.core.forms import PoundsField, RecordForm, field_for
from goldenthread.money.models import Contribution, Expenditure


class ContributionForm(RecordForm):
    pence = PoundsField(label="Amount in pounds")

    class Meta:
        model = Contribution
        fields = ("agency", "period", "pence")
        formfield_callback = field_for
        labels = {"period": "Year"}


class SpendingForm(RecordForm):
    pence = PoundsField(label="Amount in pounds")

    class Meta:
        model = Expenditure
        fields = ("line", "period", "pence")
        formfield_callback = field_for
        labels = {"line": "What it was spent on", "period": "Year"}
