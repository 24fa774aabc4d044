"""Making a database, or bringing one up to date.

An empty one is made from the kinds of record as they are, and every migration is written down as applied: walking through all
of them, one change at a time, takes a minute and ends at the same tables.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test.utils import override_settings

WRITTEN_DOWN = "django_migrations"
"""The table that says which migrations were applied. It is made last, so that a database without it was never used."""


def bring_up_to_date() -> None:
    """Make the tables of an empty database; of any other, apply the migrations it lacks."""
    tables = set(connection.introspection.table_names())
    if WRITTEN_DOWN not in tables:
        _begin_again(tables)
        if connection.vendor == "sqlite":
            _make()  # its tables cannot be made within a transaction while foreign keys are watched
        else:
            with transaction.atomic():
                _make()
    call_command("migrate", verbosity=0)


def _begin_again(tables: set[str]) -> None:
    """Take away tables of a beginning that was cut off: nothing can have been kept in them yet."""
    if not tables:
        return
    ours = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for table in sorted(tables & ours):
            name = connection.ops.quote_name(table)
            cursor.execute(f"DROP TABLE {name}" + ("" if connection.vendor == "sqlite" else " CASCADE"))


def _make() -> None:
    as_they_are: dict[str, Any] = dict.fromkeys((config.label for config in apps.get_app_configs()), None)
    with override_settings(MIGRATION_MODULES=as_they_are):
        call_command("migrate", run_syncdb=True, verbosity=0)
    _write_down()


def _write_down() -> None:
    """Say of every migration there is that it was applied, all at once."""
    recorder = MigrationRecorder(connection)
    names = [recorder.Migration(app=app, name=name) for app, name in MigrationLoader(connection).graph.nodes]
    with connection.constraint_checks_disabled(), transaction.atomic():
        recorder.ensure_schema()
        recorder.Migration.objects.using(connection.alias).bulk_create(names)
