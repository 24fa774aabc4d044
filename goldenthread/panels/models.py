"""High-risk panels, people in positions of trust, professional disagreements, provider concerns, after action reviews."""

from goldenthread.panels.clocks import PathwayClock
from goldenthread.panels.other_models import (
    AfterActionReview,
    AfterActionStep,
    AfterActionVoice,
    Escalation,
    EscalationAsked,
    EscalationStage,
    EscalationStep,
    ProviderAction,
    ProviderConcern,
    ProviderMeeting,
    ProviderStep,
)
from goldenthread.panels.panel_models import (
    ClutterRating,
    Panel,
    PanelAction,
    PanelActionWord,
    PanelAwareness,
    PanelCapacity,
    PanelCase,
    PanelCount,
    PanelCriterion,
    PanelListing,
    PanelLook,
    PanelMeeting,
    PanelMember,
    PanelRisk,
    PanelStep,
)
from goldenthread.panels.pathway import Pathway, Taken
from goldenthread.panels.trust_models import (
    PositionOfTrust,
    Seconded,
    TrustDisclosure,
    TrustMeeting,
    TrustReferral,
    TrustSetting,
    TrustStep,
)

__all__ = [
    "AfterActionReview", "AfterActionStep", "AfterActionVoice", "ClutterRating", "Escalation", "EscalationAsked",
    "EscalationStage", "EscalationStep", "Panel", "PanelAction", "PanelActionWord", "PanelAwareness",
    "PanelCapacity", "PanelCase", "PanelCount", "PanelCriterion", "PanelListing", "PanelLook", "PanelMeeting",
    "PanelMember", "PanelRisk", "PanelStep", "Pathway", "PathwayClock", "PositionOfTrust", "ProviderAction",
    "ProviderConcern", "ProviderMeeting", "ProviderStep", "Seconded", "Taken", "TrustDisclosure", "TrustMeeting",
    "TrustReferral", "TrustSetting", "TrustStep",
]  # fmt: skip
