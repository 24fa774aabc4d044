"""What is true of every page of the workspace, walked as each of the ten people of the demonstration."""

from __future__ import annotations

import re
import urllib.parse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.urls import Resolver404, resolve
from lxml import html
from playwright.sync_api import Browser, Page

from tests.factories.looking import SIZES, seen_by_axe, sideways
from tests.factories.personas import FIRST_NAMES, as_persona
from tests.promises.test_pages import checker

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("walk")]
GOVUK_FRONTENDS_OWN = "role is unnecessary for element"
"""govuk-frontend gives a fieldset of three date boxes the role of a group, for older screen readers."""
MOST = 400
SAMPLE = 45
LEFT_ALONE = re.compile(r"/account/sign-out|/download|export\.|/health/|\.json|/static/")


def kind_of_page(path: str) -> str:
    """Pages of one kind have one address pattern; one of each is looked at."""
    try:
        found = resolve(path, urlconf="goldenthread.config.urls_workspace")
    except Resolver404:
        return path
    return str(found.view_name)


@dataclass(frozen=True)
class Seen:
    """A page as it was answered on the walk."""

    path: str
    text: str
    headers: dict[str, str]


_walked: dict[str, dict[str, Seen]] = {}


def walk(page: Page, site: str, persona: str) -> dict[str, Seen]:
    """One page of every kind that links lead to for somebody, by its kind. Walked once for all tests of this file."""
    if persona not in _walked:
        _walked[persona] = _walk(page, site)
    return _walked[persona]


def _walk(page: Page, site: str) -> dict[str, Seen]:
    found: dict[str, Seen] = {}
    waiting = [urllib.parse.urlsplit(page.url).path, "/gallery/", "/account/"]
    seen = set(waiting)
    for _ in range(MOST):
        if not waiting:
            break
        path = waiting.pop(0)
        kind = kind_of_page(path)
        if kind in found and not path.endswith("/board/luton/"):
            continue
        answer = page.request.get(f"{site}{path}", max_redirects=0)
        if answer.status != 200 or "html" not in answer.headers.get("content-type", ""):
            assert answer.status in {200, 302}, f"{path} answers {answer.status}"
            continue
        found[kind] = Seen(path, answer.text(), answer.headers)
        for link in html.fromstring(found[kind].text).xpath("//a/@href"):
            target = urllib.parse.urljoin(f"{site}{path}", link).partition("#")[0].partition("?")[0]
            where = target.removeprefix(site)
            if target.startswith(f"{site}/") and where not in seen and not LEFT_ALONE.search(where):
                seen.add(where)
                waiting.append(where)
    return found


def wrong_with(body: str, headers: dict[str, str]) -> list[str]:
    """What every page must be, whatever it shows."""
    page = html.fromstring(body)
    ids = page.xpath("//@id")
    said = {
        "more or fewer than one h1": len(page.xpath("//h1")) != 1,
        "no title": not (page.findtext(".//title") or "").strip(),
        "not in English": page.get("lang") != "en-GB",
        "an id twice": len(ids) != len(set(ids)),
        "a style or script within": bool(page.xpath("//*[@style] | //style | //script[not(@src)]")),
        "a handler within": bool(page.xpath("//@*[starts-with(name(), 'on')]")),
        "something from elsewhere": bool(
            page.xpath("//script[starts-with(@src, 'http')] | //img[starts-with(@src, 'http')]")
        ),
        "may be stored": "no-store" not in headers.get("cache-control", ""),
        "a placeholder": bool(
            re.search(r"coming soon|lorem|\bTODO\b|placeholder text", page.text_content(), re.IGNORECASE)
        ),
        "a loose None": bool(re.search(r">\s*None\s*<(?!/option)", body)),
        "an unsafe policy": "unsafe" in headers.get("content-security-policy", "unsafe"),
    }
    return [words for words, is_so in said.items() if is_so]


@pytest.mark.parametrize("persona", FIRST_NAMES)
def test_every_page_somebody_can_reach_is_whole(browser: Browser, workspace_site: str, persona: str):
    context, page = as_persona(browser, workspace_site, persona)
    pages = walk(page, workspace_site, persona)
    context.close()

    assert {one.path: wrong for one in pages.values() if (wrong := wrong_with(one.text, one.headers))} == {}
    assert len(pages) > 12


def test_axe_finds_nothing_on_any_kind_of_page_and_nothing_overflows(browser: Browser, workspace_site: str):
    """No page scrolls sideways at any of the sizes; axe looks at each at one of them, which take turns."""
    faults: dict[str, list[str]] = {}
    looked: set[str] = set()
    for persona in ("manager", "analyst", "ig", "lead.police", "reviewer"):
        context, page = as_persona(browser, workspace_site, persona)
        pages = {kind: one.path for kind, one in walk(page, workspace_site, persona).items() if kind not in looked}
        for path in pages.values():
            page.goto(f"{workspace_site}{path}")
            wrong = sideways(page) + seen_by_axe(page, SIZES[len(looked) % len(SIZES)])
            looked.add(kind_of_page(path))
            if wrong:
                faults[f"{persona} {path}"] = wrong
        context.close()

    assert faults == {}
    assert len(looked) > SAMPLE


def test_a_page_too_wide_or_too_pale_would_be_found(browser: Browser, workspace_site: str):
    context, page = as_persona(browser, workspace_site, "manager")
    page.goto(f"{workspace_site}/board/luton/risks/")
    page.evaluate(
        "document.querySelector('h1').style = 'color: #999; white-space: nowrap; display: block; width: 900px'"
    )

    assert [one.split(" at ")[0] for one in seen_by_axe(page, SIZES[2])] == ["color-contrast"]
    assert len(sideways(page)) == 2
    context.close()


def test_every_kind_of_page_is_valid_html(browser: Browser, workspace_site: str, tmp_path: Path):
    files: list[Path] = []
    for persona in ("manager", "analyst", "ig"):
        context, page = as_persona(browser, workspace_site, persona)
        for kind, one in walk(page, workspace_site, persona).items():
            file = tmp_path / f"{persona}-{kind.replace(':', '-').replace('/', '-')}.html"
            file.write_text(one.text)
            files.append(file)
        context.close()

    found = [one for one in checker(files) if GOVUK_FRONTENDS_OWN not in one["message"]]

    assert [f"{Path(one['url']).name}: {one['message']} {one.get('extract', '')[:80]}" for one in found] == []


def test_a_page_says_nothing_to_the_console(browser: Browser, workspace_site: str):
    context, page = as_persona(browser, workspace_site, "manager")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))

    for path in ("/board/luton/", "/board/luton/actions/", "/board/luton/actions/new/", "/gallery/"):
        page.goto(f"{workspace_site}{path}")

    context.close()
    assert said == []


def test_what_is_wrong_with_a_page_would_be_found():
    bad: Any = (
        '<html lang="en"><title></title><body style="x"><h1>a</h1><h1 id="b" onclick="x">Coming soon</h1></body></html>'
    )

    assert len(wrong_with(bad, {})) >= 8
