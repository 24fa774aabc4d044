"""An answer begins with the Board's own figure of the year, or says that there is none."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from goldenthread.asks import answering, files, library, made_forms, making, operations
from goldenthread.asks.definitions import Ask as Takes
from goldenthread.asks.making_models import MadeForm
from goldenthread.asks.models import Answer
from goldenthread.core.actors import Actor
from goldenthread.figures.store import save_release
from tests.factories.asking import Asking, as_
from tests.factories.releases import small
from tests.integration.asks.opening import as_user, at

pytestmark = [pytest.mark.django_db, pytest.mark.records]

PART = "part/3/"


def asked(ours: Asking, period: str = "2023-24") -> Answer:
    form = library.shipped()["annual-member-report"]
    kept = operations.keep_form(board=ours.board, form=form, by=as_(ours.manager))
    return ours.answer(ours.sent(ours.police, form_version=kept, period=period))


def test_the_annual_report_of_a_member_begins_with_the_concerns_of_the_year(ours: Asking):
    save_release(small(), board=ours.board, by=Actor.system("a test"))
    answer = asked(ours)

    page = as_user(ours.lead).get(at(answer, PART)).content.decode()

    assert answer.data == {"area_concerns": "42"}
    assert 'value="42"' in page
    assert "We hold 42 concerns, from “Concerns received”; change it if it is wrong." in page


def test_a_figure_that_is_not_there_leaves_the_box_empty_and_says_so(ours: Asking):
    save_release(small(), board=ours.board, by=Actor.system("a test"))
    answer = asked(ours, "2024-25")

    page = as_user(ours.lead).get(at(answer, PART)).content.decode()

    words = "The Board has no figure “Concerns received” for 2024-25 to fill in here, so it begins empty."
    assert answer.data == {}
    assert words in page
    book = load_workbook(BytesIO(files.make(answer, ".xlsx").contents))
    assert words in [cell.value for cell in book["Read me"]["A"]]


def test_a_figure_that_came_later_is_told_and_put_into_no_answer(ours: Asking):
    answer = asked(ours)
    save_release(small(), board=ours.board, by=Actor.system("a test"))

    page = as_user(ours.lead).get(at(answer, PART)).content.decode()

    assert "The Board’s figure “Concerns received” for 2023-24 is 42." in page
    assert Answer.objects.get().data == {}
    answering.write(answer, {"area_concerns": "40"}, by=as_(ours.lead))
    assert "Concerns received” for" not in as_user(ours.lead).get(at(answer, PART)).content.decode()


def test_a_withheld_figure_is_filled_in_nowhere(ours: Asking):
    save_release(small(), board=ours.board, by=Actor.system("a test"))
    made = _made(ours, "concerns.self_neglect")

    answer = ours.answer(
        ours.sent(ours.police, form_version=made_forms.make_ready(made, by=as_(ours.manager)), period="2023-24")
    )

    page = as_user(ours.lead).get(at(answer, "part/1/")).content.decode()
    assert answer.data == {}
    assert "to fill in here, so it begins empty" in page


def _made(ours: Asking, figure: str) -> MadeForm:
    """A form with one number that begins with a figure."""
    begun = MadeForm(board=ours.board, title="Ours", purpose="To see.")
    made = made_forms.add_part(made_forms.begin(begun, by=as_(ours.manager)), title="One", by=as_(ours.manager))
    one = {
        "key": "n",
        "words": "How many?",
        "kind": Takes.NUMBER.value,
        "unit": "concerns",
        "prefill": f"figure:{figure}",
    }
    return made_forms.add_question(made, one, where=1, by=as_(ours.manager))


def test_whoever_makes_a_form_chooses_a_figure_by_its_title(ours: Asking):
    save_release(small(), board=ours.board, by=Actor.system("a test"))
    begun = MadeForm(board=ours.board, title="Ours", purpose="To see.")
    made = made_forms.add_part(made_forms.begin(begun, by=as_(ours.manager)), title="One", by=as_(ours.manager))
    client = as_user(ours.manager)
    way = f"/board/ours/made-forms/{made.pk}/parts/1/new-question/?kind=number"

    page = client.get(way).content.decode()
    sent = {"words": "Concerns", "key": "concerns", "unit": "concerns", "prefill": "figure:concerns.received"}
    client.post(way, sent)

    assert ">Concerns received: the Board’s figure for the year<" in page
    assert "figure:concerns.by_month" not in page, "a table of months fills in no box"
    made.refresh_from_db()
    assert making.question(made.sections, "concerns")["prefill"] == "figure:concerns.received"
    outline = client.get(f"/board/ours/made-forms/{made.pk}/").content.decode()
    assert "begins with the Board’s figure “Concerns received”" in outline
    version = made_forms.make_ready(made, by=as_(ours.manager))
    assert ours.answer(ours.sent(ours.police, form_version=version, period="2023-24")).data == {"concerns": "42"}
