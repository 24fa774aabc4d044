"""References people can say on the telephone: random, with a check letter, and without a counter.

A sequence would tell a stranger how many there are. There are twenty-three letters because that is a prime number:
one character heard wrong always changes the check letter.
"""

import secrets

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # no I, O or S: they look like a digit
DIGITS = "234679"  # none that looks or sounds like a letter


def _worth(character: str) -> int:
    return LETTERS.find(character) if character in LETTERS else ord(character) % len(LETTERS)


def _check_letter(text: str) -> str:
    return LETTERS[sum(place * _worth(character) for place, character in enumerate(text, start=1)) % len(LETTERS)]


def make(prefix: str) -> str:
    """A new reference such as "R-KTM-4PX". Its last letter proves that the others were heard right."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(3))
    stem = f"{prefix}-{letters}-{secrets.choice(DIGITS)}{secrets.choice(LETTERS)}"
    return stem + _check_letter(stem)


def is_whole(reference: str) -> bool:
    """Whether the check letter agrees with the rest."""
    return len(reference) > 1 and _check_letter(reference[:-1]) == reference[-1]
