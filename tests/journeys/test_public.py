"""What people come to the public site to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser


def test_somebody_worried_finds_how_to_raise_a_concern(page: Page, site: str):
    page.goto(site)

    expect(page.get_by_role("link", name="Call 999")).to_be_visible()
    page.get_by_role("link", name="How to raise a concern").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("How to raise a concern")
    expect(page.get_by_role("link", name="01632 960001")).to_be_visible()


@pytest.mark.parametrize("how", ["click", "shift"])
def test_somebody_watched_leaves_at_once_and_going_back_does_not_return(page: Page, site: str, how: str):
    page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="<title>Weather</title>"))
    page.goto("about:blank")
    page.goto(f"{site}/get-help/")

    if how == "click":
        page.get_by_role("link", name="Leave this site now").click()
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    page.wait_for_url("https://www.bbc.co.uk/weather")
    page.go_back()

    assert page.url == "about:blank"


def test_a_reader_follows_a_number_from_its_sentence_to_the_frozen_data(page: Page, site: str):
    page.goto(f"{site}/annual-report/2023-24/")
    page.get_by_role("link", name="4. Concerns and enquiries").click()

    page.get_by_role("button", name="11.7% (how this was counted)").first.click()
    slip = page.locator(".gt-slip:popover-open")
    expect(slip).to_contain_text("Concerns that led to a section 42 enquiry")
    slip.get_by_role("link", name="Follow the thread").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Concerns that led to a section 42 enquiry: 11.7%")
    expect(page.locator("main")).to_contain_text("346 of 2,956")
    expect(page.locator(".gt-mono")).to_have_text(re.compile(r"^[0-9a-f]{64}$"))
    expect(page.get_by_role("link", name="Luton Borough Council")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("case extract of 31 May 2024")


def test_the_same_with_the_keyboard_alone(page: Page, site: str):
    page.goto(f"{site}/annual-report/2023-24/concerns-and-enquiries/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('gt-figure')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".gt-slip:popover-open")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.locator(".gt-slip:popover-open")).to_have_count(0)
    assert page.evaluate("document.activeElement.classList.contains('gt-figure')")


def test_everything_works_without_script(browser: Browser, site: str):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{site}/annual-report/2023-24/concerns-and-enquiries/")

    page.get_by_role("button", name="11.7% (how this was counted)").first.click()

    expect(page.locator(".gt-slip:popover-open")).to_be_visible()
    expect(page.get_by_role("link", name="Leave this site now")).to_have_attribute(
        "href", "https://www.bbc.co.uk/weather"
    )
    context.close()


def test_a_phone_sees_the_help_first_and_the_exit_at_the_foot(browser: Browser, site: str):
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(site)

    box = page.get_by_role("link", name="Leave this site now").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] > 560
    context.close()


def test_the_report_can_be_taken_away(page: Page, site: str):
    page.goto(f"{site}/annual-report/2023-24/")

    for name, ending in (("Web page, one file", "html"), ("PDF, accessible", "pdf"), ("Word", "docx")):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=name, exact=True).click()
        assert waiting.value.suggested_filename == f"2023-24-annual-report.{ending}"


def test_the_contradictions_are_all_there_and_alive(page: Page, site: str):
    page.goto(f"{site}/contradictions/")

    expect(page.get_by_role("heading", level=1)).to_have_text("The 88 contradictions, put right")
    expect(page.locator("#C01")).to_contain_text("346, which is 52 more than the year before")
    expect(page.locator("#C08")).to_contain_text("82 of 197 calls, which is 42%")


def test_no_page_asks_anything_of_another_host(page: Page, site: str):
    asked: list[str] = []

    def note(route: Route) -> None:
        asked.append(route.request.url)
        route.continue_()

    page.route("**/*", note)
    for path in ("/", "/annual-report/2023-24/concerns-and-enquiries/", "/figures/2023-24/concerns.received/"):
        page.goto(site + path)

    assert [url for url in asked if not url.startswith(site)] == []


def test_the_readmes_picture_is_of_the_page_as_it_is(browser: Browser, site: str, tmp_path: Path):
    """Takes the picture. It is kept when $GOLDENTHREAD_PICTURES is set; otherwise it must be the size of the one kept."""
    import os
    import struct

    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{site}/annual-report/2023-24/concerns-and-enquiries/")
    page.get_by_role("button", name="2,956 (how this was counted)").first.click()
    kept = Path(__file__).parents[2] / "docs" / "images" / "annual-report.png"
    taken = kept if os.environ.get("GOLDENTHREAD_PICTURES") else tmp_path / "taken.png"
    page.screenshot(path=taken)
    context.close()

    assert struct.unpack(">II", taken.read_bytes()[16:24]) == struct.unpack(">II", kept.read_bytes()[16:24])
    assert taken.stat().st_size > kept.stat().st_size // 2
