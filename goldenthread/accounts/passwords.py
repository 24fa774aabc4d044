"""What a password must be: long enough, and not one that people guess. No rule about kinds of characters, no expiry."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string

from goldenthread.accounts.models import User

SHORTEST, LONGEST = 12, 1024
ENOUGH_OF_ITS_OWN = 8
"""Letters and digits that must be left once the words everybody here would guess are taken out."""

GUESSED = (
    "safeguarding", "safeguard", "adults", "adult", "board", "council", "police", "service", "golden", "thread", "goldenthread",
    "password", "passwort", "passphrase", "welcome", "letmein", "qwertyuiop", "qwerty", "abcdef", "admin", "manager",
    "login", "signin", "changeme", "secret", "computer", "monday", "spring", "summer", "autumn", "winter", "january", "february",
    "march", "april", "june", "july", "august", "september", "october", "november", "december", "careact", "review", "enquiry",
)  # fmt: skip
DISGUISES = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})
DRESSING = 4
"""How many characters at the end, such as “123!”, do not make a common password a good one."""

SAY_IT_OTHERWISE = "Three random words together are easy to remember."


class LongEnough:
    """At least twelve characters, at most 1,024."""

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002  (Django's way)
        if len(password) < SHORTEST:
            raise ValidationError(f"Password must be {SHORTEST} characters or more. {SAY_IT_OTHERWISE}")
        if len(password) > LONGEST:
            raise ValidationError(f"Password must be {LONGEST:,} characters or fewer.")

    def get_help_text(self) -> str:
        return f"Use {SHORTEST} characters or more. {SAY_IT_OTHERWISE}"


class NotCommon(CommonPasswordValidator):
    """Not on the list of passwords that are tried first, however it is dressed up with digits at its end."""

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002  (Django's way)
        plain = password.lower().strip()
        beginnings = {plain[: len(plain) - more] for more in range(DRESSING + 1)}
        guessed = beginnings | {one.translate(DISGUISES) for one in beginnings}
        repeated = len(set(password.lower())) < 5
        if repeated or not guessed.isdisjoint(self.passwords) or _is_a_run(password.lower()):
            raise ValidationError(f"That password is too easy to guess. {SAY_IT_OTHERWISE}")


class NotOfOurWords:
    """Not made of words that anybody would guess here: the Board's, its agencies', “safeguarding”, one's own name."""

    def validate(self, password: str, user: User | None = None) -> None:
        if len(_rest(password, [*GUESSED, *_words_of(user), *_words_of_the_house()])) < ENOUGH_OF_ITS_OWN:
            raise ValidationError(
                "Password must not be made of words people would guess, such as your name, your e-mail address, the "
                f"Board’s name or “safeguarding”. {SAY_IT_OTHERWISE}"
            )


def _rest(password: str, words: Iterable[str]) -> str:
    """What is left of a password once guessable words, years and marks are taken out."""
    plain, rests = re.sub(r"(19|20)\d\d", "", password.lower()), []
    known = sorted({one for one in words if len(one) > 2}, key=len, reverse=True)
    for form in (plain, plain.translate(DISGUISES)):
        rest = re.sub(r"[\W_]+", "", form)
        for word in known:
            rest = rest.replace(word, "")
        rests.append(rest)
    return min(rests, key=len)


def _words_of(user: User | None) -> list[str]:
    return words_in(f"{user.name} {user.email}") if user is not None else []


def words_in(text: str) -> list[str]:
    """The words of a name or an address, in small letters; and the same run together."""
    words = [one for one in re.split(r"[\W_]+", text.lower()) if len(one) > 2]
    return [*words, "".join(words)]


def _words_of_the_house() -> list[str]:
    tellers: list[Callable[[], Iterable[str]]] = [import_string(name) for name in settings.GUESSABLE_WORDS]
    return [word for tell in tellers for word in tell()]


def _is_a_run(password: str) -> bool:
    """123456789012, abcdefghijkl, or one bit over and over."""
    steps = {ord(after) - ord(before) for before, after in pairwise(password)}
    over = any(password == (password[:size] * len(password))[: len(password)] for size in range(1, 5))
    return over or steps <= {1} or steps <= {-1} or password[:10] in {"1234567890", "0987654321"}
