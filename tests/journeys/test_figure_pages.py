"""What a performance analyst comes to do: follow a number from the list down to the records that make it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


def sign_in(page: Page, workspace_site: str, email: str) -> None:
    page.goto(f"{workspace_site}/account/personas/?next=/board/luton/figures/")
    page.locator("form", has=page.locator(f"input[value='{email}']")).get_by_role("button").click()
    page.wait_for_url("**/board/luton/figures/")


def test_an_analyst_follows_a_number_from_the_list_to_its_records(page: Page, workspace_site: str):
    page.set_default_timeout(60_000)  # the first to ask has the figures computed
    sign_in(page, workspace_site, "analyst@luton.example")
    expect(page.get_by_role("row", name=re.compile("^Concerns that led to a section 42 enquiry"))).to_contain_text(
        "11.7%"
    )
    expect(page.locator("main")).to_contain_text("Do not copy them outside the Board.")

    page.get_by_role("link", name="Concerns that led to a section 42 enquiry", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Concerns that led to a section 42 enquiry: 11.7%")
    expect(page.locator("main")).to_contain_text("346 of 2,956")
    page.get_by_role("link", name="Open the records").click()

    page.get_by_role("button", name="Open the records").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose why you need to read these records")
    page.get_by_label("Why you need to read these records").select_option("Checking a figure, or the national return")
    page.get_by_role("button", name="Open the records").click()

    expect(page.locator("main")).to_contain_text("346 records make the number, each counted once.")
    expect(page.locator("tbody tr")).to_have_count(50)
    page.get_by_role("link", name="Next").click()
    expect(page.locator("main")).to_contain_text("Page 2 of 7")

    page.get_by_role("link", name="What is recorded about you").click()
    expect(page.locator("main")).to_contain_text("read rows")
    expect(page.locator("main")).to_contain_text("Checking a figure, or the national return")


def test_a_manager_sees_the_number_and_not_the_records_without_script(browser: Browser, workspace_site: str):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800})
    page = context.new_page()
    page.set_default_timeout(60_000)
    sign_in(page, workspace_site, "manager@luton.example")

    page.locator("main").get_by_label("Search").fill("neglect")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Concerns that name self-neglect").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Concerns that name self-neglect: 416")
    expect(page.locator("main")).to_contain_text("You see counts only.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
