"""Forms of what is part of a case."""

from __future__ import annotations

from goldenthread.cases.models import CasePerson
from goldenthread.core.forms import RecordForm, field_for


class CasePersonForm(RecordForm):
    class Meta:
        model = CasePerson
        fields = ("sort", "pseudonym", "relation", "alive", "age_band")
        formfield_callback = field_for
