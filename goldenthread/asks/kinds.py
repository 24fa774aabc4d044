"""Asks, answers and forms as pages."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Model, Q

from goldenthread.asks import burden, lateness, operations, queries
from goldenthread.asks.asking import AskForm, NewAskForm
from goldenthread.asks.definitions import Form
from goldenthread.asks.models import Answer, Ask, FormVersion, SelfAssessment
from goldenthread.asks.steps import AskState, State
from goldenthread.boards.models import Board
from goldenthread.boards.offered import agencies, themes
from goldenthread.core import clock
from goldenthread.core.access import Act
from goldenthread.core.actors import Actor
from goldenthread.core.filters import ways, years
from goldenthread.core.forms import RecordForm
from goldenthread.core.kinds import Column, Door, Filter, Kind, Part, Row, kind
from goldenthread.core.shapes import Status


def _begin(form: RecordForm, given: Model, by: Actor) -> Model:
    assert isinstance(given, Ask) and isinstance(form, NewAskForm)  # noqa: S101, PT018  (the kind's own)
    chosen = form.forms[form.cleaned_data["asks_with"]]
    given.form_version = operations.keep_form(board=Board.objects.get(pk=given.board_id), form=chosen, by=by)
    return operations.begin(given, agencies=form.chosen_agencies(), by=by)


def years_of_answers(board_id: UUID) -> Iterable[tuple[str, str]]:
    found = Ask.objects.filter(board_id=board_id).order_by("-period").values_list("period", flat=True).distinct()
    return [(year, year) for year in found]


def state_of_ask(one: Ask) -> Status:
    return Status(one.stands.shape, one.stands.words)


def came_in(one: Ask) -> str:
    """ "9 of 11 in", "1 of 1 in, 1 exempt", "All exempt", from what the list fetched."""
    if one.stands is AskState.DRAFTED:
        return "Not sent yet"
    found = lateness.count(queries.how(each, queries.answer_to(each)) for each in one.recipients.all())
    if found.exempt and not found.expected:
        return found.words
    more = ((found.late, "late"), (found.back, "returned"), (found.exempt, "exempt"))
    return ", ".join([f"{found.in_} of {found.expected} in", *(f"{count} {words}" for count, words in more if count)])


def state_of_answer(one: Answer) -> Status:
    """How far an answer is; where it has not come and should have, how late it is."""
    found = queries.how(one.recipient, one, clock.today())
    if found.is_late or found.how is lateness.How.EXEMPT:
        return found.status
    return Status(one.stands.shape, one.stands.words)


def what_it_asks(form: Form) -> str:
    """A form's questions, section by section, as text."""
    parts = []
    for section in form.sections:
        asked = "\n".join(f"{place}. {one.words}" for place, one in enumerate(section.questions, start=1))
        parts.append(f"{section.title}\n{asked}")
    return "\n\n".join(parts).replace("{theme}", "the theme")


