"""Small pieces of the checks' SQL. Names come from the contract alone, never from an extract."""


def found(sheet: str, condition: str, column: str, *, value: str = "", other: str = "NULL", extra: str = "") -> str:
    shown = value or column
    return f"SELECT t.row, '{column}', t.{shown}, {other} FROM {sheet} t {extra} WHERE {condition}"


def items(column: str) -> str:
    """A list in a cell as a list; spaces around `;` are ignored."""
    return f"list_transform(string_split({column}, ';'), lambda item: trim(item))"


def lists(sheet: str, column: str, condition: str = "true") -> str:
    """Each cell of a column of lists once, by its own name."""
    return f"SELECT DISTINCT {column} FROM {sheet} WHERE {column} IS NOT NULL AND {condition}"
