"""Panels and what is before them as pages; each pathway’s are in a module of its own."""

from goldenthread.panels import kinds_of_actions, kinds_of_others, kinds_of_panel_cases, kinds_of_panels, kinds_of_trust

__all__ = ["kinds_of_actions", "kinds_of_others", "kinds_of_panel_cases", "kinds_of_panels", "kinds_of_trust"]
