"""How panels and what is before them are guarded.

A head record’s key is its case’s. Its parts lead back to it, so that the agency that brought it reads them. What one agency
does or says is its own. Positions of trust are given one by one, with all that is part of them.
"""

from django.db.models import Model

from goldenthread.core.access.guards import guard
from goldenthread.panels import models

guard(models.Panel, "panels")
for _of_a_panel in (models.PanelCriterion, models.PanelMeeting, models.PanelLook, models.PanelAwareness):
    guard(_of_a_panel, "panels", board="panel__board_id")
guard(models.PanelCount, "scorecard", board="panel__board_id")
guard(models.PanelMember, "memberships", board="panel__board_id", self="user_id")
guard(models.PathwayClock, "panels")

BOARD, CASE = "case__board_id", "case_id"
_part: type[Model]

guard(models.PanelCase, "panel_cases", own="agency_id", case="pk")
for _part in (models.PanelStep, models.PanelRisk, models.PanelCapacity, models.ClutterRating, models.PanelListing):
    guard(_part, "panel_cases", board=BOARD, own="case__panelcase__agency_id", case=CASE, item=CASE)
for _part in (models.PanelAction, models.PanelActionWord):
    guard(_part, "panel_cases", board=BOARD, own="agency_id", case=CASE, item=CASE)

guard(models.PositionOfTrust, "position_of_trust", case="pk")
for _part in (models.TrustStep, models.TrustSetting, models.TrustDisclosure, models.TrustMeeting, models.TrustReferral):
    guard(_part, "position_of_trust", board=BOARD, case=CASE, item=CASE)

guard(models.Escalation, "escalations", own="agency_id", case="pk", draft={"closed_on": None})
_DRAFT = {"case__escalation__closed_on": None}
for _part in (models.EscalationStep, models.EscalationStage):
    guard(_part, "escalations", board=BOARD, own="case__escalation__agency_id", case=CASE, item=CASE, draft=_DRAFT)
guard(models.EscalationAsked, "escalations", board=BOARD, own="agency_id", case=CASE, item=CASE, draft=_DRAFT)

guard(models.ProviderConcern, "provider_concerns", own="agency_id", case="pk", draft={"closed_on": None})
_DRAFT = {"case__providerconcern__closed_on": None}
for _part in (models.ProviderStep, models.ProviderMeeting):
    guard(
        _part,
        "provider_concerns",
        board=BOARD,
        own="case__providerconcern__agency_id",
        case=CASE,
        item=CASE,
        draft=_DRAFT,
    )
guard(models.ProviderAction, "provider_concerns", board=BOARD, own="agency_id", case=CASE, item=CASE, draft=_DRAFT)

guard(models.AfterActionReview, "after_action_reviews", own="agency_id", case="pk", draft={"closed_on": None})
_DRAFT = {"case__afteractionreview__closed_on": None}
guard(
    models.AfterActionStep,
    "after_action_reviews",
    board=BOARD,
    own="case__afteractionreview__agency_id",
    case=CASE,
    item=CASE,
    draft=_DRAFT,
)
guard(models.AfterActionVoice, "after_action_reviews", board=BOARD, own="agency_id", case=CASE, item=CASE, draft=_DRAFT)
