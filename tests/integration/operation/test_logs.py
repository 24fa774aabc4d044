"""Logs say what happened, and nothing that came from outside."""

from __future__ import annotations

import io
import json
import logging
import logging.config
import os
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from goldenthread.core import logs
from goldenthread.core.marks import public
from tests.conftest import free_port

ROOT = Path(__file__).resolve().parents[3]
CANARY = "Penhaligon"
CANARIES = (CANARY, "rosalind", "hunter2", "198.51.100.7", "07700900123")


@public
def fails(request: HttpRequest, who: str) -> HttpResponse:
    try:
        raise KeyError(f"{CANARY} {who} {request.POST.get('phone')}")
    except KeyError as error:
        raise ValueError(f"{CANARY} of {who}") from error


@public
def fine(request: HttpRequest, who: str) -> HttpResponse:
    logging.getLogger("some.library").warning("could not parse " + who)
    logging.getLogger("some.library").warning("could not parse %s for %s", who, CANARY)
    return HttpResponse(b"")


urlpatterns = [path("fails/<str:who>/", fails, name="fails"), path("fine/<str:who>/", fine, name="fine")]
handler500 = "goldenthread.publishing.views.went_wrong"


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """What everything logs, down to the least, through our formatter."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.PlainJson())
    root, ours = logging.getLogger(), logging.getLogger("goldenthread")
    before = root.level, ours.level
    root.addHandler(handler)
    ours.setLevel(logging.INFO)
    yield stream
    root.removeHandler(handler)
    root.setLevel(before[0])
    ours.setLevel(before[1])


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False, headers={"user-agent": CANARY, "x-forwarded-for": "198.51.100.7"})


PUBLIC = {
    "ROOT_URLCONF": __name__,
    "MIDDLEWARE": ["goldenthread.core.logs.RequestLog", "django.middleware.common.CommonMiddleware"],
}


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@override_settings(**PUBLIC)
def test_a_request_is_one_line_without_its_address_or_words(client: Client, logged: io.StringIO):
    client.get("/fine/rosalind%20Penhaligon/?email=rosalind@agency.example&token=hunter2")

    (line,) = [one for one in lines(logged) if one["event"] == "request"]
    assert line.keys() == {"time", "level", "event", "request", "method", "route", "status", "ms", "user"}
    assert (line["method"], line["route"], line["status"]) == ("GET", "fine", 200)
    assert [canary for canary in CANARIES if canary in logged.getvalue()] == []


@override_settings(**PUBLIC)
def test_what_a_library_says_keeps_its_own_words_only(client: Client, logged: io.StringIO):
    client.get("/fine/rosalind/")

    said = [one["event"] for one in lines(logged) if one["event"].startswith("some.library")]
    assert said[1] == "some.library: could not parse %s for %s"
    assert "rosalind" not in logged.getvalue()


@pytest.mark.django_db
@override_settings(**PUBLIC)
def test_an_error_is_told_by_type_and_place(client: Client, logged: io.StringIO):
    answer = client.post("/fails/rosalind/", {"phone": "07700900123", "password": "hunter2"})

    told = [one for one in lines(logged) if "error" in one]
    assert answer.status_code == 500
    assert [error["type"] for error in told[0]["error"]] == ["builtins.ValueError", "builtins.KeyError"]
    assert "fails" in told[0]["error"][0]["at"][-1]
    assert [canary for canary in CANARIES if canary in logged.getvalue()] == []


@pytest.mark.django_db
@override_settings(**PUBLIC)
def test_the_line_of_a_request_is_found_by_the_number_its_answer_carries(client: Client, logged: io.StringIO):
    answer = client.get("/fails/rosalind/")

    (line,) = [one for one in lines(logged) if one["event"] == "request"]
    assert answer.headers["X-Request-ID"] == line["request"]
    assert f"say {line['request']}." in answer.content.decode()
    assert len(line["request"]) == 12


def test_a_fact_that_logs_may_not_hold_is_refused():
    with pytest.raises(ValueError, match="name"):
        logs.say("something", name="Rosalind")


def test_an_address_as_a_method_is_not_repeated(client: Client, logged: io.StringIO):
    with override_settings(**PUBLIC):
        client.generic(CANARY, "/fine/x/")

    assert CANARY not in logged.getvalue()


@pytest.mark.demo
def test_a_served_workspace_logs_no_personal_data(demo_data: Path, tmp_path: Path):
    port, told = free_port(), tmp_path / "told"
    command = [sys.executable, "-m", "goldenthread", "serve", "--data", str(demo_data), "--only", "workspace"]
    command += ["--workspace-address", f"localhost:{port}", "--workers", "1"]
    with told.open("wb") as said:
        server = subprocess.Popen(
            command, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT, env=os.environ | {"GOLDENTHREAD_LOG": "info"}
        )
    try:
        _ask_everything(f"http://localhost:{port}")
    finally:
        server.terminate()
        server.wait(timeout=60)

    logged = told.read_text()
    assert logged.count('"event": "request"') >= 6
    assert [canary for canary in CANARIES if canary.lower() in logged.lower()] == []


def _ask_everything(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/health/", timeout=5).read()
            break
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.1)
    form = urllib.parse.urlencode({"login": f"rosalind.{CANARY}@agency.example", "password": "hunter2"}).encode()
    headers = {
        "User-Agent": CANARY,
        "X-Forwarded-For": "198.51.100.7",
        "Referer": f"https://{CANARY}/",
        "Cookie": "a=hunter2",
    }
    for place, body in (
        (f"/?q={CANARY}&phone=07700900123", None),
        (f"/board/{CANARY}/", None),
        (f"/account/login/?next=/{CANARY}", None),
        ("/account/login/", form),
        (f"/static/{CANARY}.css", None),
        (f"/{CANARY}%00", None),
    ):
        request = urllib.request.Request(address + place, data=body, headers=headers)
        try:
            urllib.request.urlopen(request, timeout=20).read()
        except urllib.error.HTTPError as answer:
            answer.read()
    strange = urllib.request.Request(f"{address}/", headers={"Host": f"{CANARY}.example"})
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(strange, timeout=20)
