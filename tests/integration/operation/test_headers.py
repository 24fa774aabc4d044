"""Every response carries the headers of its site, exactly: pages, errors, redirects, files, refusals."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

import pytest

from goldenthread.config.headers import NOTHING_OF_THE_DEVICE, Environment, EveryResponse, of_site
from tests.conftest import Served

COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": NOTHING_OF_THE_DEVICE,
    "X-Frame-Options": "DENY",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src {connects}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
PUBLIC = [
    ("GET", "/"), ("GET", "/about/"), ("GET", "/get-help/"), ("GET", "/figures/2023-24/"), ("GET", "/robots.txt"),
    ("GET", "/annual-report/2023-24/"), ("GET", "/annual-report/2023-24/download/annual-report.pdf"), ("GET", "/health/"),
    ("HEAD", "/"), ("GET", "/about"), ("GET", "/nowhere/"), ("GET", "/figures/1999-00/"), ("POST", "/about/"),
    ("GET", "/static/core/goldenthread.css"), ("GET", "/static/core/none.css"), ("GET", "/static/../../pyproject.toml"),
    ("GET", "/%00"), ("DELETE", "/"),
]  # fmt: skip
WORKSPACE = [
    ("GET", "/"), ("GET", "/health/"), ("HEAD", "/health/"), ("GET", "/account/login/"), ("GET", "/account/logout/"),
    ("POST", "/account/login/"), ("GET", "/nowhere/"), ("GET", "/board/luton/"), ("GET", "/board/none/"),
    ("GET", "/board/luton/a.css"), ("GET", "/account/login/a.css"), ("GET", "/static/core/goldenthread.css"),
    ("GET", "/static/core/none.css"), ("GET", "/static/none/"), ("GET", "/%00"), ("DELETE", "/"),
]  # fmt: skip


def ask(address: str, method: str, path: str, headers: dict[str, str] | None = None) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    connection.request(method, path, headers=headers or {})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def headers_of(answer: http.client.HTTPResponse, names: set[str]) -> dict[str, str]:
    """Each header by name; one that was sent twice shows both, and so is not equal to what it should be."""
    return {name: "\n".join(answer.headers.get_all(name) or ["none"]) for name in names}


@pytest.mark.parametrize(("method", "path"), PUBLIC, ids=lambda part: part)
def test_every_response_of_the_public_site_has_its_headers(served: Served, method: str, path: str):
    wanted = COMMON | {"Content-Security-Policy": POLICY.format(connects="'none'")}

    answer = ask(served.public, method, path)

    assert headers_of(answer, set(wanted)) == wanted
    assert answer.getheader("Set-Cookie") is None


@pytest.mark.parametrize(("method", "path"), WORKSPACE, ids=lambda part: part)
def test_every_response_of_the_workspace_has_its_headers(served: Served, method: str, path: str):
    wanted = COMMON | {"Content-Security-Policy": POLICY.format(connects="'self'")}

    answer = ask(served.workspace, method, path)

    assert headers_of(answer, set(wanted)) == wanted
    is_a_file = path.startswith("/static/") and answer.status == 200
    assert (answer.getheader("Cache-Control") == "no-store") is not is_a_file
    assert answer.status < 600


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1.elsewhere.example", "", "a b"])
def test_a_host_name_that_is_not_ours_is_refused_with_the_same_headers(served: Served, host: str):
    for address in (served.public, served.workspace):
        answer = ask(address, "GET", "/", {"Host": host})

        assert answer.status == 400
        if answer.getheader("Content-Security-Policy") is not None:  # gunicorn itself refuses what is no host name
            assert headers_of(answer, set(COMMON)) == COMMON


def test_neither_site_answers_to_the_others_name(served: Served):
    public, workspace = urlsplit(served.public).netloc, urlsplit(served.workspace).netloc

    assert ask(served.public, "GET", "/", {"Host": workspace}).status == 400
    assert ask(served.workspace, "GET", "/", {"Host": public}).status == 400


@pytest.mark.parametrize(
    ("headers", "path", "status"),
    [
        ({}, "/" + "a" * 5000, 414),
        ({"X-Long": "a" * 9000}, "/", 431),
        ({f"X-{number}": "a" for number in range(80)}, "/", 431),
    ],
    ids=["a long address", "a long header", "many headers"],
)
def test_what_no_browser_of_ours_sends_is_refused(served: Served, headers: dict[str, str], path: str, status: int):
    answer = ask(served.workspace, "GET", path, headers)

    assert answer.status in {status, 400}


POLICY_OF_TEST = {"DIRECTIVES": {"default-src": ["'none'"]}}


def through(site: EveryResponse, **environ: str) -> tuple[dict[str, str], Environment]:
    given: Environment = {"PATH_INFO": "/", "REQUEST_METHOD": "GET", **environ}
    answered: dict[str, str] = {}

    def start(_: str, headers: list[tuple[str, str]], *rest: object) -> object:
        answered.update(headers)
        return lambda _: None

    list(site(given, start))  # type: ignore[arg-type]
    return answered, given


def answers_with(*headers: tuple[str, str], status: str = "200 OK") -> object:
    def inner(environ: Environment, start: object) -> list[bytes]:
        start(status, list(headers))  # type: ignore[operator]
        return [b"body"]

    return inner


def test_https_is_remembered_for_a_year():
    headers = of_site("public", policy=POLICY_OF_TEST, hsts_seconds=31536000)

    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert "Strict-Transport-Security" not in of_site("public", policy=POLICY_OF_TEST, hsts_seconds=0)


def test_ours_take_the_place_of_a_weaker_header():
    site = EveryResponse(
        answers_with(("x-frame-options", "ALLOWALL"), ("Cache-Control", "public, max-age=600"), ("X-Own", "kept")),  # type: ignore[arg-type]
        of_site("workspace", policy=POLICY_OF_TEST, hsts_seconds=0),
    )

    answered, _ = through(site)

    assert (answered["X-Frame-Options"], answered["Cache-Control"], answered["X-Own"]) == ("DENY", "no-store", "kept")
    assert "x-frame-options" not in answered


def test_forwarded_headers_are_believed_of_the_proxy_only():
    site = EveryResponse(answers_with(), {}, proxies=["10.0.0.1"])  # type: ignore[arg-type]
    forwarded = {"HTTP_X_FORWARDED_FOR": "192.0.2.1, 198.51.100.7", "HTTP_X_FORWARDED_PROTO": "https"}

    _, from_proxy = through(site, REMOTE_ADDR="10.0.0.1", **forwarded)
    _, from_stranger = through(site, REMOTE_ADDR="10.0.0.2", **forwarded)

    assert (from_proxy["REMOTE_ADDR"], from_proxy["HTTP_X_FORWARDED_PROTO"]) == ("198.51.100.7", "https")
    assert from_stranger["REMOTE_ADDR"] == "10.0.0.2"
    assert [name for name in from_stranger if name.startswith("HTTP_X_FORWARDED")] == []


def test_the_proxy_cannot_be_made_to_name_another_host():
    site = EveryResponse(answers_with(), {}, proxies=["10.0.0.1"])  # type: ignore[arg-type]

    _, seen = through(site, REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_HOST="elsewhere.example")

    assert "HTTP_X_FORWARDED_HOST" not in seen
