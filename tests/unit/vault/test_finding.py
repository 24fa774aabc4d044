"""Every identifier hidden in a report is found, however it is written; and the check itself can fail."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.vault.finding import dates, diminutives, terms
from goldenthread.vault.finding.folding import fold
from goldenthread.vault.finding.search import Found, Passage, search
from tests.factories.seeded_reports import Seeded, clean_reports, reports

TODAY = date(2024, 5, 1)
REPORTS = 120
FEWER = 20


def looked_for(held: Iterable[dict[str, str]]) -> list[terms.Term]:
    found = [term for one in held for term in terms.of_person(one, "Adult Q", TODAY)]
    return [*found, *terms.of_anybody()]


def found_in(seeded: Seeded) -> list[Found]:
    return search([Passage("Text", seeded.text)], looked_for(seeded.held))


def missed(seeded: Seeded) -> list[tuple[str, str]]:
    """What was hidden and stands, in some place, under no hit at all."""
    covered = [False] * len(seeded.text)
    for hit in found_in(seeded):
        length = len(re.match(r"\s*".join(map(re.escape, hit.words.replace(" ", ""))), seeded.text[hit.start :])[0])  # type: ignore[index]
        covered[hit.start : hit.start + length] = [True] * length
    return [(sort, words) for sort, words in seeded.hidden if not _is_covered(seeded.text, words, covered)]


def _is_covered(text: str, words: str, covered: list[bool]) -> bool:
    places = [match.start() for match in re.finditer(re.escape(words), text)]
    assert places, words
    wanted = [index for index, letter in enumerate(words) if letter.isalnum()]
    return all(sum(covered[place + one] for one in wanted) >= len(wanted) * 0.5 for place in places)


@pytest.mark.capability("S181")
def test_every_identifier_hidden_in_a_hundred_and_twenty_reports_is_found(capsys: pytest.CaptureFixture[str]):
    made = list(reports(REPORTS))
    left = [one for report in made for one in missed(report)]
    hidden = sum(len(report.hidden) for report in made)
    clean = list(clean_reports(REPORTS))
    alarms = Counter(one.sort for text, of in zip(clean, made, strict=True) for one in _in_clean(text, of))

    with capsys.disabled():
        words = sum(len(text.split()) for text in clean)
        print(f"\n{hidden - len(left)} of {hidden} found in {REPORTS} reports; {sum(alarms.values())} false alarms in "
              f"{words:,} words without any: {dict(alarms)}")  # fmt: skip
    assert left == []
    assert hidden > 2000
    assert sum(alarms.values()) < REPORTS * 3


def _in_clean(text: str, of: Seeded) -> list[Found]:
    return search([Passage("Text", text)], looked_for(of.held))


FAULTS = {
    "nicknames are left out": ("short name", lambda patch: patch.setattr(diminutives, "of", lambda _: frozenset())),
    "days are looked for in figures only": (
        "born",
        lambda patch: patch.setattr(dates, "forms", lambda day: iter([("date", rf"{day.day}/{day.month}/{day.year}")])),
    ),
    "accents are not folded": ("name", lambda patch: patch.setattr("goldenthread.vault.finding.folding._plain", str)),
    "initials are left out": ("initials", lambda patch: patch.setattr(terms, "_initials", lambda *_: iter(()))),
    "numbers are looked for unspaced": ("nhs", lambda patch: patch.setattr(terms, "number_pattern", re.compile)),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_planted_in_the_search_would_be_noticed(fault: str, monkeypatch: pytest.MonkeyPatch):
    sort, plant = FAULTS[fault]
    plant(monkeypatch)
    if fault == "numbers are looked for unspaced":
        monkeypatch.setattr(terms, "of_anybody", lambda: ())
    if fault == "accents are not folded":
        held = {"names": "Jose Muller"}
        report = Seeded([held], "It was José Müller.", [("name", "José Müller")])
        assert missed(report) == report.hidden
        return

    assert sort in {one for report in reports(FEWER) for one, _ in missed(report)}


def hits(text: str, is_name: bool = False, **held: str) -> list[tuple[str, str]]:
    return [(one.sort, one.words) for one in search([Passage("x", text, is_name)], looked_for([held]))]


@pytest.mark.parametrize(
    ("text", "held", "words"),
    [
        ("Thistle-\nwood was there", {"names": "Ann Thistlewood"}, "Thistle- wood"),
        ("Thistle\u00adwood", {"names": "Ann Thistlewood"}, "Thistle\u00adwood"),
        ("T\u200bhistlewood", {"names": "Ann Thistlewood"}, "T\u200bhistlewood"),
        ("THISTLEWOOD’S house", {"names": "Ann Thistlewood"}, "THISTLEWOOD’S"),
        ("the Thistlewoods", {"names": "Ann Thistlewood"}, "Thistlewoods"),
        ("OHanrahan came", {"names": "Pat O'Hanrahan"}, "OHanrahan"),
        ("O’Hanrahan came", {"names": "Pat O'Hanrahan"}, "O’Hanrahan"),
        ("Brackenbury Vane", {"names": "Jo Brackenbury-Vane"}, "Brackenbury Vane"),
        ("Lukasz", {"names": "Łukasz Nowak"}, "Lukasz"),
        ("Łukasz", {"names": "Lukasz Nowak"}, "Łukasz"),
        ("Peggy", {"names": "Margaret Nowak"}, "Peggy"),
        ("Margaret", {"names": "Peggy Nowak"}, "Margaret"),
        ("at Saint Dunstans Rd", {"addresses": "3 St Dunstan's Road, Luton"}, "Saint Dunstans Rd"),
        ("at Rosewithy on Monday", {"addresses": "Rosewithy Court, Dunstable"}, "Rosewithy"),
        ("LU99", {"addresses": "3 Some Road, LU99 9ZZ"}, "LU99"),
        (
            "the twenty-first of May, two thousand and four",
            {"born_on": "2004-05-21"},
            "the twenty-first of May, two thousand and four",
        ),
        ("on May 21st, 2004", {"born_on": "2004-05-21"}, "May 21st, 2004"),
        ("20040521", {"born_on": "2004-05-21"}, "20040521"),
        ("05/21/2004", {"born_on": "2004-05-21"}, "05/21/2004"),
        ("her 21 May birthday", {"born_on": "2004-05-21"}, "21 May"),
        ("01632960123", {"phones": "+44 1632 960123"}, "01632960123"),
        ("seen by Fernsby", {"gp": "Dr Ottoline Fernsby, Mossgate Surgery"}, "Fernsby"),
    ],
)
def test_it_is_found_however_it_is_written(text: str, held: dict[str, str], words: str):
    assert words in [found for _, found in hits(text, **held)]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Annual reports are annotated", {"names": "Ann Thistlewood"}),
        ("it was in the uk", {"names": "Una Keogh"}),
        ("at it again", {"names": "Anna Thorn"}),
        ("people aged 65 and over, or aged 18-64", {"born_on": "1950-01-01"}),
        ("21 May 2019 and 21 May 2020", {"born_on": "2004-05-21"}),
        ("1999 234 56751", {"nhs_number": "999 234 5675"}),
        ("the 20th of May", {"born_on": "2004-05-21"}),
        ("12 months, 3 agencies, £1,951", {"born_on": "1951-03-12"}),
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str, held: dict[str, str]):
    assert hits(text, **held) == []


def test_a_file_may_give_it_away_by_its_name():
    assert hits("ReviewOfAnnThistlewood2023_final", is_name=True, names="Ann Thistlewood") == [
        ("name", "AnnThistlewood")
    ]


def test_what_gives_away_only_together_is_found_when_it_stands_together():
    rule = terms.together([("Together", "twin; lighthouse")])
    apart = [Passage("1", "She was a twin."), Passage("2", "x"), Passage("3", "x"), Passage("4", "The lighthouse.")]
    near = [Passage("1", "She was a twin."), Passage("2", "Her father kept the lighthouse.")]

    assert search(apart, [], rule) == []
    assert [one.words for one in search(near, [], rule)] == ["twin"]


@given(st.dates(date(1900, 1, 1), date(2024, 12, 31)))
def test_each_day_is_found_written_out_and_in_figures(day: date):
    text = f"{day.day} {day:%B %Y}; {day:%d/%m/%Y}; {day:%Y-%m-%d}; {day:%d.%m.%y}; {day:%B} {day.day}, {day.year}"

    found = [words for sort, words in hits(text, born_on=day.isoformat()) if sort == "date of birth"]

    assert found == text.split("; ")


@given(st.text(max_size=200))
def test_folding_keeps_every_letter_where_it_stood(text: str):
    folded = fold(text)

    assert len(folded.text) == len(folded.places)
    assert folded.places == sorted(folded.places)
    assert all(0 <= place < len(text) for place in folded.places)


@given(st.text(max_size=300))
def test_no_text_is_too_odd_to_be_searched(text: str):
    search([Passage("x", text, True)], looked_for([{"names": "Ann Thistlewood", "born_on": "1951-04-03"}]))
