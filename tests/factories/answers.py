"""Random forms, and random answers to them, for what must hold of every form."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from goldenthread.asks.definitions import Ask, Choice, Column, Form, Question, Section
from goldenthread.asks.filing import clean

WORDS = (
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=30).map(str.strip).filter(bool)
)
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cn")), max_size=80).map(clean)
NUMBERS = st.one_of(st.integers(0, 10**9).map(str), st.decimals(0, 10**6, places=2).map(str))
DAYS = st.dates().filter(lambda day: day.year >= 1000).map(lambda day: day.isoformat())
CHOICES = (Choice("good", "Good: all of it"), Choice("part", "In part; or in places"), Choice("none", "None yet"))
SIMPLE = (Ask.TEXT, Ask.NUMBER, Ask.DATE, Ask.CHOICE, Ask.YES_NO)


@st.composite
def questions(draw: Any, key: str, kinds: tuple[Ask, ...] = tuple(Ask)) -> Question:
    kind = draw(st.sampled_from(kinds))
    more: dict[str, Any] = {}
    if kind in {Ask.CHOICE, Ask.CHOICES}:
        more["choices"] = CHOICES[: draw(st.integers(2, 3))]
    if kind is Ask.MATRIX:
        more["rows"] = tuple(Choice(f"row_{n}", f"Row {n}") for n in range(draw(st.integers(1, 3))))
        more["columns"] = tuple(
            Column(f"column_{n}", f"Column {n}", takes=draw(st.sampled_from(SIMPLE)), choices=CHOICES)
            for n in range(draw(st.integers(1, 3)))
        )
    if kind is Ask.CASES:
        inner = (*SIMPLE, Ask.CHOICES)
        more["of_each"] = tuple(draw(questions(f"of_{n}", inner)) for n in range(draw(st.integers(1, 3))))
    return Question(key, draw(WORDS), kind, help=draw(TEXTS), is_required=draw(st.booleans()), **more)


@st.composite
def forms(draw: Any) -> Form:
    sections = []
    for place in range(draw(st.integers(1, 3))):
        asked = tuple(draw(questions(f"q{place}_{n}")) for n in range(draw(st.integers(1, 4))))
        sections.append(Section(draw(WORDS), asked, draw(TEXTS)))
    return Form("made-up", 1, draw(WORDS), draw(WORDS), tuple(sections), allows_nil=draw(st.booleans()))


def value_of(draw: Any, question: Question) -> Any:
    match question.kind:
        case Ask.TEXT:
            return draw(TEXTS)
        case Ask.NUMBER:
            return draw(NUMBERS)
        case Ask.DATE:
            return draw(DAYS)
        case Ask.YES_NO:
            return draw(st.sampled_from(("yes", "no")))
        case Ask.CHOICE:
            return draw(st.sampled_from(question.choices)).key
        case Ask.CHOICES:
            chosen = draw(st.sets(st.sampled_from([one.key for one in question.choices])))
            return [one.key for one in question.choices if one.key in chosen]
        case _:
            return None


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


@st.composite
def answered(draw: Any) -> tuple[Form, dict[str, Any]]:
    """A form, and an answer to some of it. Files travel another way, so there are none."""
    from goldenthread.asks.checking import cell_question

    form = draw(forms())
    found: dict[str, Any] = {}
    for question in form.questions():
        if draw(st.booleans()):
            continue
        if question.kind is Ask.MATRIX:
            rows = {
                row.key: _kept({one.key: value_of(draw, cell_question(question, one)) for one in question.columns})
                for row in question.rows
            }
            found[question.key] = _kept(rows)
        elif question.kind is Ask.CASES:
            cases = [
                _kept({one.key: value_of(draw, one) for one in question.of_each})
                for _ in range(draw(st.integers(0, 3)))
            ]
            found[question.key] = [case for case in cases if case]
        else:
            found[question.key] = value_of(draw, question)
    return form, _kept(found)
