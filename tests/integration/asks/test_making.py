"""A Board makes a form of its own on screen, makes a version ready, and asks with it by every door."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goldenthread.asks import answering, burden, deciding, library, links, made_forms, making, operations
from goldenthread.asks.making_models import MadeForm
from goldenthread.asks.models import Answer, Ask, FormVersion, HandedIn
from goldenthread.core.errors import NotFound, NotPermitted, NotPossibleNow
from goldenthread.core.models import OutgoingMail
from goldenthread.trail.models import Entry
from tests.factories.asking import Asking, as_, asking, in_days
from tests.integration.asks.opening import as_user, at, read_of

pytestmark = [pytest.mark.django_db, pytest.mark.records]

FORMS = "/board/ours/made-forms/"


@pytest.fixture
def manager(ours: Asking) -> Client:
    return as_user(ours.manager)


@pytest.fixture
def made(manager: Client) -> MadeForm:
    manager.post(f"{FORMS}new/", {"title": "Visits at home", "purpose": "To hear who was seen at home."})
    form = MadeForm.objects.get()
    manager.post(place(form, "parts/new/"), {"title": "Visits", "intro": "Count each once."})
    return form


def place(form: MadeForm, page: str = "") -> str:
    return f"{FORMS}{form.pk}/{page}"


def add(
    client: Client, form: MadeForm, kind: str, words: str, where: str = "parts/1/new-question/", **boxes: Any
) -> Any:
    sent = {"words": words, "is_required": "on", **boxes}
    return client.post(f"{place(form, where)}?kind={kind}", sent)


def keys(form: MadeForm) -> list[str]:
    form.refresh_from_db()
    return [one["key"] for one in making.questions(form.sections)]


def every_kind(client: Client, form: MadeForm) -> None:
    """A question of every kind, with what each can say."""
    add(
        client,
        form,
        "number",
        "People visited",
        key="visited",
        unit="people",
        basis="Each once",
        least="0",
        prefill="last",
    )
    add(client, form, "number", "Of these, alone", key="alone", unit="people", part_of="visited")
    add(client, form, "yes_no", "Was anybody refused?", key="refused")
    add(client, form, "text", "Why?", key="why", asked_if="refused", answers=["yes"])
    add(client, form, "date", "Last visit", key="last_on")
    add(client, form, "choice", "How did it go?", key="how", choices="Well\nBadly")
    add(client, form, "choices", "Who came along?", key="who", choices="A nurse\nThe police\n\n")
    columns = {
        "how_many_columns": "3",
        "column_1_words": "Visits",
        "column_1_takes": "number",
        "column_1_unit": "visits",
        "column_2_words": "Of these unannounced",
        "column_2_takes": "number",
        "column_2_part_of": "1",
        "column_3_words": "Went",
        "column_3_takes": "choice",
        "column_3_choices": "Well\nBadly",
    }
    add(client, form, "matrix", "Visits by quarter", key="quarters", rows="First\nSecond", **columns)
    add(client, form, "file", "A paper", key="paper", is_required="")
    add(client, form, "cases", "Adults who worry you", key="worries", one_case="adult", is_required="")
    add(client, form, "text", "What worries you?", where="questions/worries/of-each/", key="what")
    add(client, form, "yes_no", "Was it raised?", where="questions/worries/of-each/", key="raised")


def ready(client: Client, form: MadeForm) -> FormVersion:
    client.post(place(form, "ready/"))
    found = made_forms.last_version(form)
    assert found is not None
    return found


def asked_with(client: Client, ours: Asking, form: MadeForm) -> Answer:
    """An ask prepared with a form on the page that prepares any, and sent to the police."""
    day = in_days(20)
    sent = {
        "asks_with": form.slug,
        "title": "Visits",
        "purpose": "To hear.",
        "asked": [str(ours.police.pk)],
        "due_on-day": day.day,
        "due_on-month": day.month,
        "due_on-year": day.year,
        "times_a_year": "1",
        "escalate_after_days": "14",
    }
    client.post("/board/ours/asks/new/", sent)
    ask = Ask.objects.get(form_version__slug=form.slug, state="drafted")
    client.post(f"/board/ours/asks/{ask.pk}/send/")
    return ours.answer(ask)


def test_the_page_of_forms_leads_to_making_one(manager: Client, ours: Asking):
    assert 'href="/board/ours/made-forms/new/">Make a form' in manager.get("/board/ours/ask-forms/").content.decode()
    assert "Make a form" not in as_user(ours.chair).get("/board/ours/ask-forms/").content.decode()


def test_a_form_with_every_kind_of_question_is_made_previewed_and_made_ready(manager: Client, made: MadeForm):
    every_kind(manager, made)

    assert keys(made) == ["visited", "alone", "refused", "why", "last_on", "how", "who", "quarters", "paper", "worries"]
    preview = manager.get(place(made, "preview/1/")).content.decode()
    assert "Answer this if you said “Yes” to “Was anybody refused?”" in preview
    assert "Of these unannounced" in preview
    assert "What worries you?" in preview

    version = ready(manager, made)

    form = version.form
    assert (version.version, version.slug, form.title) == (1, made.slug, "Visits at home")
    assert library.from_data(library.to_data(form)) == form
    assert form.question("alone").part_of == "visited"  # type: ignore[union-attr]
    assert form.question("quarters").columns[1].part_of == "visits"  # type: ignore[union-attr]
    assert not form.question("paper").is_required  # type: ignore[union-attr]
    assert burden.fields(form) > 10
    verbs = set(Entry.objects.filter(subject_id=str(made.pk)).values_list("verb", flat=True))
    assert {"add", "add a part", "add a question", "make a form ready"} <= verbs
    assert "made version 1 ready" in manager.get(place(made, "history/")).content.decode()


def test_a_form_of_ones_own_is_answered_on_the_page(manager: Client, made: MadeForm, ours: Asking):
    add(manager, made, "number", "People visited", key="visited", unit="people")
    ready(manager, made)
    answer = asked_with(manager, ours, made)
    client = as_user(ours.lead)
    part = client.get(at(answer, "part/1/"))

    client.post(at(answer, "part/1/"), {"q-visited": "12", "read": read_of(part.content), "do": "next"})

    assert Answer.objects.get().data == {"visited": "12"}


WHOLE = {
    "visited": "12",
    "alone": "4",
    "refused": "yes",
    "why": "Nobody came to the door.",
    "last_on": "2024-03-31",
    "how": "well",
    "who": ["a_nurse"],
    "quarters": {"first": {"visits": "7", "of_these_unannounced": "2", "went": "badly"}},
    "worries": [{"what": "Cold.", "raised": "no"}],
}
"""An answer to a form with every kind of question."""


@pytest.mark.parametrize("ending", [".xlsx", ".docx"])
def test_a_form_of_ones_own_goes_out_and_comes_back_as_a_file(
    manager: Client, made: MadeForm, ours: Asking, ending: str
):
    every_kind(manager, made)
    ready(manager, made)
    answer = asked_with(manager, ours, made)
    answering.write(answer, WHOLE, by=as_(ours.lead))
    client = as_user(ours.lead)
    given = client.get(at(answer, f"form{ending}"))
    Answer.objects.update(data={})

    page = client.post(at(answer, "file/"), {"file": SimpleUploadedFile(f"form{ending}", given.content)})

    assert page.status_code < 400
    assert Answer.objects.get().data == WHOLE


def test_a_form_of_ones_own_is_answered_by_a_link(manager: Client, made: MadeForm, ours: Asking):
    add(manager, made, "text", "What did you see?", key="saw")
    ready(manager, made)
    answer = asked_with(manager, ours, made)
    links.send(answer, to="police@police.example", for_whom="Their lead", by=as_(ours.manager))
    letter = bytes(OutgoingMail.objects.latest("queued_at").message).decode().replace("=\r\n", "")
    way = re.search(r"/answer/[\w-]+/", letter)[0]  # type: ignore[index]
    door = Client(HTTP_HOST="localhost")
    read = read_of(door.get(f"{way}part/1/").content)

    door.post(f"{way}part/1/", {"read": read, "q-saw": "A cold house."})
    done = door.post(f"{way}check/", {"signed_by": "Sol Merriweather, lead"})

    assert done.status_code == 200
    assert HandedIn.objects.get().data == {"saw": "A cold house."}
    beside = manager.get(f"/board/ours/asks/{answer.recipient.ask_id}/side-by-side/").content.decode()
    assert "A cold house." in beside
    assert "fill 1 box" in manager.get("/board/ours/asks/burden/").content.decode()


def test_what_was_sent_never_changes_and_a_change_begins_a_new_version(manager: Client, made: MadeForm, ours: Asking):
    add(manager, made, "text", "What did you see?", key="saw")
    first = ready(manager, made)
    add(manager, made, "text", "And what next?", key="next")
    again = ready(manager, made)
    assert (again.pk, again.version) == (first.pk, 1), "nobody was sent it yet: its place is taken"
    answer = asked_with(manager, ours, made)

    add(manager, made, "text", "Who else?", key="else_")
    assert "becomes version 2, once you make it ready" in manager.get(place(made)).content.decode()
    second = ready(manager, made)

    assert second.version == 2
    assert [one.key for one in answer.recipient.ask.form.questions()] == ["saw", "next"]
    assert [one.key for one in second.form.questions()] == ["saw", "next", "else_"]
    assert FormVersion.objects.get(version=1).data == again.data
    with pytest.raises(NotPossibleNow, match="Nothing was changed since version 2"):
        made_forms.make_ready(made, by=as_(ours.manager))


def test_last_times_answers_come_along_into_the_new_version(manager: Client, made: MadeForm, ours: Asking):
    add(manager, made, "text", "What did you see?", key="saw", prefill="last")
    ready(manager, made)
    first = asked_with(manager, ours, made)
    answering.write(first, {"saw": "Much."}, by=as_(ours.lead))
    answering.hand_in(first, by=as_(ours.lead))
    answering.sign_off(first, by=as_(ours.lead))
    deciding.accept(first, by=as_(ours.manager))
    Ask.objects.update(due_on=in_days(2))
    manager.post(place(made, "questions/saw/"), {"words": "What have you seen?", "prefill": "last"})
    ready(manager, made)

    second = asked_with(manager, ours, made)

    assert second.recipient.ask.form_version.version == 2
    assert (second.data, second.prefilled) == ({"saw": "Much."}, {"saw": "last"})


@pytest.mark.parametrize(
    ("kind", "boxes", "words"),
    [
        ("text", {"words": ""}, "Enter the question"),
        ("text", {"key": "seen"}, "Another question has the short name “seen”"),
        ("text", {"key": "Not a name!"}, "Use small letters, digits and _"),
        ("number", {}, "Enter what is counted"),
        ("number", {"unit": "people", "least": "5", "most": "2"}, "must not be less than the least"),
        ("choice", {"choices": "Only one"}, "Write at least two answers, one a line"),
        ("choice", {"choices": "Yes\nyes"}, "“Yes” stands there twice"),
        ("choices", {"choices": ""}, "Enter the answers to choose from"),
        ("matrix", {"rows": "One", "how_many_columns": "1"}, "Say what the first column is called"),
        ("cases", {}, "Enter what one of them is called"),
        ("text", {"asked_if": "ok"}, "Tick the answers after which it is asked"),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_sentence_and_nothing_typed_is_lost(
    manager: Client, made: MadeForm, kind: str, boxes: dict[str, str], words: str
):
    add(manager, made, "text", "Seen?", key="seen")
    add(manager, made, "yes_no", "OK?", key="ok")

    page = add(
        manager,
        made,
        kind,
        boxes.get("words", "My own words"),
        help="My help",
        **{k: v for k, v in boxes.items() if k != "words"},
    )

    said = page.content.decode()
    assert page.status_code == 422
    assert words in said
    assert "My help" in said
    assert keys(made) == ["seen", "ok"]


def test_the_answers_of_the_question_chosen_are_shown_to_be_ticked(manager: Client, made: MadeForm):
    add(manager, made, "choice", "How?", key="how", choices="Well\nBadly")

    page = add(manager, made, "text", "Why so?", asked_if="how", do="show").content.decode()

    assert "Ask it where “How?” is answered with" in page
    assert "Why so?" in page
    assert "There is a problem" not in page


def test_another_column_keeps_what_was_typed(manager: Client, made: MadeForm):
    page = add(
        manager, made, "matrix", "Table", how_many_columns="2", column_1_words="Seen", do="more"
    ).content.decode()

    assert "Column 3" in page
    assert 'value="Seen"' in page


def test_questions_move_within_their_part_and_into_the_next(manager: Client, made: MadeForm):
    for key in ("one", "two"):
        add(manager, made, "text", key.title(), key=key)
    manager.post(place(made, "parts/new/"), {"title": "Second"})

    manager.post(place(made, "order/"), {"do": "up:two"})
    assert keys(made) == ["two", "one"]
    manager.post(place(made, "order/"), {"do": "down:one"})

    made.refresh_from_db()
    assert [[one["key"] for one in part["questions"]] for part in made.sections] == [["two"], ["one"]]
    manager.post(place(made, "order/"), {"do": "part-up:2"})
    assert keys(made) == ["one", "two"]


def test_a_question_that_another_waits_for_stays_before_it(manager: Client, made: MadeForm):
    add(manager, made, "yes_no", "Any?", key="any")
    add(manager, made, "text", "Which?", key="which", asked_if="any", answers=["yes"])

    moved = manager.post(place(made, "order/"), {"do": "down:any"})
    taken = manager.post(place(made, "questions/any/"), {"words": "Any?", "do": "out"})

    assert moved.status_code == taken.status_code == 422
    assert "“Which?” is asked only after certain answers to “Any?”, so it must come after it." in moved.content.decode()
    assert "to a question that would be gone" in taken.content.decode()
    assert keys(made) == ["any", "which"]
    manager.post(place(made, "questions/which/"), {"words": "Which?", "do": "out"})
    manager.post(place(made, "questions/any/"), {"words": "Any?", "do": "out"})
    assert keys(made) == []


def test_an_answer_that_a_question_waits_for_is_not_taken_from_its_choices(manager: Client, made: MadeForm):
    add(manager, made, "choice", "How?", key="how", choices="Well\nBadly\nNot at all")
    add(manager, made, "text", "Why?", key="why", asked_if="how", answers=["badly"])

    fewer = manager.post(place(made, "questions/how/"), {"words": "How?", "choices": "Well\nNot at all"})
    reworded = manager.post(
        place(made, "questions/how/"), {"words": "How?", "choices": "Well\nRather badly\nNot at all"}
    )

    assert "would not be offered any more" in fewer.content.decode()
    assert reworded.status_code == 302
    made.refresh_from_db()
    how = making.question(made.sections, "how")
    assert [(one["key"], one["words"]) for one in how["choices"]] == [
        ("well", "Well"),
        ("badly", "Rather badly"),
        ("not_at_all", "Not at all"),
    ]


def test_two_who_change_the_same_question_do_not_undo_each_other(manager: Client, made: MadeForm):
    add(manager, made, "text", "Seen?", key="seen")
    read = read_of(manager.get(place(made, "questions/seen/")).content)
    manager.post(place(made, "questions/seen/"), {"words": "Theirs?", "read": read})

    late = manager.post(place(made, "questions/seen/"), {"words": "Mine?", "read": read})

    assert late.status_code == 409
    assert "changed in another window or by somebody else" in late.content.decode()
    assert "Mine?" in late.content.decode()
    manager.post(place(made, "questions/seen/"), {"words": "Mine?", "read": read_of(late.content)})
    made.refresh_from_db()
    assert making.question(made.sections, "seen")["words"] == "Mine?"


def test_a_form_without_questions_is_not_made_ready(manager: Client, made: MadeForm):
    empty = manager.post(place(made, "ready/"))
    add(manager, made, "cases", "Whom?", key="whom", one_case="person")
    page = manager.get(place(made)).content.decode()

    assert empty.status_code == 409
    assert "It asks nothing yet" in empty.content.decode()
    assert "asks nothing of each person yet" in page
    assert FormVersion.objects.count() == 0


@pytest.mark.parametrize("slug", library.shipped())
def test_a_form_that_came_with_the_program_can_be_begun_from_whole(ours: Asking, slug: str):
    source = library.shipped()[slug]
    begun = MadeForm(board=ours.board, title="Ours", purpose="Our own.")

    form = made_forms.begin(begun, source=source, by=as_(ours.manager))

    version = made_forms.make_ready(form, by=as_(ours.manager))
    assert version.form.sections == source.sections
    assert version.slug != source.slug


def test_changing_a_copied_question_keeps_what_its_page_does_not_ask(manager: Client, ours: Asking):
    manager.post(f"{FORMS}new/", {"title": "Our return", "purpose": "To see.", "begin_from": "training-return"})
    made = MadeForm.objects.get()
    assert "Training return, version" in manager.get(place(made)).content.decode()
    page = manager.get(place(made, "questions/levels/")).content.decode()
    boxes = dict(re.findall(r'<input class="govuk-input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page))
    was = making.question(made.sections, "levels")
    assert boxes["column_1_words"] == "In scope"

    sent = {
        "words": "Staff by level",
        "is_required": "on",
        "prefill": "last",
        "rows": "\n".join(one["words"] for one in was["rows"]),
        "how_many_columns": "3",
        "column_1_words": "In scope",
        "column_1_takes": "number",
        "column_1_unit": "people",
        "column_2_words": "Up to date",
        "column_2_takes": "number",
        "column_2_unit": "people",
        "column_2_part_of": "1",
        "column_3_words": "Content checked",
        "column_3_takes": "choice",
        "column_3_choices": "\n".join(one["words"] for one in was["columns"][2]["choices"]),
    }
    assert manager.post(place(made, "questions/levels/"), sent).status_code == 302

    made.refresh_from_db()
    now = making.question(made.sections, "levels")
    assert now["rows"] == was["rows"]
    assert now["columns"] == [was["columns"][0], {**was["columns"][1], "words": "Up to date"}, was["columns"][2]]


def test_only_whoever_may_prepare_asks_makes_forms(made: MadeForm, ours: Asking):
    with pytest.raises(NotPermitted):
        made_forms.add_part(made, title="Mine", by=as_(ours.lead))
    with pytest.raises(NotPermitted):
        made_forms.make_ready(made, by=as_(ours.chair))
    assert as_user(ours.lead).get(place(made)).status_code == 404
    assert as_user(ours.chair).get(place(made, "parts/new/")).status_code == 403
    assert as_user(asking("theirs").manager).get(place(made)).status_code in {403, 404}


def test_a_retired_form_gets_no_new_version(manager: Client, made: MadeForm, ours: Asking):
    add(manager, made, "text", "Seen?", key="seen")
    version = ready(manager, made)
    operations.retire(version, why="It told nothing.", by=as_(ours.manager))
    add(manager, made, "text", "More?", key="more")

    with pytest.raises(NotPossibleNow, match="was retired by"):
        made_forms.make_ready(made, by=as_(ours.manager))
    with pytest.raises(NotFound, match="not in the form any more"):
        made_forms.take_question_out(made, key="gone", by=as_(ours.manager))
