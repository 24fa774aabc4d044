"""Figures follow the work on cases: a referral that comes in is counted, and so is every step that is taken with it."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.boards.models import Board
from goldenthread.cases.models import Case, CasePerson
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.errors import Refused
from goldenthread.core.periods import Period
from goldenthread.figures import live
from goldenthread.figures.engine import compute
from goldenthread.figures.figure import Figure
from goldenthread.reviews import deciding, operations, referring_steps, running_operations, running_process
from goldenthread.reviews.models import FromReferral, Gate, Referral, Review
from tests.factories import people, records
from tests.factories.referring import Office, office

pytestmark = pytest.mark.django_db
BY = Actor("console", "tests")
RECEIVED, MET, DECIDED = date(2025, 4, 1), date(2025, 4, 14), date(2025, 4, 17)
STARTED, SIGNED_OFF, PUBLISHED = date(2025, 5, 8), date(2025, 11, 3), date(2026, 3, 31)
YEAR, NEXT = Period.parse("2025-26"), Period.parse("2026-27")


def figures(board: Board, period: Period = YEAR) -> dict[str, Figure]:
    return compute(live.dataset(board, period), period)


def rows(figure: Figure) -> dict[str, tuple[str, float | None]]:
    return {row.key: (row.label, row.numerator) for row in figure.categories}


def handed_in(where: Office, **answers: object) -> Referral:
    with clock.on(RECEIVED):
        return where.handed_in(abuse=["neglect", "self_neglect"], **answers)


def decided(where: Office, outcome: str = "mandatory", **gates: str) -> Referral:
    referral = handed_in(where)
    with clock.on(date(2025, 4, 2)):
        where.take(referral, referring_steps.ACKNOWLEDGE, referring_steps.SCREEN, referring_steps.MEET)
    with clock.on(MET):
        where.met(referral, "council", "icb", "police")
        where.recommended(referral, outcome=outcome, **gates)
    with clock.on(DECIDED):
        where.decided(referral, outcome=outcome, **gates)
    return Referral.objects.get(pk=referral.pk)


def reviewed(where: Office, referral: Referral) -> Review:
    """A review of the referral, begun, signed off and published on days that are known."""
    review = operations.begin(Review(board=where.board, pseudonym="Adult Q", kind="single"), by=BY)
    FromReferral.objects.create(case=Case.objects.get(pk=review.pk), referral=referral)
    steps = [
        (running_process.START, STARTED),
        (running_process.SIGN_OFF, SIGNED_OFF),
        (running_process.PUBLISH, PUBLISHED),
    ]
    for step, on in steps:
        review = running_operations.moved(step, review, by=BY, on=on)
    return review


@pytest.mark.capability("S64", "S66")
def test_what_is_done_with_a_referral_and_its_review_is_counted_by_the_day_it_was_done():
    where = office()
    reviewed(where, decided(where))

    found = figures(where.board)

    counted = ("referrals", "rapid_reviews", "met_criteria", "commissioned", "signed_off", "published", "under_way")
    assert [found[f"reviews.{name}"].numerator for name in counted] == [1, 1, 1, 1, 1, 1, 0]
    by_year = ("referrals_by_year", "rapid_reviews_by_year", "commissioned_by_year")
    assert [rows(found[f"reviews.{name}"]) for name in by_year] == [{"2025-26": ("2025-26", 1)}] * 3


@pytest.mark.capability("S67")
def test_what_a_referral_names_is_counted_each_from_when_it_is_handed_in():
    where = office()
    with clock.on(RECEIVED):
        where.begin()
    before = figures(where.board)
    handed_in(where, circumstances=["homelessness"])
    after = figures(where.board)

    assert (before["reviews.referrals"].numerator, before["reviews.referral_factors"].categories) == (0, ())
    assert after["reviews.referrals"].numerator == 1
    named = dict(rows(after["reviews.referral_factors"]).values())
    assert named == {"Neglect or acts of omission": 1, "Self-neglect": 1, "Homelessness": 1}


def test_days_between_steps_are_those_of_the_one_in_the_middle():
    where = office()
    reviewed(where, decided(where))
    for day in (date(2025, 5, 11), date(2025, 4, 11)):
        review = records.make(Review, where.board, signed_off_on=date(2025, 4, 1), signed_off_precision="day")
        Review.objects.filter(pk=review.pk).update(published_on=day, published_precision="day")

    found = rows(figures(where.board)["reviews.days_between_steps"])

    assert found == {
        "referral_to_decision": ("Referral to decision, counted in 1", 16),
        "decision_to_sign_off": ("Decision to sign-off, counted in 1", 200),
        "sign_off_to_publication": ("Sign-off to publication, counted in 3", 40),
    }
    assert rows(figures(where.board, NEXT)["reviews.days_between_steps"]) == {}


@pytest.mark.parametrize(
    ("name", "precision"), [("signed_off", "month"), ("published", "month"), ("published", "year")]
)
def test_no_days_are_counted_from_a_day_that_is_not_known(name: str, precision: str):
    where = office()
    review = reviewed(where, decided(where))
    Review.objects.filter(pk=review.pk).update(**{f"{name}_precision": precision})

    assert "sign_off_to_publication" not in rows(figures(where.board)["reviews.days_between_steps"])


def test_a_changed_decision_does_not_move_the_day_of_the_first():
    where = office()
    other = {"needs": "no", "needs_evidence": "None found."}
    referral = decided(where, "none", **other)
    with clock.on(date(2025, 9, 1)):
        where.decided(referral, what_changed="An inquest heard it.")
    reviewed(where, referral)

    found = rows(figures(where.board)["reviews.days_between_steps"])

    assert found["referral_to_decision"][1] == 16
    assert found["decision_to_sign_off"][1] == (SIGNED_OFF - date(2025, 9, 1)).days
    assert figures(where.board)["reviews.met_criteria"].numerator == 1


@pytest.mark.capability("S20")
def test_days_at_gates_are_told_by_gate_and_a_gate_of_the_boards_own_keeps_its_words():
    where = office()
    waited = {"home_office": [10, 20, 90], "legal": [4], "own-1234": [7, 9]}
    for key, days in waited.items():
        for number in days:
            review = records.make(Review, where.board)
            given = {
                "words": "Ask the sister of Adult Q",
                "owner": "Her solicitor",
                "state": "met",
                "evidence": "A letter",
            }
            settled = date.fromordinal(RECEIVED.toordinal() + number)
            Gate.objects.create(case_id=review.pk, key=key, asked_on=RECEIVED, settled_on=settled, **given)
    Gate.objects.create(case_id=review.pk, key="family", words="W", owner="O", asked_on=RECEIVED)
    Gate.objects.create(case_id=review.pk, key="courts", words="W", owner="O")

    assert rows(figures(where.board)["reviews.days_at_gates"]) == {
        "home_office": ("The Home Office has assured the quality of the joint review, counted in 3", 20),
        "own": ("Another gate that the Board set, counted in 2", 8),
        "legal": ("Legal advice has been taken, counted in 1", 4),
    }


@pytest.mark.capability("S79")
def test_somebody_in_two_reviews_is_one_person_and_a_review_without_names_counts_by_its_number():
    where = office()
    made = [records.make(Review, where.board, commissioned_on=STARTED, people=number) for number in (1, 2, 3)]
    cases = [Case.objects.get(pk=one.pk) for one in made]
    same = CasePerson.objects.create(case=cases[0], pseudonym="Q")
    CasePerson.objects.create(case=cases[1], pseudonym="R", person_key=same.person_key)
    CasePerson.objects.create(case=cases[1], pseudonym="S")
    CasePerson.objects.create(case=cases[1], pseudonym="T")
    CasePerson.objects.create(case=cases[1], pseudonym="Her sister", sort=CasePerson.Sort.RELATIVE)
    CasePerson.objects.create(case=Case.objects.get(pk=records.make(Referral, where.board).pk), pseudonym="U")

    found = figures(where.board)

    assert found["reviews.commissioned_people"].numerator == 1 + 3 + 3
    assert found["reviews.different_people"].numerator == 3 + 3
    assert figures(where.board, NEXT)["reviews.different_people"].numerator == 0
    kept = live.dataset(where.board, YEAR).tables["review_people"].to_pylist()
    assert str(same.person_key) not in str(kept)


def test_the_index_follows_the_day_of_a_rapid_review_that_is_put_right():
    where = office()
    with clock.on(date(2026, 4, 2)):
        meeting = where.met(where.screened(), "council")
    assert figures(where.board)["reviews.rapid_reviews"].numerator == 0

    deciding.put_right_meeting(meeting, {"held_on": date(2026, 3, 31)}, where.by("manager"), None)

    assert figures(where.board)["reviews.rapid_reviews"].numerator == 1
    with pytest.raises(Refused, match="today, or one that has passed"):
        deciding.put_right_meeting(meeting, {"held_on": date(2999, 1, 1)}, where.by("manager"), None)


def test_a_referral_opened_again_is_undecided_unless_the_chair_decided():
    where = office()
    outside = where.take(where.screened(), referring_steps.NOT_FOR_US, why="No needs.")
    told = outside.decision
    again = where.take(outside, referring_steps.REOPEN, why="The hospital wrote.")
    chosen = where.take(decided(where), referring_steps.REOPEN, why="An inquest.")

    assert (told, again.decision, chosen.decision) == ("not_met", "undecided", "mandatory")


def test_one_boards_cases_are_not_in_anothers_figures():
    where, other = office(), people.board("there")
    reviewed(where, decided(where))
    CasePerson.objects.create(case=Case.objects.filter(sort="review").get(), pseudonym="Q")

    found = live.dataset(other, YEAR)

    names = ("referrals", "referral_factors", "reviews", "review_steps", "publication_gates", "review_people")
    assert {name: found.tables[name].num_rows for name in names} == dict.fromkeys(names, 0)
