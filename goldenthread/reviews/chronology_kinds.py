"""What of a chronology has lists and forms like everything else: an agency’s draft rows, key episodes, contradictions."""

from __future__ import annotations

from django.db.models import Model, Q

from goldenthread.cases.models import Sort
from goldenthread.core.access.acts import Act
from goldenthread.core.access.asking import standing_of_actor
from goldenthread.core.actors import Actor
from goldenthread.core.days import as_known
from goldenthread.core.errors import NotPermitted
from goldenthread.core.filters import ways
from goldenthread.core.forms import RecordForm
from goldenthread.core.kinds import Column, Door, Filter, Kind, Row, kind
from goldenthread.core.shapes import Status
from goldenthread.reviews import chronology_asking as asking
from goldenthread.reviews import chronology_drafting as drafting
from goldenthread.reviews import chronology_forms as forms
from goldenthread.reviews.chronology_models import (
    ChronologyAsk,
    Contradiction,
    DraftRow,
    Keeping,
    KeyEpisode,
    Seen,
    Weight,
)

IN = (str(Sort.REVIEW),)
LONG = 160


def short(text: str, most: int = LONG) -> str:
    """The beginning of a long text."""
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


def _add(form: RecordForm, given: Model, by: Actor) -> Model:
    assert isinstance(given, DraftRow)  # noqa: S101  (the kind's own model)
    assert isinstance(form, forms.DraftRowForm)  # noqa: S101  (the kind's own form)
    agency = form.agency()
    if agency is None:
        raise NotPermitted("You can add rows for your own agency, once it takes part in this case.")
    given.agency = agency
    return drafting.add(given, by=by, standing=standing_of_actor(by))


def days_of(one: KeyEpisode) -> str:
    """The days of a key episode, in words."""
    first = as_known(one.from_on, "day")
    return f"{first} to {as_known(one.to_on, 'day')}" if one.to_on else f"From {first} on"


def state_of(one: Contradiction) -> Status:
    return Status("good", "Found out") if one.resolved else Status("ring", "Open")


