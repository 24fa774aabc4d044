"""How the trail tells what was done to a return, in sentences of the past."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from goldenthread.trail.words import told_as


def _computed(after: Mapping[str, Any]) -> str:
    return f"computed the national return of {after.get('year', '')}, version {after.get('version', '')}"


def _decided(after: Mapping[str, Any]) -> str:
    return f"decided {after.get('policy', '')} of the national return from {after.get('from', '')} on: {after.get('words', '')}"


def _commented(after: Mapping[str, Any]) -> str:
    return f"commented on {after.get('table', '')} of {after.get('year', '')}"


def _ticked(after: Mapping[str, Any]) -> str:
    confirmed, back = after.get("confirmed", 0), after.get("taken back", 0)
    taken = f" and took {back} ticks back" if back else ""
    return f"compared {after.get('table', '')} of {after.get('year', '')} with the template, confirmed {confirmed} cells{taken}"


def _set_day(after: Mapping[str, Any]) -> str:
    return f"set the day of the national return to {after.get('day', '')}"


def _brought_in(after: Mapping[str, Any]) -> str:
    return f"brought in what was published of {after.get('council', '')} for {after.get('year', '')}"


def _moved(words: str) -> Any:
    return lambda after: f"{words}, version {after.get('version', '')}"


told_as("compute the national return", _computed)
told_as("decide a policy of the national return", _decided)
told_as("comment on the national return", _commented)
told_as("compare the national return with its template", _ticked)
told_as("set the day of the national return", _set_day)
told_as("bring in published values", _brought_in)
told_as("sign the return", _moved("signed the national return as the first of two"))
told_as("lock the return", _moved("signed the national return as the second, and locked it"))
told_as("send the return back", _moved("sent the national return back"))
