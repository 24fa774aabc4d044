"""Measures, verdicts, and recommendations that are opened again."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from goldenthread.core import measured
from goldenthread.core.access import SYSTEM, Role, Standing
from goldenthread.core.actors import Actor
from goldenthread.core.errors import NotPossibleNow, Refused
from goldenthread.figures import store
from goldenthread.learning import contradictions, operations, queries, showing
from goldenthread.learning.forms_of_proof import VerdictForm
from goldenthread.learning.models import Action, Measure, Recommendation, Verdict
from goldenthread.trail.models import Entry
from tests.factories import records
from tests.factories.releases import small
from tests.integration.learning.conftest import Room

pytestmark = [pytest.mark.django_db, pytest.mark.records]
DAY = date(2024, 9, 1)


def measure(room: Room, **more: object) -> Measure:
    given = {"kind": "audit", "words": "Was the adult asked?", "due_on": DAY, "recommendation": room.asked, **more}
    return showing.choose_measure(Measure(board=room.board, **given), by=room.actor("board_manager"))


def verdict(room: Room, of: Measure, says: str = "worse", *, opens: bool = False, **more: object) -> Verdict:
    given = {"given_on": DAY, "text": "Fewer were asked.", **more}
    return showing.give_verdict(
        Verdict(measure=of, says=says, **given), opens_again=opens, by=room.actor("board_manager")
    )


@pytest.mark.capability("S84", "S91")
@pytest.mark.parametrize("says", ["worse", "no_change"])
def test_a_bad_verdict_can_open_a_recommendation_again_and_the_trail_says_why(room: Room, says: str):
    Recommendation.objects.update(status="implemented")
    given = verdict(room, measure(room), says, opens=True)

    room.asked.refresh_from_db()
    entry = Entry.objects.get(verb="reopen")
    assert (room.asked.status, given.has_reopened) == ("under_way", True)
    assert "Fewer were asked." in entry.why
    assert (entry.before, entry.after) == ({"status": "implemented"}, {"status": "under_way"})


@pytest.mark.parametrize("says", ["improved", "cannot_tell"])
def test_no_other_verdict_opens_anything(room: Room, says: str):
    Recommendation.objects.update(status="implemented")

    with pytest.raises(Refused):
        verdict(room, measure(room), says, opens=True)
    assert (Verdict.objects.count(), Recommendation.objects.get().status) == (0, "implemented")


def test_what_is_open_cannot_be_opened_again(room: Room):
    with pytest.raises(NotPossibleNow):
        operations.reopen(room.asked, why="It got worse.", by=room.actor("board_manager"))


def test_a_measure_is_a_figure_that_is_known_or_says_what_it_is(room: Room):
    assert "concerns.received" in measured.figures()
    made = measure(room, kind="figure", figure="concerns.received", words="")
    assert (str(made), made.unit) == (
        measured.title_of("concerns.received"),
        measured.figures()["concerns.received"].unit,
    )

    with pytest.raises(Refused):
        measure(room, kind="figure", figure="happiness.overall", words="")


def test_a_verdict_on_a_figure_begins_with_what_was_last_released(room: Room):
    store.save_release(small(), board=room.board, by=Actor.system("a test"))
    asked = measure(room, kind="figure", figure="concerns.led_to_enquiry", words="")
    survey = measure(room)

    with time_machine.travel("2025-06-01", tick=False):
        form = VerdictForm(initial={"measure": asked.pk}, standing=SYSTEM, board_id=room.board.pk)
        other = VerdictForm(initial={"measure": survey.pk}, standing=SYSTEM, board_id=room.board.pk)

    assert form.fields["value"].initial == Decimal("23.8")
    assert "was 24% in 2023-24, the last year released" in str(form.fields["value"].help_text)
    assert other.fields["value"].initial is None


def test_a_measure_is_looked_at_after_it_was_first_taken(room: Room):
    with pytest.raises(Refused, match="come after"):
        measure(room, baseline=Decimal(40), baseline_on=DAY)


@pytest.mark.parametrize(("day", "is_due"), [(date(2024, 8, 31), False), (DAY, True), (date(2024, 9, 2), True)])
def test_a_measure_is_due_on_its_day_until_somebody_gives_a_verdict(room: Room, day: date, is_due: bool):
    made = measure(room)
    assert queries.due_again(room.board, day).filter(pk=made.pk).exists() is is_due

    verdict(room, made, "cannot_tell", next_on=date(2025, 1, 1))

    assert not queries.due_again(room.board, day).filter(pk=made.pk).exists()
    assert queries.due_again(room.board, date(2025, 1, 1)).filter(pk=made.pk).exists()


def test_a_done_action_that_nobody_measured_stands_among_what_does_not_fit(room: Room):
    Action.objects.update(status="done")
    measure(room, action=room.action)
    mine = Standing(user_id=room.board.pk, is_active=True, roles=frozenset({(room.board.pk, Role.BOARD_MANAGER)}))

    found = [one.kind for one in contradictions.found(room.board, mine, DAY)]

    assert found == ["Done, and not measured"]


def test_a_recommendation_called_done_with_open_actions_stands_there_too_one_click_from_its_page(room: Room):
    Recommendation.objects.update(status="implemented")

    page = room.client("board_manager").get("/board/ours/contradictions/").content.decode()

    assert "1 of its actions is open" in page
    assert f"/board/ours/recommendations/{room.asked.pk}/" in page


def test_what_was_agreed_without_a_measure_stands_there_one_click_from_choosing_one(room: Room):
    alone = records.make(Action, room.board, text="Write the leaflet", recommendation=None, status="done")
    client = room.client("board_manager")

    page = client.get("/board/ours/contradictions/").content.decode()

    assert "It is accepted, and no measure was chosen." in page
    assert "<h1>Nothing contradicts itself</h1>" in page
    assert f'href="/board/ours/recommendations/{room.asked.pk}/"' in page
    assert f"/board/ours/impact-measures/new/?recommendation={room.asked.pk}" in page
    assert f"/board/ours/impact-measures/new/?action={alone.pk}" in page

    measure(room, action=room.action)
    measure(room, action=alone)
    assert "No measure chosen" not in client.get("/board/ours/contradictions/").content.decode()


def test_what_nobody_means_to_act_on_needs_no_measure(room: Room):
    because = {"reasons": "The law does it now.", "decided_in": "2024-25"}
    Recommendation.objects.update(status="not_implementing", **because)

    page = room.client("board_manager").get("/board/ours/contradictions/").content.decode()

    assert "No measure chosen" not in page


def test_a_decision_not_to_act_needs_its_reasons_year_and_who_decided(room: Room):
    manager = room.client("board_manager")
    sent = {"source": str(room.source.pk), "number": "9", "text": "Do it", "status": "not_implementing"}

    bare = manager.post("/board/ours/recommendations/new/", sent)
    whole = manager.post("/board/ours/recommendations/new/", {
        **sent, "reasons": "The law does it now.", "decided_in": "2024-25", "decided_by": "The Board",
        "decided_on-day": "1", "decided_on-month": "6", "decided_on-year": "2024"})  # fmt: skip

    page = bare.content.decode()
    for words in ("Enter the reasons for not acting", "Enter who decided", "Enter the day of that decision"):
        assert words in page
    assert (bare.status_code, whole.status_code) == (422, 302)


def test_a_recommendations_page_shows_its_whole_thread(room: Room):
    made = measure(room, baseline=Decimal(41), unit="percent", baseline_on=date(2024, 1, 1))
    verdict(room, made, "improved", value=Decimal(62), text="More staff were asked.")
    records.make(Action, room.board, text="Another way", recommendation=None).also_answers.add(room.asked)

    page = room.client("board_manager").get(f"/board/ours/recommendations/{room.asked.pk}/").content.decode()

    for words in ("Ask the adult first", "Adult Q", "Another way", "41%", "62%", "More staff were asked.", "Improved"):
        assert words in page


def test_where_measures_differ_the_recommendation_says_both(room: Room):
    verdict(room, measure(room), "improved", given_on=date(2024, 8, 1))
    verdict(room, measure(room, words="Was the answer written down?"), "worse")

    page = room.client("board_officer").get(f"/board/ours/recommendations/{room.asked.pk}/").content.decode()

    assert "Its measures differ: one improved, one worse." in page
    assert "Measured on 1 September 2024; verdict by" in page


@pytest.mark.parametrize(
    ("direction", "value", "says", "wrong"),
    [
        ("up", "14", "worse", True),
        ("up", "14 days", "improved", False),
        ("down", "14", "improved", True),
        ("down", "14", "no_change", False),
        ("down", "", "improved", False),
    ],
)
def test_a_verdict_that_its_value_contradicts_is_not_taken(
    room: Room, direction: str, value: str, says: str, wrong: bool
):
    of = measure(room, unit="days", baseline="9", direction=direction)
    sent = {"measure": str(of.pk), "says": says, "value": value, "text": "So it was."}
    day = {"given_on-day": "1", "given_on-month": "9", "given_on-year": "2024"}

    answer = room.client("board_manager").post("/board/ours/verdicts/new/", {**sent, **day})

    page = answer.content.decode()
    assert (answer.status_code, Verdict.objects.count()) == ((422, 0) if wrong else (302, 1)), page
    assert ("Choose another, or leave the value empty and say why." in page) == wrong


def test_the_form_of_a_verdict_says_what_was_measured_and_hoped_for(room: Room):
    of = measure(room, unit="days", baseline="9", direction="down")

    page = room.client("board_manager").get(f"/board/ours/verdicts/new/?measure={of.pk}").content.decode()

    assert "It was 9 days before. " in page
    assert "3a" in page
