"""One hall of cases for all that is promised of every case; whatever each test does is undone.

The modules here are one group of one worker, so that the hall is built once; it is undone before any other test.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.factories import case_hall
from tests.factories.case_hall import Hall, apart


@pytest.fixture(scope="package")
def hall(django_db_setup: None, django_db_blocker: Any) -> Iterator[Hall]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield case_hall.build()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _django_db_marker() -> None:
    """In place of pytest-django’s, which would begin anew, and close the connection, around each test: the hall stays."""


@pytest.fixture(autouse=True)
def undone(hall: Hall) -> Iterator[None]:
    hall.shown()  # found before anything is undone, for all that follow
    with apart():
        yield
