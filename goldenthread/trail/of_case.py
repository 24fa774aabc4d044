"""The case an entry of the trail is of, as the database reads it."""

from __future__ import annotations

from typing import Any

from django.db import models


class OfCase(models.Func):
    """The case an entry says it is of, written so that each database finds it by its index."""

    output_field = models.TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template="json_extract(%(expressions)s, '$.case')", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template="(%(expressions)s ->> 'case')", **more)
