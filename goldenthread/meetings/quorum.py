"""Quorum rules as data: read, told as a sentence, and held against who came. Free of Django.

A rule is a list of requirements, and all of them must be met:

    [{"agencies": ["council", "icb", "police"], "all": true, "deputies_count": true}, {"at_least": 6}]

`agencies` names agencies by their short names: with `all` each must be there, without it `at_least` of them (or one). A
requirement without `agencies` counts everybody. Deputies count unless `deputies_count` is false.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from goldenthread.core.errors import Refused

PRESENT, DEPUTY = "present", "deputy"
KNOWN = {"agencies", "all", "at_least", "deputies_count"}
NAMED_AT_MOST = 3
SMALL = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True)
class Requirement:
    """One thing that must be so. Where `agencies` is empty, anybody counts."""

    agencies: tuple[str, ...]
    at_least: int
    deputies_count: bool

    @property
    def is_all(self) -> bool:
        return bool(self.agencies) and self.at_least == len(self.agencies)


@dataclass(frozen=True)
class Judgement:
    """Whether a meeting was quorate, and what was missing, in words. `unknown` says why it cannot be told."""

    has_rule: bool
    missing: tuple[str, ...]
    unknown: str = ""

    @property
    def is_quorate(self) -> bool:
        return self.has_rule and not self.missing and not self.unknown

    @property
    def words(self) -> str:
        if not self.has_rule:
            return "No quorum rule is written down for this group"
        if self.unknown:
            return f"Whether it was quorate is not known: {self.unknown}"
        return "Quorate" if not self.missing else f"Not quorate: {'; '.join(self.missing)}"


def read(rule: Any) -> tuple[Requirement, ...]:
    """The requirements of a rule.

    Raises:
        Refused: it is not such a rule; says what is wrong with it.
    """
    if not isinstance(rule, Sequence) or isinstance(rule, str):
        raise Refused("A quorum rule is a list of requirements.")
    return tuple(_requirement(one) for one in rule)


def _requirement(said: Any) -> Requirement:
    if not isinstance(said, Mapping) or set(said) - KNOWN or not set(said) & {"agencies", "at_least"}:
        raise Refused("Each requirement of a quorum names agencies, or how many must be there at least.")
    agencies = said.get("agencies", [])
    if not isinstance(agencies, Sequence) or isinstance(agencies, str) or not all(isinstance(a, str) for a in agencies):
        raise Refused("The agencies of a quorum are a list of short names.")
    if not agencies and "at_least" not in said:
        raise Refused("A requirement of a quorum that names no agency says how many must be there.")
    wanted = len(agencies) if said.get("all") else said.get("at_least", 1)
    if isinstance(wanted, bool) or not isinstance(wanted, int) or wanted < 1:
        raise Refused("A quorum asks for one or more to be there.")
    if agencies and wanted > len(set(agencies)):
        raise Refused("A quorum cannot ask for more agencies than it names.")
    return Requirement(tuple(dict.fromkeys(agencies)), wanted, bool(said.get("deputies_count", True)))


def sentence(rule: Any, names: Mapping[str, str]) -> str:
    """A rule as people say it. `names` are the agencies' names by their short names."""
    said = [_said(one, names) for one in read(rule)]
    return f"A meeting is quorate when {_listed(said)}." if said else "No quorum rule is written down."


def _said(one: Requirement, names: Mapping[str, str]) -> str:
    deputies = "in person or by a deputy" if one.deputies_count else "themselves, not by a deputy"
    if not one.agencies:
        return (
            f"at least {_number(one.at_least)} {'agency is' if one.at_least == 1 else 'agencies are'} there, {deputies}"
        )
    called = [names.get(slug, slug) for slug in one.agencies]
    if one.is_all:
        return f"{_listed(called)} {'is' if len(called) == 1 else 'are'} there, {deputies}"
    return f"at least {_number(one.at_least)} of {_listed(called)} {'is' if one.at_least == 1 else 'are'} there, {deputies}"


NOBODY = "nobody has written down who came"


def judge(rule: Any, came: Mapping[str, str], names: Mapping[str, str], unmarked: Collection[str] = ()) -> Judgement:
    """Whether a meeting was quorate. `came` says, by an agency's short name, how it was marked.

    `unmarked` are the agencies that were expected and of which nothing is written down. Nobody is said to have been away
    for that: where their coming would have made the meeting quorate, it is not known whether it was.
    """
    requirements = read(rule)
    missing = _all_missing(requirements, came, names)
    silent = [slug for slug in unmarked if slug not in came]
    if missing and silent:
        if not came:
            return Judgement(has_rule=True, missing=(), unknown=NOBODY)
        at_best = _all_missing(requirements, {**came, **dict.fromkeys(silent, PRESENT)}, names)
        if not at_best:
            return Judgement(has_rule=True, missing=(), unknown=_not_written(silent, names))
        missing = at_best
    return Judgement(bool(requirements), missing)


def _all_missing(
    requirements: Sequence[Requirement], came: Mapping[str, str], names: Mapping[str, str]
) -> tuple[str, ...]:
    return tuple(words for one in requirements if (words := _missing(one, came, names)))


def _not_written(silent: Sequence[str], names: Mapping[str, str]) -> str:
    if len(silent) > NAMED_AT_MOST:
        return f"whether {_number(len(silent))} agencies came is not written down"
    return f"whether {_listed([names.get(slug, slug) for slug in silent])} came is not written down"


def _missing(one: Requirement, came: Mapping[str, str], names: Mapping[str, str]) -> str:
    counts = {PRESENT, DEPUTY} if one.deputies_count else {PRESENT}
    here = {slug for slug, status in came.items() if status in counts}
    if not one.agencies:
        short = one.at_least - len(here)
        return f"{_number(short)} more {'agency was' if short == 1 else 'agencies were'} needed" if short > 0 else ""
    away = [slug for slug in one.agencies if slug not in here]
    short = one.at_least - (len(one.agencies) - len(away))
    if short <= 0:
        return ""
    called = [_away(slug, one, came, names) for slug in away]
    if one.is_all:
        return f"{_listed(called)} {'was' if len(called) == 1 else 'were'} not there"
    return f"{_number(short)} more of {_listed(called)} {'was' if short == 1 else 'were'} needed"


def _away(slug: str, one: Requirement, came: Mapping[str, str], names: Mapping[str, str]) -> str:
    is_deputy = not one.deputies_count and came.get(slug) == DEPUTY
    return f"{names.get(slug, slug)}{' (a deputy does not count)' if is_deputy else ''}"


def _number(value: int) -> str:
    return SMALL[value] if value < len(SMALL) else str(value)


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
