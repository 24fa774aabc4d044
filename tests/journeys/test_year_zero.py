"""A business manager brings her own action log in, finds it among the Board's actions, and takes it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from goldenthread.demo import year_zero_examples as examples
from tests.factories.filling_in import tick
from tests.factories.looking import AXE_RULES, press

pytestmark = pytest.mark.browser
NEW_ACTION = "Refresh the self-neglect guidance"


def sign_in_as_the_manager(page: Page, workspace_site: str) -> None:
    page.goto(f"{workspace_site}/account/personas/")
    page.get_by_role("button", name="Be Rowan Fielding").click()


def choose(page: Page, workspace_site: str, path: Path, what: str) -> None:
    page.goto(f"{workspace_site}/board/luton/bring-in/")
    page.locator("label", has_text=what).first.click()
    page.get_by_label("The file").set_input_files(str(path))
    press(page, "Read the file")


def to_the_preview(page: Page) -> None:
    page.get_by_role("button", name="Save and continue").click()
    if page.get_by_role("heading", level=1).inner_text() == "What do these mean?":
        page.get_by_role("button", name="Save and see what will happen").click()


def test_she_brings_her_action_log_in_and_takes_it_back(page: Page, workspace_site: str, tmp_path: Path):
    sign_in_as_the_manager(page, workspace_site)
    choose(page, workspace_site, examples.write("actions", tmp_path), "Action log")
    expect(page.get_by_role("heading", level=1)).to_have_text("Which column is which?")
    expect(page.get_by_label("Due date")).to_contain_text("Deadline (F)")
    to_the_preview(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("5 rows need putting right")
    tick(page.get_by_label("Due date: 3 cells would be left empty"))
    page.get_by_role("button", name="Show what would happen").click()
    expect(page.locator(".gt-lede")).to_contain_text("8 actions can be brought in; 2 rows need putting right.")
    page.get_by_role("button", name="Bring in 8 actions").click()

    expect(page.locator(".gt-lede")).to_contain_text("8 actions brought in; 2 rows left out.")
    result = page.url
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download the 2 rows").click()
    assert "Action is empty. Write the action." in Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    page.goto(f"{workspace_site}/board/luton/actions/?q=self-neglect")
    expect(page.get_by_role("link", name=NEW_ACTION)).to_be_visible()

    page.goto(result)
    page.get_by_role("link", name="Undo this").click()
    page.get_by_role("button", name="Undo it").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("This was undone")
    page.goto(f"{workspace_site}/board/luton/actions/?q=self-neglect")
    expect(page.get_by_role("link", name=NEW_ACTION)).to_have_count(0)


def test_it_works_without_script_and_a_wrong_file_is_explained(browser: Browser, workspace_site: str, tmp_path: Path):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(30_000)
    sign_in_as_the_manager(page, workspace_site)
    wrong = tmp_path / "minutes.docx"
    wrong.write_bytes(b"PK not a spreadsheet")

    choose(page, workspace_site, wrong, "Risk register")
    expect(page.get_by_role("link", name="This is a Word document.")).to_be_visible()
    choose(page, workspace_site, examples.write("risks", tmp_path), "Risk register")
    to_the_preview(page)
    expect(page.locator(".gt-lede")).to_contain_text("2 risks can be brought in; 4 rows need putting right.")
    page.get_by_role("link", name="Throw this file away").click()
    page.get_by_role("button", name="Throw it away").click()

    expect(page.get_by_role("link", name="risks.xlsx")).to_have_count(0)
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_axe_finds_nothing_and_nothing_overflows(
    browser: Browser, workspace_site: str, tmp_path: Path, width: int, scheme: str
):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(30_000)
    sign_in_as_the_manager(page, workspace_site)
    faults: dict[str, list[str]] = {}

    def look(what: str) -> None:
        found = Axe().run(page, options=AXE_RULES).response["violations"]
        faults[what] = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]
        across = page.evaluate("document.documentElement.scrollWidth")
        faults[what] += [f"scrolls sideways to {across}"] if across > width else []

    choose(page, workspace_site, examples.write("members", tmp_path), "Members of the Board")
    page.locator("main summary").first.click()
    look("columns")
    press(page, "Save and continue")
    look("words")
    press(page, "Save and see what will happen")
    look("preview")
    press(page, "Throw this file away", "link")
    look("throwing away")
    press(page, "Throw it away")
    look("start")
    context.close()

    assert {what: found for what, found in faults.items() if found} == {}
