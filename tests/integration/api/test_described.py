"""The interface is as its description says: held by a file of the docs, and by made-up requests of every sort."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck
from hypothesis import given as made_up
from hypothesis import settings as within
from schemathesis import GenerationMode

from goldenthread.api.interface import api, description
from goldenthread.config.headers import around
from tests.integration.api.conftest import ask

ROOT = Path(__file__).resolve().parents[3]
FILE = ROOT / "docs" / "reference" / "openapi.json"
OPERATIONS = [
    "/api/v1/token",
    "/api/v1/periods",
    "/api/v1/definitions",
    "/api/v1/definitions/{figure_id}",
    "/api/v1/figures",
    "/api/v1/figures.csv",
    "/api/v1/figures.xlsx",
    "/api/v1/figures.arrow",
    "/api/v1/figures/{figure_id}",
    "/api/v1/frozen-sets",
    "/api/v1/openapi.json",
]


def test_the_description_in_the_docs_is_the_one_that_is_served(board: Any, given_token: str):
    """Where it is not, write it anew: `python -m goldenthread.api > docs/reference/openapi.json`."""
    served = ask("openapi.json", given_token).json()

    assert json.loads(FILE.read_text(encoding="utf-8")) == served == json.loads(json.dumps(description()))
    assert served["openapi"] == "3.1.0"
    assert list(served["paths"]) == OPERATIONS


def test_every_operation_says_what_it_is_and_asks_for_a_token():
    told = description()["paths"]

    assert {method for methods in told.values() for method in methods} == {"get"}
    for methods in told.values():
        assert methods["get"]["summary"]
        assert methods["get"]["security"] == [{"Bearer": []}]
        assert {200, 401, 429} <= {int(status) for status in methods["get"]["responses"]}
    assert api.docs_url is None, "no page of documentation is served"


@pytest.fixture
def given_token(given: Callable[..., str]) -> str:
    return given()


@pytest.fixture(autouse=True)
def _the_test_s_own_connection_stays_open() -> Iterator[None]:
    """A server closes its connection after a request; here it is the test's own, with what the test made."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.mark.parametrize("reads", ["released", "everything"])
def test_made_up_requests_never_break_it_and_answers_hold_to_the_description(
    year: Any, given: Callable[..., str], settings: Any, reads: str, capsys: Any
):
    """Good and bad requests, made by schemathesis from the description: no fault of ours, no answer of another shape."""
    settings.GOLDENTHREAD_REQUESTS_A_MINUTE = 1_000_000
    shown = {"Authorization": f"Bearer {given(reads)}"}
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", around(get_wsgi_application()), headers=shown)
    seen: list[int] = []

    for found in schema.get_all_operations():
        operation = found.ok()
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            _try(operation, mode, shown, seen)

    with capsys.disabled():
        print(f"\n{len(seen)} requests made up for {len(OPERATIONS)} operations: {sorted(set(seen))}")
    assert len(seen) > 50
    assert {200, 404, 422} <= set(seen)


def _try(operation: Any, mode: GenerationMode, shown: dict[str, str], seen: list[int]) -> None:
    try:
        cases = operation.as_strategy(generation_mode=mode)
    except schemathesis.errors.SchemathesisError:
        return

    @within(max_examples=9, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @made_up(case=cases)
    def ask_it(case: Any) -> None:
        answer = case.call(headers=shown)
        seen.append(answer.status_code)
        case.validate_response(answer, headers=shown)

    ask_it()
