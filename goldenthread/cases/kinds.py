"""What is part of a case as pages."""

from __future__ import annotations

from goldenthread.cases.forms import CasePersonForm
from goldenthread.cases.models import CasePerson, Sort
from goldenthread.core.access.acts import Act
from goldenthread.core.kinds import Column, Door, Filter, Kind, Row, kind

WITH_PEOPLE = tuple(str(one) for one in Sort if one is not Sort.PROVIDER)
"""The sorts of case that are about people."""

kind(
    Kind(
        model=CasePerson,
        slug="case-people",
        one="person",
        many="people",
        heading="People in this case",
        intro="Everybody here stands under a pseudonym. Their names are in the vault, for those alone who need them.",
        columns=(
            Column("Pseudonym", lambda one: one.pseudonym, sort="pseudonym"),
            Column("Who they are to the case", lambda one: one.get_sort_display(), sort="sort"),
            Column("Related how", lambda one: one.relation),
            Column("Alive or died", lambda one: one.get_alive_display()),
        ),
        rows=(
            Row("Who they are to the case", lambda one: one.get_sort_display()),
            Row("Related how", lambda one: one.relation),
            Row("Alive or died", lambda one: one.get_alive_display()),
            Row("Age, in a band", lambda one: one.age_band),
        ),
        empty="Add the adults the case is about, and whoever else is spoken of, each under a pseudonym.",
        form=CasePersonForm,
        new_words="Add a person",
        search=("pseudonym", "relation"),
        filters=(Filter("who", "Who they are to the case", "sort", lambda _: CasePerson.Sort.choices),),
        in_cases=WITH_PEOPLE,
        doors=(
            Door("Who this is", "case-person-identity", "identity", Act.READ),
            Door("Choose the pseudonym", "case-person-pseudonym", "case_people", Act.EDIT),
        ),
        can_be_taken_away=True,
    )
)
