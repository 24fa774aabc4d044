"""The Board's own records as pages."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Model, Q

from goldenthread.boards import forms, operations
from goldenthread.boards.models import Agency, ContextFact, Group, GroupName, Person, Seat
from goldenthread.boards.offered import groups
from goldenthread.boards.synonyms import Synonym
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.filters import holds, there, ways
from goldenthread.core.forms import RecordForm
from goldenthread.core.kinds import Column, Filter, Kind, Part, Row, kind


def _set_up(form: RecordForm, given: Model, by: Actor) -> Model:
    assert isinstance(given, Group)  # noqa: S101  (the kind's own model)
    return operations.set_up_group(given, name=form.cleaned_data["name"], by=by)


YES_OR_NO = (("True", "Yes"), ("False", "No"))


def _part_of(one: Agency) -> str:
    if one.is_partner_board:
        return "Another board, no member"
    return one.part_of.name if one.part_of else "A member itself"


kind(
    Kind(
        model=Agency,
        slug="agencies",
        one="agency",
        many="agencies",
        intro="The organisations that take part in the Board’s work, their components, and other boards it asks.",
        columns=(
            Column("Agency", lambda one: one.name, sort="name"),
            Column("Part of", _part_of, sort="part_of__name"),
            Column("Statutory partner", lambda one: one.is_statutory_partner, sort="is_statutory_partner"),
        ),
        rows=(
            Row("Short name", lambda one: one.short_name),
            Row("What it is", lambda one: one.get_kind_display()),
            Row("Part of", lambda one: one.part_of),
            Row("Statutory partner", lambda one: one.is_statutory_partner),
        ),
        empty="Add the agencies that sit on the Board, or bring them in from your list of members.",
        form=forms.AgencyForm,
        filters=(
            Filter("kind", "What it is", "kind", lambda _: Agency.Kind.choices),
            Filter("partner", "Statutory partner", "is_statutory_partner", lambda _: YES_OR_NO),
        ),
        new_words="Add an agency",
        search=("name", "short_name"),
        with_them=("part_of",),
        parts=(
            Part("people", "agency", "Its people"),
            Part("seats", "agency", "Its seats"),
            Part("actions", "agency", "Its actions"),
        ),
    )
)
kind(
    Kind(
        model=Seat,
        slug="seats",
        one="seat",
        many="seats",
        intro="The places at the Board, and who holds them.",
        columns=(
            Column("Seat", lambda one: one.title, sort="title"),
            Column("Held by", lambda one: one.held_by.name if one.held_by else "Nobody is named", sort="held_by__name"),
            Column("Agency", lambda one: one.agency.name if one.agency else "", sort="agency__name"),
            Column("From", lambda one: one.from_on, sort="from_on"),
            Column("Until", lambda one: one.to_on, sort="to_on"),
        ),
        rows=(
            Row("Held by", lambda one: one.held_by),
            Row("Agency", lambda one: one.agency),
            Row("Chair’s seat", lambda one: one.is_chair),
            Row("Held from", lambda one: one.from_on),
            Row("Held until", lambda one: one.to_on),
        ),
        empty="A seat is a place at the Board. Add one for each member.",
        form=forms.SeatForm,
        filters=(there(Seat, "agency", "Agency", "agency", "agency__name"),),
        new_words="Add a seat",
        search=("title", "held_by__name"),
        with_them=("held_by", "agency"),
        can_be_taken_away=True,
    )
)
kind(
    Kind(
        model=Group,
        slug="groups",
        one="group",
        many="groups",
        intro="The groups through which the Board works, each with the names it has had.",
        columns=(
            Column("Group", lambda one: one.name_on(clock.today())),
            Column("Reports to", lambda one: one.reports_to.name_on(clock.today()) if one.reports_to else ""),
            Column("Shared with", lambda one: one.joint_with, sort="joint_with"),
            Column("Chaired by", lambda one: one.chaired_by, sort="chaired_by"),
        ),
        rows=(
            Row("Purpose", lambda one: one.purpose, is_long=True),
            Row("Reports to", lambda one: one.reports_to.name_on(clock.today()) if one.reports_to else ""),
            Row("Shared with", lambda one: one.joint_with),
            Row("Chaired by", lambda one: one.chaired_by),
        ),
        empty="Set up the Board’s first group.",
        form=forms.NewGroupForm,
        changing_form=forms.GroupForm,
        new_words="Set up a group",
        search=("names__name", "purpose"),
        filters=(
            Filter("reports_to", "Reports to", "reports_to", groups),
            ways(
                "shared",
                "Shared with another board",
                "joint_with",
                ("yes", "Yes", lambda: ~Q(joint_with="")),
                ("no", "No", lambda: Q(joint_with="")),
            ),
        ),
        with_them=("reports_to",),
        before=("names", "reports_to__names"),
        adds=_set_up,
        parts=(Part("group-names", "group", "Its names"), Part("meetings", "group", "Its meetings")),
    )
)
kind(
    Kind(
        model=GroupName,
        slug="group-names",
        one="name of a group",
        many="names of groups",
        intro="What groups have been called, and when.",
        columns=(
            Column("Name", lambda one: one.name, sort="name"),
            Column("From", lambda one: one.from_on, sort="from_on"),
            Column("Until", lambda one: one.to_on, sort="to_on"),
        ),
        rows=(Row("From", lambda one: one.from_on), Row("Until", lambda one: one.to_on)),
        empty="A group begins with a name.",
        form=forms.GroupNameForm,
        new_words="Add a name",
        begun=lambda _: {},
        search=("name",),
        filters=(Filter("group", "Group", "group", groups), holds()),
        with_them=("group",),
    )
)
kind(
    Kind(
        model=Person,
        slug="people",
        one="person",
        many="people",
        intro="People who do the Board’s work, with their work contacts.",
        columns=(
            Column("Name", lambda one: one.name, sort="name"),
            Column("Post", lambda one: one.post, sort="post"),
            Column("Agency", lambda one: one.agency.name if one.agency else "", sort="agency__name"),
            Column("Work e-mail", lambda one: one.email, sort="email"),
        ),
        rows=(
            Row("Post", lambda one: one.post),
            Row("Agency", lambda one: one.agency),
            Row("Work e-mail", lambda one: one.email),
        ),
        empty="Add people one by one, or bring in your list of members.",
        form=forms.PersonForm,
        filters=(there(Person, "agency", "Agency", "agency", "agency__name"),),
        new_words="Add a person",
        search=("name", "post", "agency__name"),
        with_them=("agency",),
        parts=(Part("seats", "held_by", "Seats held"),),
    )
)


def _plain(value: Decimal) -> int | Decimal:
    """A value as people write it: 420, and not 4.2E+2."""
    return int(value) if value == int(value) else value.normalize()


kind(
    Kind(
        model=ContextFact,
        slug="facts",
        one="fact about the place",
        many="facts about the place",
        intro="Measured by others, with their source and date; the report reads them from here.",
        columns=(
            Column("What it says", lambda one: one.statement, sort="statement"),
            Column("Value", lambda one: _plain(one.value), sort="value", is_number=True),
            Column("Unit", lambda one: one.unit, sort="unit"),
            Column("For", lambda one: one.as_of, sort="as_of"),
        ),
        rows=(
            Row("Code", lambda one: one.code),
            Row("Heading", lambda one: one.heading),
            Row("Value", lambda one: _plain(one.value)),
            Row("Unit", lambda one: one.unit),
            Row("For", lambda one: one.as_of),
            Row("Place", lambda one: one.geography),
            Row("Source", lambda one: one.source),
        ),
        empty="Add population, deprivation and the like, each with its source.",
        form=forms.FactForm,
        filters=(there(ContextFact, "heading", "Heading", "heading", "heading"),),
        has_own_page=True,
        new_words="Add a fact",
        search=("statement", "heading", "code"),
    )
)
kind(
    Kind(
        model=Synonym,
        slug="same-words",
        one="set of words",
        many="sets of words that mean the same",
        heading="Words that mean the same",
        intro="A search for one of these finds the others. Former names of groups and other words of themes need not be added.",
        columns=(
            Column("Words", lambda one: one.words, sort="words"),
            Column("They stand for", lambda one: one.meaning, sort="meaning"),
            Column("Used from", lambda one: one.from_on, sort="from_on"),
            Column("Used until", lambda one: one.to_on, sort="to_on"),
        ),
        rows=(
            Row("They stand for", lambda one: one.meaning),
            Row("Used from", lambda one: one.from_on),
            Row("Used until", lambda one: one.to_on),
        ),
        empty="Add the short forms and former names that people still search for.",
        form=forms.SynonymForm,
        new_words="Add words that mean the same",
        search=("words", "meaning"),
        filters=(holds(),),
        can_be_taken_away=True,
    )
)
