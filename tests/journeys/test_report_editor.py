"""The manager writes a section of the annual report, picks a figure, is refused a loose number, mends it, and takes it away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reports")]
"""One after another: they begin reports of the same years in one installation."""
MANAGER = "manager@luton.example"


def be_the_manager(page: Page, workspace: str) -> None:
    page.goto(f"{workspace}/account/personas/")
    page.locator(f"form:has(input[value='{MANAGER}'])").get_by_role("button").click()
    expect(page.locator("main h1")).to_be_visible()


def begin(page: Page, workspace: str, year: str) -> None:
    """Begin the report of a year from last year's headings, unless it was begun."""
    page.goto(f"{workspace}/board/luton/reports/")
    if page.get_by_role("link", name=year, exact=True).count():
        page.get_by_role("link", name=year, exact=True).click()
        return
    page.get_by_role("link", name="Begin a report").click()
    page.get_by_label("Which year is it about").select_option(year)
    for name, typed in (("Day", "1"), ("Month", "9"), ("Year", "2023")):
        page.get_by_label(name, exact=True).fill(typed)
    page.get_by_role("button", name="Begin it").click()


def text_of(page: Page) -> Locator:
    return page.get_by_label("Text", exact=True)


def test_the_manager_writes_a_section_and_takes_the_draft_away(page: Page, workspace_site: str, tmp_path: Path):
    page.set_default_timeout(60_000)
    expect.set_options(timeout=30_000)
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)
    be_the_manager(page, workspace_site)
    begin(page, workspace_site, "2022-23")
    expect(page.get_by_role("heading", level=1)).to_have_text("Annual report 2022-23")
    page.get_by_role("link", name="4. Concerns and enquiries").click()

    text_of(page).fill("The police raised 34 of them. In all there were ")
    text_of(page).press("End")
    page.get_by_text("Put in a figure, a chart or records").click()
    page.get_by_label("Find by words").fill("concerns received")
    page.locator("button[data-insert='[[concerns.received]]']").click()
    expect(text_of(page)).to_have_value(re.compile(r"In all there were \[\[concerns\.received\]\]$"))
    preview = page.locator("#preview")
    expect(preview.get_by_role("button", name="3,209 (how this was counted)")).to_be_visible()
    expect(preview.locator(".gt-loose")).to_have_text("34 not bound")

    page.get_by_role("button", name="Save, and say that it is ready").click()
    expect(page.get_by_role("alert")).to_contain_text("This section is not ready: one number is not bound.")

    text_of(page).fill("The police raised some of them. In all there were [[concerns.received]].")
    page.get_by_role("button", name="Save, and say that it is ready").click()
    expect(page.get_by_text("Ready to be signed off")).to_be_visible()
    page.get_by_role("button", name="Sign it off").click()
    expect(page.get_by_text("Signed off", exact=True)).to_be_visible()

    page.get_by_role("link", name="2022-23", exact=True).click()
    page.get_by_role("link", name=re.compile("^Drafts and files")).click()
    page.get_by_label("Web page, one file").check()
    page.get_by_role("button", name="Build them").click()
    link = page.get_by_role("link", name=re.compile("^Web page, one file")).first
    expect(link).to_be_visible(timeout=90_000)
    with page.expect_download() as waiting:
        link.click()

    taken = tmp_path / "draft.html"
    waiting.value.save_as(taken)
    assert re.fullmatch(r"luton-annual-report-2022-23-draft-\d+\.html", waiting.value.suggested_filename)
    assert "Draft, not for publication" in taken.read_text()
    assert "3,209" in taken.read_text()
    assert refused == []


def test_the_same_without_script(browser: Browser, workspace_site: str):
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(60_000)
    page = context.new_page()
    be_the_manager(page, workspace_site)
    begin(page, workspace_site, "2021-22")
    page.get_by_role("link", name="7. Money").click()

    text_of(page).fill("We had [[money.income]], and 12 more.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview .gt-loose")).to_have_text("12 not bound")
    expect(text_of(page)).to_have_value("We had [[money.income]], and 12 more.")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_text("Saved as version 2. One number is not bound.")).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_the_report_can_be_used_by_everybody(
    browser: Browser, workspace_site: str, width: int, scheme: str
):
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    context.set_default_timeout(60_000)
    page = context.new_page()
    be_the_manager(page, workspace_site)
    begin(page, workspace_site, "2022-23")
    one = f"{workspace_site}/board/luton/reports/2022-23/"
    found = {}
    for place in ("", "sections/concerns-and-enquiries/", "drafts/", "publish/", "figures/", "drafts/differences/"):
        page.goto(one + place)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        broken = [one["id"] for one in Axe().run(page).response["violations"]]
        found[place] = (over, broken)

    assert found == dict.fromkeys(found, (0, []))
    context.close()
