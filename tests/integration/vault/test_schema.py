"""Where the vault's tables stand."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection

pytestmark = pytest.mark.django_db


def test_on_postgresql_the_vault_has_a_schema_of_its_own():
    ours = {model._meta.db_table for model in apps.get_app_config("vault").get_models()}
    if connection.vendor != "postgresql":
        assert ours <= set(connection.introspection.table_names())
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'vault'")
        apart = {name for (name,) in cursor.fetchall()}

    assert apart == ours
