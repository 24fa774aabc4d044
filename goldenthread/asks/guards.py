"""How asks and answers are guarded.

An agency reads an ask through its own answer, which it gets when the ask is sent: it never sees one that is being prepared,
nor who else was asked. Only the agency itself writes in its answer, and only while it is open.
"""

from goldenthread.asks import models
from goldenthread.asks.consent_models import AnswerConsent
from goldenthread.asks.link_models import AnswerLink
from goldenthread.asks.making_models import MadeForm
from goldenthread.asks.reminder_models import Reminder
from goldenthread.asks.scores import ChallengeEvent, SelfAssessmentScore
from goldenthread.core.access.guards import guard

guard(models.FormVersion, "asks")
guard(MadeForm, "asks")
guard(models.Ask, "asks")
guard(models.Recipient, "asks", board="ask__board_id")
guard(
    models.Answer,
    "answers",
    board="recipient__ask__board_id",
    own="recipient__agency_id",
    draft={"is_open": True},
)
guard(
    models.SelfAssessment,
    "self_assessments",
    board="recipient__ask__board_id",
    own="recipient__agency_id",
    draft={"is_open": True},
)
for _part in (
    models.HandedIn,
    models.AnswerFile,
    models.WarningAnswer,
    models.Clarification,
    models.ExtensionRequest,
):
    guard(
        _part,
        "answers",
        board="answer__recipient__ask__board_id",
        own="answer__recipient__agency_id",
        draft={"answer__is_open": True},
    )
guard(AnswerConsent, "answers", board="to_board_id", own="answer__recipient__agency_id")
guard(AnswerLink, "asks", board="answer__recipient__ask__board_id")
guard(Reminder, "asks", board="answer__recipient__ask__board_id")
for _scored in (ChallengeEvent, SelfAssessmentScore):
    guard(
        _scored,
        "self_assessments",
        board="answer__recipient__ask__board_id",
        own="answer__recipient__agency_id",
    )
