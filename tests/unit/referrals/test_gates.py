"""The four gates of section 44, and what follows from them; and the table of a referral's steps."""

from datetime import date
from itertools import product

import pytest

from goldenthread.core.access.acts import Act
from goldenthread.core.errors import NotPossibleNow
from goldenthread.reviews import deciding_gates as gates
from goldenthread.reviews import referring_steps as steps
from goldenthread.reviews.deciding_gates import Answer, Condition, Outcome, Result

EVERY = list(product(Answer, Answer, Answer, Condition))


@pytest.mark.capability("S63")
@pytest.mark.parametrize(
    ("answers", "follows"),
    [
        (("yes", "yes", "yes", "died"), Result.MUST),
        (("yes", "yes", "yes", "serious"), Result.MUST),
        (("yes", "yes", "no", "died"), Result.MAY),
        (("yes", "yes", "yes", "neither"), Result.MAY),
        (("yes", "yes", "unsure", "neither"), Result.MAY),
        (("no", "yes", "yes", "died"), Result.OUTSIDE),
        (("yes", "no", "yes", "died"), Result.OUTSIDE),
        (("unsure", "no", "yes", "died"), Result.OUTSIDE),
        (("unsure", "yes", "yes", "died"), Result.NOT_KNOWN),
        (("yes", "yes", "unsure", "died"), Result.NOT_KNOWN),
        (("yes", "yes", "yes", "unsure"), Result.NOT_KNOWN),
    ],
)
def test_what_follows_from_the_gates(answers, follows):
    assert gates.result(*answers) == follows


def test_only_four_passed_gates_make_a_review_a_duty():
    must = [one for one in EVERY if gates.result(*one) is Result.MUST]

    assert must == [(Answer.YES, Answer.YES, Answer.YES, one) for one in (Condition.DIED, Condition.SERIOUS)]


def test_a_duty_leaves_no_choice_and_what_is_not_known_allows_nothing():
    allowed = {found: [one for one in Outcome if not gates.misfit(found, one)] for found in Result}

    assert allowed == {
        Result.MUST: [Outcome.MANDATORY],
        Result.MAY: [Outcome.DISCRETIONARY, Outcome.OTHER_LEARNING, Outcome.NONE],
        Result.OUTSIDE: [Outcome.OTHER_LEARNING, Outcome.NONE],
        Result.NOT_KNOWN: [],
    }


def test_the_words_of_the_section_have_a_version():
    latest = gates.statute_on(date(2026, 1, 1))

    assert latest.key == "2015-04-01"
    assert list(latest.paragraphs) == ["44(1)", "44(2)", "44(3)", "44(4)"]
    assert gates.statute_of(latest.key) is latest


def test_every_state_can_be_reached_and_none_but_an_end_is_a_dead_end():
    reached, found = {steps.DRAFT}, [steps.DRAFT]
    while found:
        ahead = {step.target for step in steps.REFERRAL.open_from(found.pop())} - reached
        reached |= ahead
        found += ahead

    assert reached == {one.key for one in steps.REFERRAL.states}
    assert [one.key for one in steps.REFERRAL.states if not steps.REFERRAL.open_from(one.key)] == []


def test_only_the_chair_decides_and_a_decision_can_be_made_again():
    deciding = [step for step in steps.REFERRAL.steps if step.act is Act.APPROVE]

    assert deciding == [steps.DECIDE]
    assert steps.DECIDED in steps.DECIDE.sources


def test_a_step_out_of_its_time_says_how_it_stands():
    with pytest.raises(NotPossibleNow, match="it is “Being written”"):
        steps.REFERRAL.check(steps.DECIDE, steps.DRAFT)
