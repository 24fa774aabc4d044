"""Steps of the pathways as sentences of the past, where their names alone make none."""

from __future__ import annotations

from goldenthread.panels.steps import STAGES
from goldenthread.trail.words import told_as

TOLD = {
    "decline": "did not accept it",
    "leave": "ended it",
    "decide the risk": "decided the risk",
    "hold the meeting": "held the meeting",
    "note the outcome": "noted the outcome",
    "settle": "settled it",
    "go to meetings": "went on to meetings",
    "leave to oversight": "left it to ordinary oversight",
    "hold": "held it",
    "say of an action: it goes on": "said of an action that it goes on",
    "say of an action: it is done": "said of an action that it is done",
    "say of an action: it cannot go on": "said of an action that it cannot go on",
    **{f"take to {words.split(':')[0].lower()}": f"took it to {words.split(':')[0].lower()}" for _, words in STAGES},
}
for _verb, _words in TOLD.items():
    told_as(_verb, lambda _, words=_words: words)  # type: ignore[misc]  # the words of this one, not of the last
