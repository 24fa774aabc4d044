"""The seven headings of a seven-minute briefing, each with a prompt of our own. Free of Django.

Source: boards' own seven-minute briefings, which share seven parts of about a minute each.
"""

from __future__ import annotations

HEADINGS: tuple[tuple[str, str], ...] = (
    ("Background", "What happened, in four sentences, with nobody who could be recognised."),
    ("Why it matters", "What it meant for the adult, and what it says of how we work."),
    ("What was found", "The two or three findings that every team should know."),
    ("What worked well", "Practice to keep and to spread."),
    ("What to do now", "What a worker does differently from tomorrow."),
    ("Questions for your team", "Two or three, to talk about in a team meeting."),
    ("Where to find more", "Procedures, training, and whom to ask."),
)
NUMBER = len(HEADINGS)
