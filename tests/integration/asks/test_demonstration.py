"""The demonstration's asks: what was published stays as published, and whatever is late is the made-up agency's."""

import pytest

from goldenthread.asks import queries, scoring
from goldenthread.asks.models import Answer, Ask
from goldenthread.boards.models import Board
from goldenthread.core.actors import Actor
from goldenthread.core.periods import Period
from goldenthread.demo import records
from goldenthread.demo.rooms import asks

pytestmark = pytest.mark.django_db
BY = Actor.system("the demonstration")


@pytest.fixture
def board() -> Board:
    made = records.load()
    asks.load(made, by=BY)
    asks.finish(made, by=BY)
    return made


@pytest.mark.capability("S105", "S165")
def test_rounds_are_told_as_published_and_every_lapse_is_the_made_up_agencys(board: Board):
    answers = list(
        Answer.objects.filter(recipient__ask__board=board).select_related("recipient__ask", "recipient__agency")
    )
    late = {one.recipient.agency.slug for one in answers if queries.how(one.recipient, one).is_late}
    marked = {one.recipient.agency.slug for one in answers if one.recipient.extended_to or one.recipient.exempt_kind}
    returned = {one.recipient.agency.slug for one in answers if one.state == "returned"}
    march = Ask.objects.get(board=board, title__startswith="Modern slavery", period="2023-24")

    assert late == marked == returned == {"example-care"}
    assert {one.answer.state for one in march.recipients.all()} == {"accepted"}
    assert march.recipients.count() == 5
    assert all(ask.period == Period.containing(ask.due_on).label for ask in Ask.objects.filter(state="sent"))
    assert not Answer.objects.filter(recipient__agency__is_fictional=True, is_synthetic=False).exists()


def test_scores_of_a_self_assessment_stand_side_by_side_and_are_the_made_up_agencys(board: Board):
    answer = Answer.objects.get(scores__key="b1_policy")
    found = {one.question.key: one for one in scoring.standards(answer)}

    assert answer.recipient.agency.is_fictional
    policy, training = found["b1_policy"], found["c2_train"]
    assert (policy.own_words, policy.moderated_words, policy.agreed_words) == ("Green", "Amber", "Amber")
    assert (training.own_words, training.moderated_words, training.agreed_words) == ("Amber", "Red", "Amber")
    assert (policy.marked, found["a1_lead"].marked) == ("Differs", "")
    assert training.marked == "The panel differed, the agency’s own was agreed"
    assert scoring.looked(found.values()).words.endswith("the panel differed on 2, 1 remains.")
