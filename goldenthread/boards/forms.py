"""Forms of the Board's own records."""

from __future__ import annotations

from django import forms

from goldenthread.boards.models import Agency, Board, ContextFact, Group, GroupName, Person, Seat
from goldenthread.boards.synonyms import Synonym
from goldenthread.core.forms import RecordForm, field_for


class AgencyForm(RecordForm):
    class Meta:
        model = Agency
        fields = ("name", "short_name", "kind", "is_statutory_partner", "part_of")
        formfield_callback = field_for
        labels = {
            "short_name": "Short name, for narrow tables",
            "kind": "What it is",
            "is_statutory_partner": "Statutory partner: the council, the NHS commissioner or the police",
            "part_of": "Part of another agency",
        }
        help_texts = {
            "is_statutory_partner": "",
            "kind": "Another board can be asked for assurance. It is no member, and no list of members names it.",
        }


class PersonForm(RecordForm):
    class Meta:
        model = Person
        fields = ("name", "post", "agency", "email")
        formfield_callback = field_for
        labels = {"email": "Work e-mail"}


class SeatForm(RecordForm):
    class Meta:
        model = Seat
        fields = ("title", "agency", "held_by", "is_chair", "from_on", "to_on")
        formfield_callback = field_for
        labels = {
            "held_by": "Who holds it",
            "is_chair": "This is the chair’s seat",
            "from_on": "Held from",
            "to_on": "Held until",
        }


class GroupForm(RecordForm):
    class Meta:
        model = Group
        fields = ("purpose", "reports_to", "joint_with", "chaired_by")
        formfield_callback = field_for
        labels = {"joint_with": "Shared with", "chaired_by": "Chaired by"}


class NewGroupForm(GroupForm):
    """A group begins with a name; a later name is added beside it, and the old one stays."""

    name = forms.CharField(label="Name", max_length=200)
    field_order = ("name", "purpose")

    def fields_of_the_record(self) -> list[str]:
        return [name for name in super().fields_of_the_record() if name != "name"]


class GroupNameForm(RecordForm):
    class Meta:
        model = GroupName
        fields = ("group", "name", "from_on", "to_on")
        formfield_callback = field_for
        labels = {"from_on": "Called this from", "to_on": "Called this until"}


class FactForm(RecordForm):
    class Meta:
        model = ContextFact
        fields = ("code", "heading", "statement", "value", "unit", "precision", "geography", "as_of", "source")
        formfield_callback = field_for
        labels = {"as_of": "What day or years it is for", "precision": "Decimal places", "geography": "Which place"}


class SynonymForm(RecordForm):
    class Meta:
        model = Synonym
        fields = ("words", "meaning", "from_on", "to_on")
        formfield_callback = field_for
        labels = {
            "words": "Words that mean the same",
            "meaning": "What they stand for",
            "from_on": "Used from",
            "to_on": "Used until",
        }
        help_texts = {"to_on": "A word that is no longer used is searched for all the same."}


class BoardForm(RecordForm):
    class Meta:
        model = Board
        fields = (
            "name",
            "short_name",
            "area",
            "authority",
            "purpose",
            "concern_phone",
            "concern_phone_note",
            "concern_form_url",
            "contact_email",
            "timeliness_days",
        )
        formfield_callback = field_for
        labels = {
            "short_name": "What reports call it after its first mention",
            "area": "Place it serves",
            "authority": "Council that set it up",
            "purpose": "What it is for",
            "concern_phone": "Telephone number for concerns",
            "concern_phone_note": "Note beside the number",
            "concern_form_url": "Address of the online form for concerns",
            "contact_email": "E-mail of the business unit",
            "timeliness_days": "Local standard for enquiries, in days",
        }
