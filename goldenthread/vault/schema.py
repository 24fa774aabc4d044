"""On PostgreSQL the vault's tables stand in a schema of their own, `vault`, where they can be granted and dumped apart.

They are found by the search path that `config.databases` sets. SQLite has no schemas: there they stand beside the others.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connections

NAME = "vault"


def keep_apart(*, using: str, **_: Any) -> None:
    """Move the vault's tables into its schema, those that are not there yet. Called after every bringing up to date."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    ours = [model._meta.db_table for model in apps.get_app_config("vault").get_models(include_auto_created=True)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename = ANY(%s)", [ours])
        for (table,) in cursor.fetchall():
            cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {NAME}")
            cursor.execute(f"ALTER TABLE public.{connection.ops.quote_name(table)} SET SCHEMA {NAME}")
