"""What is true of every public page."""

from __future__ import annotations

import json
import os
import subprocess
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import URLPattern, URLResolver, get_resolver
from lxml import html
from playwright.sync_api import Browser, Page

from goldenthread.core.marks import mark_of
from goldenthread.figures.definitions import all_definitions
from tests.factories.looking import AXE_RULES, SIZES, seen_by_axe, sideways
from tests.promises.test_report_numbers import loose_digits

SECTIONS = [
    "from-the-chair", "the-year-in-brief", "who-we-are", "learning-from-reviews", "concerns-and-enquiries",
    "our-priorities", "how-well-we-work", "money",
]  # fmt: skip
PLAIN = [
    "/", "/get-help/", "/get-help/kinds-of-abuse/", "/get-help/hide-your-visit/", "/about/", "/annual-report/2023-24/",
    "/figures/2023-24/", "/contradictions/", "/releases/", "/reviews/", "/how-numbers-are-made/", "/accessibility/", "/privacy/",
]  # fmt: skip
REPORT = [f"/annual-report/2023-24/{slug}/" for slug in SECTIONS]
SOME_FIGURES = ["concerns.led_to_enquiry", "enquiries.by_abuse_type", "audit.further_in_time", "money.income"]
LOOKED_AT = [*PLAIN, *REPORT, *(f"/figures/2023-24/{one}/" for one in SOME_FIGURES), "/nothing-here/"]


def fetch(address: str) -> tuple[int, dict[str, str], str]:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status, dict(answer.headers), answer.read().decode(errors="replace")
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read().decode()


@pytest.mark.demo
@pytest.mark.parametrize("path", [*PLAIN, *REPORT, *(f"/figures/2023-24/{one}/" for one in all_definitions())])
def test_every_page_answers_and_is_whole(site: str, path: str):
    status, headers, body = fetch(site + path)

    page = html.fromstring(body)
    ids = page.xpath("//@id")
    assert (status, page.get("lang")) == (200, "en-GB")
    assert len(page.xpath("//h1")) == 1
    assert page.findtext(".//title")
    assert [one for one in set(ids) if ids.count(one) > 1] == []
    assert page.xpath("//*[@style]") == []
    assert page.xpath("//style | //script[not(@src)]") == []
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in headers


@pytest.mark.demo
@pytest.mark.parametrize("path", REPORT)
def test_no_digit_of_a_section_stands_on_its_own(site: str, path: str):
    page = html.fromstring(fetch(site + path)[2])
    article = page.find(".//article")
    assert article is not None
    for navigation in article.findall(".//nav"):
        navigation.drop_tree()

    assert loose_digits(f"<html><body><main>{html.tostring(article).decode()}</main></body></html>") == []


@pytest.mark.demo
def test_every_link_within_the_site_leads_somewhere(site: str):
    seen: dict[str, list[str]] = {}
    waiting = {"/"}
    while waiting:
        path = waiting.pop()
        status, headers, body = fetch(site + path)
        assert status == 200, path
        if "html" not in headers["Content-Type"] or "/download/" in path:
            seen[path] = []
            continue
        page = html.fromstring(body)
        seen[path] = [*page.xpath("//@id")]
        for link in page.xpath("//main//a/@href | //nav//a/@href | //footer//a/@href"):
            target = link.partition("#")[0]
            if target.startswith("/") and target not in seen:
                waiting.add(target)
    missing = []
    for path in list(seen):
        if "/download/" in path or path.endswith((".json", ".csv")):
            continue
        for link in html.fromstring(fetch(site + path)[2]).xpath("//main//a/@href"):
            target, _, place = link.partition("#")
            if place and (not target or target.startswith("/")) and place not in seen[target or path]:
                missing.append((path, link))

    assert missing == []
    assert len(seen) > 80


@pytest.mark.browser
def test_axe_finds_nothing_and_nothing_overflows(page: Page, site: str):
    """No page scrolls sideways at any width; axe looks at each at one of the sizes, which take turns."""
    faults: dict[str, list[str]] = {}
    for number, path in enumerate(LOOKED_AT):
        page.goto(site + path)
        if wrong := sideways(page) + seen_by_axe(page, SIZES[number % len(SIZES)]):
            faults[path] = wrong

    assert faults == {}


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_with_a_slip_open(browser: Browser, site: str, width: int):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{site}/annual-report/2023-24/money/")
    page.locator(".gt-figure").first.click()

    found = Axe().run(page, options=AXE_RULES).response["violations"]

    context.close()
    assert [one["id"] for one in found] == []


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_axe_finds_nothing_in_the_file_that_stands_alone(browser: Browser, demo_out: Path, width: int, scheme: Any):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"file://{demo_out / 'annual-report.html'}")

    found = Axe().run(page, options=AXE_RULES).response["violations"]
    across = page.evaluate("document.documentElement.scrollWidth")

    context.close()
    assert [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found] == []
    assert across <= width


@pytest.mark.browser
def test_axe_finds_a_planted_fault(page: Any, site: str):
    page.goto(f"{site}/privacy/")
    page.evaluate("document.querySelector('h1').innerHTML = '<img src=\"/x.png\">'")

    found = Axe().run(page, options=AXE_RULES).response["violations"]

    assert "image-alt" in {one["id"] for one in found}


def checker(files: list[Path]) -> list[dict[str, Any]]:
    """What the Nu checker says of HTML files."""
    jar = os.environ.get("GOLDENTHREAD_VNU", ".tools/node_modules/vnu-jar/build/dist/vnu.jar")
    command = ["java", "-Xss4m", "-jar", jar, "--format", "json", "--exit-zero-always", *map(str, files)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    found: list[dict[str, Any]] = json.loads(answer.stderr)["messages"]
    newer_css = "CSS: "  # the checker's list of properties is older than anchored popovers
    serious = [one for one in found if one["type"] == "error" or one.get("subType") == "warning"]
    return [one for one in serious if not one["message"].startswith(newer_css)]


@pytest.mark.demo
def test_every_page_is_valid_html(site: str, demo_out: Path, tmp_path: Path):
    files = []
    for number, path in enumerate(LOOKED_AT):
        file = tmp_path / f"{number:02}{path.strip('/').replace('/', '-')}.html"
        file.write_text(fetch(site + path)[2])
        files.append(file)

    found = checker([*files, demo_out / "annual-report.html"])

    assert [f"{Path(one['url']).name}: {one['message']} {one.get('extract', '')[:80]}" for one in found] == []


def test_the_checker_finds_a_planted_fault(tmp_path: Path):
    (tmp_path / "bad.html").write_text("<!DOCTYPE html><html lang='en'><title>x</title><p><div></p></html>")

    assert checker([tmp_path / "bad.html"]) != []


def views(patterns: list[URLPattern | URLResolver]) -> list[Callable[..., Any]]:
    found: list[Callable[..., Any]] = []
    for one in patterns:
        found += views(one.url_patterns) if isinstance(one, URLResolver) else [one.callback]
    return found


def test_every_address_says_who_may_see_it():
    every = views(get_resolver("goldenthread.config.urls_public").url_patterns)

    assert [view.__name__ for view in every if mark_of(view) not in {"public", "signed_in"}] == []
    assert len(every) >= 16


def test_a_view_without_a_mark_would_be_found():
    assert mark_of(lambda request: None) is None
