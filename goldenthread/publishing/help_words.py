"""What the public needs to know first, in plain words. The ten kinds are those of the statutory guidance, chapter 14."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    slug: str
    name: str
    looks_like: str


KINDS = (
    Kind("self-neglect", "Self-neglect and hoarding", "Not eating, not washing, a home that is no longer safe."),
    Kind("domestic", "Domestic abuse", "A partner or relative who frightens, controls or hurts."),
    Kind("money", "Money and belongings", "Cash that goes missing, a new “friend” at the bank."),
    Kind("slavery", "Modern slavery and exploitation", "Work without pay, no passport, never alone."),
    Kind("neglect", "Neglect in care", "Left without food, medicine, help or company."),
    Kind("physical", "Physical abuse", "Hitting, pushing, rough handling, the wrong medicine, being locked in."),
    Kind("sexual", "Sexual abuse", "Being touched or made to do things that are not wanted, or not understood."),
    Kind("emotional", "Emotional abuse", "Threats, humiliation, being kept from friends and family."),
    Kind("discriminatory", "Discriminatory abuse", "Being treated badly because of who you are."),
    Kind("organisational", "Abuse by an organisation", "A home, hospital or service whose ways of working cause harm."),
)

STEPS = (
    ("Someone listens.", "They ask what happened and what you want to happen next."),
    ("They check you are safe today.", "If not, they act today."),
    ("They ask the adult,", "not only the people around them, what they want."),
    ("They tell you what they can.", "Some things are private to the adult."),
)
