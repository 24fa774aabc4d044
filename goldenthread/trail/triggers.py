"""What the database itself refuses, whoever asks it: changing an entry, taking one away, turning a chain back.

They are put in place by the migration, and again after every `migrate`: SQLite forgets a table's triggers when a later
migration makes the table anew.
"""

from __future__ import annotations

from typing import Any

WORDS = "The trail cannot be changed."
IS_THERE = (
    "EXISTS (SELECT 1 FROM trail_entry WHERE id = NEW.id) OR "
    "EXISTS (SELECT 1 FROM trail_entry WHERE chain = NEW.chain AND number = NEW.number)"
)
HAS_A_HEAD = "EXISTS (SELECT 1 FROM trail_chain WHERE key = NEW.key)"
GROWS = "NEW.key <> OLD.key OR NEW.number <> OLD.number + 1"

SQLITE = {
    "trail_entry_is_not_changed": ("trail_entry", "BEFORE UPDATE", ""),
    "trail_entry_is_not_taken_away": ("trail_entry", "BEFORE DELETE", ""),
    # REPLACE takes rows away without asking the trigger above
    "trail_entry_is_not_replaced": ("trail_entry", "BEFORE INSERT", IS_THERE),
    "trail_chain_only_grows": ("trail_chain", "BEFORE UPDATE", GROWS),
    "trail_chain_is_not_taken_away": ("trail_chain", "BEFORE DELETE", ""),
    "trail_chain_is_not_replaced": ("trail_chain", "BEFORE INSERT", HAS_A_HEAD),
}
POSTGRESQL = {
    "trail_entry_is_not_changed": ("trail_entry", "BEFORE UPDATE OR DELETE", "ROW", ""),
    "trail_entry_is_not_emptied": ("trail_entry", "BEFORE TRUNCATE", "STATEMENT", ""),
    "trail_chain_only_grows": ("trail_chain", "BEFORE UPDATE", "ROW", GROWS),
    "trail_chain_is_not_taken_away": ("trail_chain", "BEFORE DELETE", "ROW", ""),
    "trail_chain_is_not_emptied": ("trail_chain", "BEFORE TRUNCATE", "STATEMENT", ""),
}
REFUSES = f"""
CREATE OR REPLACE FUNCTION trail_refuses() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'restrict_violation'; END $$
"""


def install(connection: Any) -> None:
    """Put the triggers in place, over any that are there."""
    remove(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(REFUSES)
            for name, (table, event, level, when) in POSTGRESQL.items():
                condition = f"WHEN ({when})" if when else ""
                cursor.execute(
                    f"CREATE TRIGGER {name} {event} ON {table} FOR EACH {level} {condition} "
                    "EXECUTE FUNCTION trail_refuses()"
                )
        else:
            for name, (table, event, when) in SQLITE.items():
                condition = f"WHEN {when}" if when else ""
                cursor.execute(
                    f"CREATE TRIGGER {name} {event} ON {table} {condition} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
                )


def remove(connection: Any) -> None:
    """Take the triggers off. A migration that must touch the trail does this, and puts them back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for name, (table, *_) in POSTGRESQL.items():
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
        else:
            for name in SQLITE:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def install_where_there_is_a_trail(using: str) -> None:
    """After `migrate`: where it stopped before the chain was made, there is nothing to guard yet."""
    from django.db import connections

    connection = connections[using]
    if {"trail_entry", "trail_chain"} <= set(connection.introspection.table_names()):
        install(connection)
