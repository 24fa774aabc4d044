"""Whether what an extract holds looks like a name, an address or a number of a person."""

from __future__ import annotations

import duckdb

from goldenthread.casework import rules
from goldenthread.casework.contract import Kind, Sheet
from goldenthread.casework.findings import Finding

PERSONAL_SHARE = 5
"""One in so many values: at least a fifth."""


def values_that_look_personal(connection: duckdb.DuckDBPyConnection, sheet: Sheet) -> list[Finding]:
    """Columns of which at least a fifth are valid NHS numbers or postcodes, unknown columns included."""
    described = connection.execute("SELECT comment FROM duckdb_tables() WHERE table_name = ?", [sheet.name]).fetchone()
    titles = str(described[0] or "").split(", ") if described else []
    extra = [
        name
        for (name,) in connection.execute(
            "SELECT column_name FROM duckdb_columns() WHERE table_name = ? AND column_name LIKE 'extra_%' "
            "ORDER BY column_index",
            [sheet.name],
        ).fetchall()
    ]
    plain = [c.name for c in sheet.columns if c.kind not in {Kind.DATE, Kind.CODE, Kind.CODES, Kind.COUNT}]
    shown = dict(zip([*plain, *extra], [*plain, *titles], strict=False))
    return [
        rules.PERSONAL_VALUES.finding(sheet.file, 1, title, None)
        for name, title in shown.items()
        if _is_personal(connection, sheet.name, name)
    ]


def _is_personal(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> bool:
    maybe = (
        f"SELECT count({column}), "
        f"count(*) FILTER ({column} >= '0' AND {column} < ':' AND length({column}) IN (10, 12)), "
        f"count(*) FILTER ({column} >= 'A' AND strlen({column}) BETWEEN 5 AND 8 AND {column}[-1] >= 'A' "
        f"AND substr({column}, -3, 1) BETWEEN '0' AND '9') "
        f"FROM {table}"
    )
    filled, like_numbers, like_postcodes = connection.execute(maybe).fetchone() or (0, 0, 0)
    if filled and PERSONAL_SHARE * like_numbers >= filled:
        texts = connection.execute(f"SELECT {column} FROM {table} WHERE length({column}) IN (10, 12)").fetchall()
        if PERSONAL_SHARE * sum(is_nhs_number(text) for (text,) in texts) >= filled:
            return True
    if filled and PERSONAL_SHARE * like_postcodes >= filled:
        pattern = "[A-Za-z]{1,2}[0-9][A-Za-z0-9]? ?[0-9][A-Za-z]{2}"
        query = f"SELECT count(*) FROM {table} WHERE regexp_full_match({column}, '{pattern}')"
        found = connection.execute(query).fetchone()
        return bool(found and PERSONAL_SHARE * found[0] >= filled)
    return False


def is_nhs_number(text: str) -> bool:
    """Ten digits whose last proves the others (modulus 11), with or without spaces or dashes."""
    digits = text.replace(" ", "").replace("-", "")
    if len(digits) != 10 or not digits.isdigit():
        return False
    check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return check % 11 == int(digits[9]) and check != 10
