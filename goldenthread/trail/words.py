"""What was done, as a sentence about the past says it: "change" is kept, "changed this" is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

PAST = {
    "accept": "accepted",
    "add": "added",
    "agree": "agreed",
    "answer": "answered",
    "approve": "approved",
    "ask": "asked",
    "begin": "began",
    "book": "booked",
    "bring": "brought",
    "build": "built",
    "call": "called",
    "cancel": "cancelled",
    "carry": "carried",
    "change": "changed",
    "check": "checked",
    "choose": "chose",
    "clear": "cleared",
    "close": "closed",
    "date": "dated",
    "decide": "decided",
    "download": "downloaded",
    "drop": "dropped",
    "end": "ended",
    "escalate": "escalated",
    "evaluate": "evaluated",
    "exempt": "exempted",
    "export": "exported",
    "finish": "finished",
    "flag": "flagged",
    "forget": "forgot",
    "freeze": "froze",
    "give": "gave",
    "go": "went",
    "hand": "handed",
    "invite": "invited",
    "issue": "issued",
    "judge": "judged",
    "keep": "kept",
    "learn": "learned",
    "leave": "left",
    "let": "let",
    "load": "loaded",
    "look": "looked",
    "make": "made",
    "mark": "marked",
    "match": "matched",
    "move": "moved",
    "name": "named",
    "note": "noted",
    "offer": "offered",
    "open": "opened",
    "overtake": "overtook",
    "prepare": "prepared",
    "propose": "proposed",
    "publish": "published",
    "put": "put",
    "raise": "raised",
    "read": "read",
    "record": "recorded",
    "refresh": "refreshed",
    "refuse": "refused",
    "release": "released",
    "remind": "reminded",
    "renew": "renewed",
    "reopen": "reopened",
    "reply": "replied",
    "report": "reported",
    "retire": "retired",
    "return": "returned",
    "save": "saved",
    "say": "said",
    "scan": "scanned",
    "score": "scored",
    "seal": "sealed",
    "send": "sent",
    "set": "set",
    "share": "shared",
    "sign": "signed",
    "stand": "stood",
    "stop": "stopped",
    "take": "took",
    "tell": "told",
    "throw": "threw",
    "tie": "tied",
    "undo": "undid",
    "unseal": "unsealed",
    "untie": "untied",
    "upload": "uploaded",
    "use": "used",
    "withdraw": "withdrew",
    "write": "wrote",
}
WITHOUT_OBJECT = {
    "accept": "accepted {}",
    "add": "added {}",
    "agree grades of": "agreed grades of {}",
    "ask": "asked for {}",
    "begin to agree grades of": "began to agree grades of {}",
    "begin to choose cases for": "began to choose cases for {}",
    "book": "booked {}",
    "call off": "called {} off",
    "cancel": "cancelled {}",
    "change": "changed {}",
    "close": "closed {}",
    "drop": "said that {} is not held",
    "escalate": "took {} higher",
    "evaluate": "said that the impact of {} is evaluated",
    "flag as urgent": "marked {} as urgent",
    "freeze": "froze data",
    "hand in again": "handed {} in again",
    "hand in": "handed {} in",
    "learn from": "learned from {}",
    "look at the case of": "looked at the case of {}",
    "mark as came": "wrote down that they came",
    "mark as did not attend": "wrote down that they did not come",
    "open again": "opened {} again",
    "open the returns again of": "opened the returns of {} again",
    "put on the waiting list": "put {} on the waiting list",
    "record as held": "wrote down that {} was held",
    "reopen": "opened {} again",
    "report": "reported {}",
    "save": "saved {}",
    "send as an ask the returns of": "sent the returns of {} as an ask",
    "send back": "sent {} back",
    "send the returns of": "sent the returns of {}",
    "take away": "took {} away",
    "take out": "took {} out",
    "unseal": "unsealed {}",
}
"""Deeds whose name leaves out what they were done to, or does not make a sentence of the past."""

Says = Callable[[Mapping[str, Any]], str]
_told: dict[str, Says] = {}


def told_as(verb: str, says: Says) -> None:
    """Register how a room tells one of its deeds: a whole sentence of what was kept with it, so that nothing else is listed."""
    _told[verb] = says


def is_told(verb: str) -> bool:
    """Whether a room tells this deed in a sentence of its own."""
    return verb in _told


def past(verb: str) -> str:
    """The name of a deed as done: "begin a report" is "began a report"; what is said of the past already stays."""
    first, space, rest = verb.replace(": ", " to ", 1).partition(" ")
    return f"{PAST.get(first, first)}{space}{rest}"


def did(verb: str, after: Mapping[str, Any], what: str = "this") -> str:
    """What somebody did; `what` names the thing where the name of the deed does not."""
    if verb in _told:
        return _told[verb](after)
    if verb == "export" and after.get("kind"):
        return f"exported {after['kind']}"
    told = WITHOUT_OBJECT.get(verb)
    return told.format(what) if told else past(verb)


def one_of(kind: str) -> str:
    """A kind of thing with its article: "an action", "a user"."""
    return f"{'an' if kind[:1] in 'aeio' else 'a'} {kind}"
