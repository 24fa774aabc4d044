"""What is looked for of sealed texts: names, places and numbers as people write them, and not the words of the law."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.vault.finding import hidden
from goldenthread.vault.finding.search import Passage, search

KNOWN = ("Adult Q", "Margaret", "Luton", "Luton Borough Council", "Bedfordshire Police", "ICB")
TOLD = (
    "Xanthe Applethorn, neighbour at 16 Hollowmere Lane, told us on 3 March 2024. Her mobile is 07700 900123.\n"
    "She works with Dr Ottokar van der Brunswick; write to x.apple@thorn.example."
)
ADVICE = (
    "Counsel advises that publication engages Article 8 of the Human Rights Act 1998, and section 44 of the Care Act 2014. "
    "Disclosure would identify Mr Joss Farrowby, who gave Bedfordshire Police a statement (ref 40/71234/23). "
    "Luton Borough Council and Adult Q are named; Margaret is not. Therefore redact what Mrs mcAllardyce said."
)


def found(sealed: str, report: str, *, is_who_told: bool = False) -> set[str]:
    looked_for = list(hidden.of_prose(sealed, known=KNOWN, is_who_told=is_who_told))
    hits = search([Passage("Text", report)], looked_for)
    assert {(one.sort, one.about) for one in hits} <= {(hidden.SEALED, "")}
    return {one.words for one in hits}


@pytest.mark.parametrize(
    ("report", "words"),
    [
        ("A neighbour, Xanthe Applethorn, rang.", "Xanthe Applethorn"),
        ("APPLETHORN, Xanthe rang.", "APPLETHORN, Xanthe"),
        ("Xanthe’s call was noted.", "Xanthe’s"),
        ("A Mrs Applethorn rang.", "Applethorn"),
        ("X.A. rang.", "X.A."),
        ("She lived on Hollowmere Ln.", "Hollowmere Ln."),
        ("The number was +44 7700 900 123.", "+44 7700 900 123"),
        ("It came from x.apple@thorn.example.", "x.apple@thorn.example"),
        ("Dr Brunswick agreed.", "Brunswick"),
        ("Dr van der Brunswick agreed.", "van der Brunswick"),
    ],
)
def test_who_told_is_found_however_it_is_written(report: str, words: str):
    assert words in found(TOLD, report, is_who_told=True)


@pytest.mark.parametrize(
    ("report", "words"),
    [
        ("Joss spoke to the police.", "Joss"),
        ("Mr Farrowby spoke.", "Farrowby"),
        ("The reference was 40 71234 23.", "40 71234 23"),
        ("A Mrs McAllardyce.", "McAllardyce"),
    ],
)
def test_who_stands_in_legal_advice_is_found(report: str, words: str):
    assert words in found(ADVICE, report)


@pytest.mark.parametrize(
    "report",
    [
        "The Human Rights Act 1998 and section 44 of the Care Act 2014 apply. Publication was agreed.",
        "Luton Borough Council, Bedfordshire Police and the ICB took part. Counsel advised.",
        "Adult Q and Margaret lived in Luton. Disclosure was refused.",
        "A counsellor told her neighbour that a worker would ring in March 2024.",
    ],
)
def test_what_names_nobody_is_not_found(report: str):
    assert found(ADVICE, report) == set()
    assert found(TOLD, report, is_who_told=True) == set()


@pytest.mark.parametrize(
    ("sealed", "is_who_told", "report", "is_found"),
    [
        ("xanthe applethorn", True, "Xanthe rang.", True),
        ("xanthe applethorn", False, "Xanthe rang.", False),
        ("The XANTHE APPLETHORN matter", False, "Ms Applethorn rang.", True),
        ("mrs applethorn next door", False, "Ms Applethorn rang.", True),
        ("Applethorn told us.", False, "Ms Applethorn rang.", True),
        ("Harm is likely.", False, "Harm was done.", False),
        ("Told by Will.", True, "She will ring.", False),
        ("Told by Will.", True, "So Will rang.", True),
        ("Her car is AB12 CDE.", True, "A car, AB12CDE, stood outside.", True),
        ("Born 3 April 1951.", True, "She was born on 03/04/1951.", True),
        ("NHS number 999 234 5675.", False, "9992345675", True),
        ("National Insurance QQ 12 34 56 C.", False, "QQ123456C", True),
        ("On 12/03/2024 she rang.", True, "It was 12/03/2024.", False),
        ("Margaret told us.", True, "Margaret rang.", False),
        ("Margaret Applethorn told us.", True, "Margaret rang.", True),
        ("", True, "Nobody rang.", False),
    ],
)
def test_edges(sealed: str, is_who_told: bool, report: str, is_found: bool):
    assert bool(found(sealed, report, is_who_told=is_who_told)) is is_found


NAME = st.from_regex(r"[A-Z][b-df-hj-np-tv-z][aeiou][b-df-hj-np-tv-z]{2}[aeiou]q", fullmatch=True)


@settings(deadline=None, max_examples=60)
@given(NAME, NAME, st.sampled_from(["{} {} told us.", "Told by {} {}, a carer.", "We had it from Mrs {} {}.", "{} {}"]))
def test_whoever_is_named_in_full_is_found_by_each_name(first: str, last: str, how: str):
    sealed = how.format(first, last)

    for said in (f"So {first} rang.", f"So {last} rang.", f"So {last}, {first} rang."):
        assert found(sealed, said, is_who_told=True)
        assert found(f"Advice. {sealed}", said)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200))
def test_whatever_is_sealed_can_be_looked_for(text: str):
    search([Passage("Text", text)], [*hidden.of_prose(text, known=[text], is_who_told=True), *hidden.of_address(text)])
