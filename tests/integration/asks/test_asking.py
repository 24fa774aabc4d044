"""What the Board does with asks: prepare, send, close, ask again, retire."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from goldenthread.asks import library, operations, queries
from goldenthread.asks.models import Answer, Ask, FormVersion, Recipient
from goldenthread.asks.steps import AskState
from goldenthread.boards.models import Seat
from goldenthread.boards.themes import Theme
from goldenthread.core.access import standing_of
from goldenthread.core.errors import NotPermitted, NotPossibleNow, Refused
from goldenthread.trail import operations as trail
from goldenthread.trail.models import Entry
from tests.factories import people
from tests.factories.asking import Asking, accepted, as_, asking, in_days

pytestmark = [pytest.mark.django_db, pytest.mark.records]


@pytest.mark.capability("S37", "S43")
def test_sending_opens_an_answer_for_each_agency_and_tells_the_trail(ours: Asking):
    ask = ours.draft(ours.police, ours.health)
    assert Answer.objects.count() == 0

    ask = operations.send(ask, by=as_(ours.officer))

    assert (ask.stands, ask.sent_by) == (AskState.SENT, ours.officer.name)
    assert {one.recipient.agency for one in Answer.objects.all()} == {ours.police, ours.health}
    assert Entry.objects.filter(subject_id=str(ask.pk)).last().verb == "send an ask"  # type: ignore[union-attr]


def test_only_the_business_unit_prepares_and_sends(ours: Asking):
    ask = ours.draft(ours.police)

    for somebody in (ours.lead, ours.chair, ours.contributor):
        with pytest.raises(NotPermitted):
            operations.send(ask, by=as_(somebody))
        with pytest.raises(NotPermitted):
            operations.choose_agencies(ask, agencies=[], by=as_(somebody))


def test_sent_twice_the_second_is_told_by_whom(ours: Asking):
    ask = ours.sent()

    with pytest.raises(NotPossibleNow, match="Manager sent this ask already"):
        operations.send(ask, by=as_(ours.officer))


def test_an_ask_of_nobody_is_not_sent(ours: Asking):
    with pytest.raises(NotPossibleNow, match="Choose the agencies"):
        operations.send(ours.draft(), by=as_(ours.manager))


@pytest.mark.parametrize(("days", "is_sent"), [(-1, False), (0, True), (1, True)])
def test_it_is_due_from_the_day_it_is_sent(ours: Asking, days: int, is_sent: bool):
    ask = ours.draft(ours.police, due_on=in_days(days))

    if is_sent:
        assert operations.send(ask, by=as_(ours.manager)).stands is AskState.SENT
    else:
        with pytest.raises(NotPossibleNow, match=r"before today\. Choose a day from today on"):
            operations.send(ask, by=as_(ours.manager))


def test_an_agency_that_left_is_not_asked(ours: Asking):
    ask = ours.draft(ours.police)
    Seat.objects.create(board=ours.board, agency=ours.police, title="Police", to_on=in_days(-1))

    with pytest.raises(Refused, match=r"Police left the Board on .* so it cannot be asked"):
        operations.send(ask, by=as_(ours.manager))

    Seat.objects.create(board=ours.board, agency=ours.police, title="Police again")
    assert operations.send(ask, by=as_(ours.manager)).stands is AskState.SENT


def test_an_agency_of_another_board_is_not_asked(ours: Asking):
    theirs = asking("theirs")

    with pytest.raises(Refused, match="agencies of this Board"):
        ours.draft(theirs.police)


def test_after_sending_an_agency_can_be_added_and_none_taken_off(ours: Asking):
    ask = ours.sent(ours.police)

    operations.choose_agencies(ask, agencies=[ours.police, ours.health], by=as_(ours.manager))

    assert ours.answer(ask, ours.health).stands.is_open
    with pytest.raises(NotPossibleNow, match="Police was asked already"):
        operations.choose_agencies(ask, agencies=[ours.health], by=as_(ours.manager))


def test_what_was_sent_stays_as_it_was_sent(ours: Asking):
    ask = ours.sent()

    with pytest.raises(ValidationError, match="Agencies were sent this ask"):
        trail.change(ask, {"due_on": in_days(1)}, by=as_(ours.manager))
    assert trail.change(ask, {"purpose": "To learn."}, by=as_(ours.manager)).purpose == "To learn."


def test_a_form_that_was_sent_never_changes_its_words(ours: Asking):
    by = as_(ours.manager)
    changed, again, newer = (
        library.from_data(ours.form().data | fields)
        for fields in ({"purpose": "Other words."}, {"purpose": "No."}, {"purpose": "No.", "version": 2})
    )
    assert operations.keep_form(board=ours.board, form=changed, by=by).form.purpose == "Other words."
    ours.sent()

    with pytest.raises(NotPossibleNow, match="Give the form a new version"):
        operations.keep_form(board=ours.board, form=again, by=by)
    assert operations.keep_form(board=ours.board, form=newer, by=by).version == 2


def test_a_form_by_theme_needs_one(ours: Asking):
    form = operations.keep_form(board=ours.board, form=library.shipped()["highlight-report"], by=as_(ours.manager))
    ask = ours.draft(ours.police, form_version=form)

    with pytest.raises(NotPossibleNow, match="Choose the theme"):
        operations.send(ask, by=as_(ours.manager))

    theme = Theme.objects.create(board=ours.board, slug="self-neglect", name="Self-neglect")
    trail.change(ask, {"theme": theme}, by=as_(ours.manager))
    with pytest.raises(NotPossibleNow, match="Say the first and the last day"):
        operations.send(ask, by=as_(ours.manager))
    days = {"covers_from": in_days(-90), "covers_to": in_days(-1)}
    trail.change(ask, days, by=as_(ours.manager))
    operations.send(ask, by=as_(ours.manager))
    asked = ours.answer(ask).recipient.ask.form
    assert asked.title.casefold() == "highlight report: self-neglect"
    assert asked.question("clutter_seven") is not None
    assert asked.question("scams_identified") is None


def test_a_closed_ask_opens_again(ours: Asking):
    ask = operations.close(ours.sent(), by=as_(ours.manager))

    assert operations.reopen(ask, by=as_(ours.manager)).closed_at is None


@pytest.mark.capability("S109", "S147")
@pytest.mark.parametrize(
    ("due_on", "months", "then", "year"),
    [
        (date(2024, 6, 14), 3, date(2024, 9, 14), "2024-25"),
        (date(2024, 11, 30), 3, date(2025, 2, 28), "2024-25"),
        (date(2025, 2, 28), 3, date(2025, 5, 31), "2025-26"),
        (date(2024, 6, 14), 12, date(2025, 6, 14), "2025-26"),
    ],
)
def test_the_next_round_comes_later_to_the_same_agencies(
    ours: Asking, due_on: date, months: int, then: date, year: str
):
    with time_machine.travel(due_on - timedelta(days=7), tick=False):
        period = "2024-25"
        ask = ours.sent(due_on=due_on, period=period, repeats_after_months=months, covers_to=due_on)
        made = operations.next_round(ask, by=as_(ours.manager))

        assert (made.due_on, made.period, made.covers_to) == (then, year, then)
        assert {one.agency for one in made.recipients.all()} == {ours.police, ours.health}
        with pytest.raises(NotPossibleNow, match="prepared already"):
            operations.next_round(ask, by=as_(ours.manager))


@pytest.mark.capability("S41")
def test_a_retired_form_is_not_asked_with_again_and_keeps_its_answers(ours: Asking):
    ask = ours.sent()
    accepted(ours.answer(ask), ours)

    operations.retire(ours.form(), why="No decision used it.", by=as_(ours.manager))

    assert ours.answer(ask).handings_in.count() == 1
    with pytest.raises(NotPossibleNow, match="retired: No decision used it"):
        ours.draft(ours.police)
    with pytest.raises(NotPossibleNow, match="retired this form already"):
        operations.retire(ours.form(), why="Again.", by=as_(ours.manager))
    with pytest.raises(NotPermitted):
        operations.retire(FormVersion.objects.get(), why="Too much.", by=as_(ours.lead))


def test_nobody_of_another_board_sees_an_ask(ours: Asking):
    theirs = asking("theirs")
    ask = ours.sent()

    with pytest.raises(NotPermitted):
        operations.close(ask, by=as_(theirs.manager))
    assert queries.sent(ours.board, standing_of(theirs.manager)).count() == 0
    assert queries.sent(ours.board, standing_of(ours.manager)).get() == ask


def test_agencies_nobody_has_an_account_for_are_named(ours: Asking):
    quiet = people.agency(ours.board, "quiet")

    assert queries.without_anybody([ours.police, quiet]) == [quiet]


def test_taking_a_draft_away_takes_who_was_chosen(ours: Asking):
    ask = ours.draft(ours.police)

    trail.take_away(ask, by=as_(ours.manager), why="Not needed.")

    assert (Ask.objects.count(), Recipient.objects.count()) == (0, 0)