kind(
    Kind(
        model=DraftRow,
        slug="our-chronology-rows",
        one="row",
        many="rows",
        heading="Rows of our draft",
        intro="What your agency’s records say happened. Nobody outside your agency sees them until they are handed in.",
        columns=(
            Column("When", lambda one: one.when, sort="order_at"),
            Column("What happened", lambda one: short(one.event)),
            Column("Which record says so", lambda one: one.source_record, sort="source_record"),
            Column("Was the adult seen", lambda one: one.get_seen_display(), sort="seen"),
            Column("How far it may go", lambda one: one.get_keeping_display(), sort="keeping"),
        ),
        rows=(
            Row("Agency", lambda one: one.agency.name),
            Row("Your number for it", lambda one: one.own_number),
            Row("How exactly the day is known", lambda one: one.get_precision_display()),
            Row("Which record says so", lambda one: one.source_record),
            Row("What happened", lambda one: one.event, is_long=True),
            Row("Who was there", lambda one: ", ".join(person.pseudonym for person in one.people.all())),
            Row("Who else was there", lambda one: one.present),
            Row("Was the adult seen", lambda one: one.get_seen_display()),
            Row("What the adult said or wanted", lambda one: one.voice, is_long=True),
            Row("What was decided or done", lambda one: one.decision, is_long=True),
            Row("What should have happened", lambda one: one.expected, is_long=True),
            Row("Your comment", lambda one: one.comment, is_long=True),
            Row("What it means for the review", lambda one: one.get_weight_display()),
            Row("How far it may go", lambda one: one.get_keeping_display()),
        ),
        empty="Add a row, or send a file of them from “Our chronology”.",
        form=forms.DraftRowForm,
        new_words="Add a row",
        begun=lambda _: {},
        search=("event", "source_record", "own_number", "present"),
        filters=(
            Filter("seen", "Was the adult seen", "seen", lambda _: Seen.choices),
            Filter("weight", "What it means", "weight", lambda _: Weight.choices),
            Filter("keeping", "How far it may go", "keeping", lambda _: Keeping.choices),
        ),
        with_them=("agency",),
        doors=(Door("Take this row out", "our-chronology-rows-take-out", "agency_chronology_draft", Act.UPDATE),),
        in_cases=IN,
        adds=_add,
    )
)
kind(
    Kind(
        model=KeyEpisode,
        slug="chronology-episodes",
        one="key episode",
        many="key episodes",
        intro="Named spans of days that the review looks at as one. The chronology can be narrowed to each.",
        columns=(
            Column("Key episode", lambda one: one.title, sort="title"),
            Column("Days", days_of, sort="from_on"),
            Column("Why it matters", lambda one: short(one.why)),
        ),
        rows=(Row("Days", days_of), Row("Why it matters", lambda one: one.why, is_long=True)),
        empty="Name a span of days that the review should look at as one.",
        form=forms.KeyEpisodeForm,
        new_words="Add a key episode",
        begun=lambda _: {},
        search=("title", "why"),
        filters=(
            ways("end", "Ends", "to_on", ("ended", "On a day", lambda: Q(to_on__isnull=False)),
                 ("open", "Goes on", lambda: Q(to_on=None))),
        ),
        in_cases=IN,
        can_be_taken_away=True,
    )
)  # fmt: skip
kind(
    Kind(
        model=ChronologyAsk,
        slug="chronology-asks",
        one="ask for a chronology",
        many="asks",
        heading="Who is asked for a chronology",
        intro="Which agencies are asked for their chronology, and by when. Each is reminded until it hands one in.",
        columns=(
            Column("Agency", lambda one: one.agency.name, sort="agency__name"),
            Column("Asked", lambda one: one.asked_on, sort="asked_on"),
            Column("By when", lambda one: one.due_on, sort="due_on"),
        ),
        rows=(
            Row("Agency", lambda one: one.agency.name),
            Row("Asked", lambda one: one.asked_on),
            Row("By when", lambda one: one.due_on),
            Row("Handed in", lambda one: Status("good", "Yes") if asking.has_come(one) else Status("ring", "Not yet")),
            Row("What is wanted", lambda one: one.wanted, is_long=True),
        ),
        empty="Ask each agency that knew the adult for its chronology, by a day.",
        form=forms.AskForm,
        changing_form=forms.AskAgainForm,
        new_words="Ask an agency",
        search=("agency__name", "wanted"),
        filters=(
            ways("come", "Handed in", "id",
                 ("waiting", "Not yet", lambda: Q(pk__in=asking.still_to_come().values("pk"))),
                 ("come", "Yes", lambda: ~Q(pk__in=asking.still_to_come().values("pk")))),
        ),
        with_them=("agency",),
        adds=asking.ask,
        in_cases=IN,
    )
)  # fmt: skip
kind(
    Kind(
        model=Contradiction,
        slug="chronology-contradictions",
        one="contradiction",
        many="contradictions",
        heading="Contradictions between agencies",
        intro="Rows of different agencies that cannot all be right, as somebody on the case noticed.",
        columns=(
            Column("What does not agree", lambda one: short(one.words), sort="words"),
            Column("Rows", lambda one: len(one.rows), is_number=True),
            Column("State", state_of, sort="resolved"),
        ),
        rows=(
            Row("What does not agree", lambda one: one.words, is_long=True),
            Row("What was found out", lambda one: one.resolved, is_long=True),
            Row("State", state_of),
        ),
        empty="Open a row of the chronology, and say what it does not agree with.",
        changing_form=forms.ContradictionForm,
        search=("words", "resolved"),
        filters=(
            ways("state", "State", "resolved", ("open", "Open", lambda: Q(resolved="")),
                 ("found_out", "Found out", lambda: ~Q(resolved=""))),
        ),
        in_cases=IN,
        can_be_taken_away=True,
        has_own_page=True,
    )
)  # fmt: skip