kind(
    Kind(
        model=Ask,
        slug="asks",
        one="ask",
        many="asks",
        intro="What the Board asks of agencies, by when, and who has answered.",
        columns=(
            Column("Ask", lambda one: one.title, sort="title"),
            Column("Theme", lambda one: one.theme.name if one.theme else "", sort="theme__name"),
            Column("Year", lambda one: one.period, sort="period"),
            Column("Due", lambda one: one.due_on, sort="due_on"),
            Column("Answers", came_in),
            Column("State", state_of_ask, sort="state"),
        ),
        rows=(),
        empty="Ask agencies for something: a highlight report, an assurance report, what each did in the year.",
        form=NewAskForm,
        changing_form=AskForm,
        new_words="Prepare an ask",
        search=("title", "purpose", "theme__name"),
        filters=(
            years(Ask),
            Filter("theme", "Theme", "theme", themes),
            Filter("state", "State", "state", lambda _: [(str(one), one.words) for one in AskState]),
        ),
        with_them=("theme", "form_version"),
        before=("recipients__answer",),
        adds=_begin,
        can_be_taken_away=True,
        has_own_page=True,
    )
)
kind(
    Kind(
        model=Answer,
        slug="answers",
        one="answer",
        many="answers",
        intro="What agencies are asked for, by when, and how far each answer is.",
        columns=(
            Column("Ask", lambda one: one.recipient.ask.title, sort="recipient__ask__title"),
            Column("Agency", lambda one: one.recipient.agency.name, sort="recipient__agency__name"),
            Column("Year", lambda one: one.recipient.ask.period, sort="recipient__ask__period"),
            Column("Due", lambda one: one.recipient.due_on, sort="recipient__ask__due_on"),
            Column("State", state_of_answer, sort="state"),
        ),
        rows=(),
        empty="When the Board sends an ask, the answer of each agency it asks stands here.",
        search=("recipient__ask__title", "recipient__agency__name", "recipient__ask__theme__name"),
        filters=(
            Filter("agency", "Agency", "recipient__agency", agencies),
            Filter("year", "Year", "recipient__ask__period", years_of_answers),
            Filter("theme", "Theme", "recipient__ask__theme", themes),
            Filter("state", "State", "state", lambda _: [(str(one), one.words) for one in State]),
        ),
        with_them=("recipient__ask__theme", "recipient__agency"),
        order_by=("-recipient__ask__due_on", "recipient__agency__order", "recipient__agency__name"),
        has_own_page=True,
    )
)
kind(
    Kind(
        model=SelfAssessment,
        slug="self-assessments",
        one="self-assessment",
        many="self-assessments",
        intro="How each agency assesses its own safeguarding, by year.",
        columns=(
            Column("Agency", lambda one: one.recipient.agency.name, sort="recipient__agency__name"),
            Column("Year", lambda one: one.recipient.ask.period, sort="recipient__ask__period"),
            Column("Due", lambda one: one.recipient.due_on, sort="recipient__ask__due_on"),
            Column("State", state_of_answer, sort="state"),
        ),
        rows=(),
        empty="Send an ask with the form “Self-assessment”. What agencies answer can be read here by the Board’s members.",
        search=("recipient__agency__name",),
        filters=(
            Filter("agency", "Agency", "recipient__agency", agencies),
            Filter("year", "Year", "recipient__ask__period", years_of_answers),
        ),
        with_them=("recipient__ask__theme", "recipient__agency"),
        order_by=("-recipient__ask__due_on", "recipient__agency__order", "recipient__agency__name"),
        has_own_page=True,
    )
)
kind(
    Kind(
        model=FormVersion,
        slug="ask-forms",
        one="form",
        many="forms",
        heading="Forms the Board asks with",
        intro="Each form at the version agencies were asked with. Its words never change once it was sent.",
        columns=(
            Column("Form", lambda one: one.title, sort="title"),
            Column("Version", lambda one: one.version, sort="version", is_number=True),
            Column("Boxes to fill", lambda one: burden.fields(one.form), is_number=True),
            Column("State", lambda one: Status("info", "Retired") if one.is_retired else Status("good", "In use")),
        ),
        rows=(
            Row("What it is for", lambda one: one.form.purpose.replace("{theme}", "the theme"), is_long=True),
            Row("Why an agency may be asked", lambda one: one.form.basis_in_law),
            Row("Boxes to fill", lambda one: burden.fields(one.form)),
            Row("A nil return is taken", lambda one: one.form.allows_nil),
            Row("What it asks", lambda one: what_it_asks(one.form), is_long=True),
            Row("Retired", lambda one: one.retired_why if one.is_retired else "No"),
            Row("Retired by", lambda one: one.retired_by or "Nobody"),
        ),
        empty="A form stands here once an ask is prepared with it, or once a form of your own is made ready.",
        search=("title",),
        filters=(
            ways(
                "state",
                "State",
                "retired_at",
                ("used", "In use", lambda: Q(retired_at=None)),
                ("retired", "Retired", lambda: ~Q(retired_at=None)),
            ),
        ),
        parts=(Part("asks", "form_version", "Asks with this form"),),
        doors=(
            Door(
                "Stop asking this",
                "ask-forms-retire",
                "asks",
                Act.EDIT,
                is_open=lambda one: not one.is_retired,
            ),
        ),
    )
)
