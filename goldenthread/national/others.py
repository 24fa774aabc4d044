"""What was published of councils' returns: a file of the five columns, or the national open data. Free of Django."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from goldenthread.core.errors import NotFound, Refused
from goldenthread.national import definition
from goldenthread.national.definition import Key
from goldenthread.national.published_rows import Row, rows_of

MARKS = ("[c]", "[x]", "*")
MOST_TOLD = 20
"""How many faults of a council's rows are told at once."""
MOST_COUNCILS = 400
MOST_DIGITS = 9
MOST_NAME = 120

Value = int | str | None
Cell = tuple[str, str, str, str, Value]


@dataclass(frozen=True)
class Council:
    """What a file holds of one council, and what is wrong with it. `name` is empty where the file names nobody.

    `not_known` are rows that are no cell of the year's return; `uneven` are numbers that are not to the nearest five, as
    published ones are.
    """

    name: str
    cells: tuple[Cell, ...] = ()
    not_known: int = 0
    uneven: int = 0
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """The councils of a file in the order of their names, or what is wrong with the whole file."""

    councils: tuple[Council, ...] = ()
    problems: tuple[str, ...] = ()

    def of(self, council: str) -> Council:
        """The rows of a council by its name, whatever its capitals; of a file that names nobody, all rows.

        Raises:
            Refused: the file is of others, or nothing in it can be used; says every fault found, a line each.
        """
        if self.problems:
            raise Refused("\n".join(self.problems))
        named = {one.name.casefold(): one for one in self.councils}
        found = named.get(council.strip().casefold()) or (named.get("") if len(named) == 1 else None)
        if found is None:
            few = ", ".join(one.name for one in self.councils[:5])
            others = " and others" if len(self.councils) > 5 else ""
            raise Refused(f"The file holds no rows of “{council}”. It holds {few}{others}.")
        if found.problems:
            raise Refused("\n".join(found.problems))
        return found


@dataclass
class _Read:
    values: dict[Key, Value] = field(default_factory=dict)
    not_known: int = 0
    problems: list[str] = field(default_factory=list)


def read(data: bytes, *, year: str, name: str = "values.csv") -> Found:
    """The published values of every council in a file.

    A value is a whole number, "[c]" (withheld; "*" in older files) or "[x]" (not supplied). What is at fault in the rows of one
    council is said of it, and keeps no other from being used.
    """
    try:
        known = {cell.key for cell in definition.load(year).cells}
        read_ = _sorted(rows_of(data, name), known)
    except (NotFound, Refused) as error:
        return Found(problems=(str(error),))
    if len(read_) > MOST_COUNCILS:
        return Found(problems=(f"The file names {len(read_):,} councils, more than there are. Look at its LA_NAME.",))
    councils = tuple(_council(name, read_[name]) for name in sorted(read_, key=str.casefold))
    if not any(one.cells or one.problems for one in councils):
        words = "The file holds no row that this year’s return knows. Check that it is the return of that year."
        return Found(problems=(words,))
    return Found(tuple(one for one in councils if one.cells or one.problems))


def _sorted(rows: Iterable[Row], known: set[Key]) -> dict[str, _Read]:
    found: dict[str, _Read] = {}
    spelt: dict[str, str] = {}
    for number, (council, *labels, said) in rows:
        of = found.setdefault(spelt.setdefault(council.casefold(), council), _Read())
        table, kind, category, subcategory = labels
        key = (table, kind, category, subcategory)
        if key not in known:
            of.not_known += 1
            continue
        value, problem = _value(said)
        if not problem and key in of.values:
            problem = f"repeats {', '.join(key)}, which stood above"
        if problem:
            of.problems.append(f"Row {number} {problem}.")
        else:
            of.values[key] = value
    return found


def _council(name: str, read_: _Read) -> Council:
    if len(name) > MOST_NAME:
        read_.problems.insert(0, f"Its name is longer than {MOST_NAME} characters.")
    if read_.problems:
        more = len(read_.problems) - MOST_TOLD
        told = (*read_.problems[:MOST_TOLD], *([f"{more:,} more rows are at fault."] if more > 0 else []))
        return Council(name, problems=told)
    uneven = sum(1 for value in read_.values.values() if isinstance(value, int) and value % 5)
    return Council(name, tuple((*key, value) for key, value in read_.values.items()), read_.not_known, uneven)


def _value(text: str) -> tuple[Value, str]:
    """A value, and what is wrong with it."""
    if text in MARKS:
        return ("[c]" if text == "*" else text), ""
    if not text:
        return None, ""
    plain = text.replace(",", "")
    if plain.isascii() and plain.isdecimal() and len(plain) <= MOST_DIGITS:
        return int(plain), ""
    return None, f"holds “{text[:30]}” as its value; it should be a whole number, [c] or [x]"
