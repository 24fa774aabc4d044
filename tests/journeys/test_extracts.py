"""What a performance analyst comes to do: drop in the council's extract, see what is wrong by row, and load it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from goldenthread.demo import example_extract
from goldenthread.demo.synthetic import Extract

pytestmark = pytest.mark.browser

YEARS = example_extract.Years.parse("2024-25")
"""A year of which the demonstration holds nothing."""


def sign_in(page: Page, workspace_site: str, email: str = "analyst@luton.example") -> None:
    page.goto(f"{workspace_site}/account/personas/?next=/board/luton/extracts/")
    page.locator("form", has=page.locator(f"input[value='{email}']")).get_by_role("button").click()
    page.wait_for_url("**/board/luton/extracts/")


def made() -> Extract:
    return example_extract.make(120, YEARS, seed=7)


def files_of(extract: Extract, folder: Path) -> list[str | Path] | list[FilePayload]:
    example_extract.write(extract, folder, YEARS, "csv")
    return [path for path in sorted(folder.iterdir()) if path.suffix in {".csv", ".json"}]


def with_faults() -> Extract:
    """Five concerns raised by nobody the contract knows, and one risk of no known kind."""
    extract = made()
    for row in extract["concerns"][:5]:
        row["source"] = "a neighbour"
    extract["risks"][0]["type"] = "R"
    return extract


def send(page: Page, files: list[str | Path] | list[FilePayload]) -> None:
    page.get_by_role("link", name="Send an extract").first.click()
    page.get_by_label("Files of the extract").set_input_files(files)
    page.get_by_role("button", name="Send and check").click()
    page.wait_for_url("**/extracts/sent/**", timeout=60_000)


def test_an_analyst_sees_the_faults_accepts_them_by_name_and_then_sends_a_correction(
    page: Page, workspace_site: str, tmp_path: Path
):
    sign_in(page, workspace_site)
    send(page, files_of(with_faults(), tmp_path / "faulty"))

    expect(page.get_by_role("heading", level=1)).to_have_text("6 rows need putting right")
    problems = page.locator(".gt-problem h3")
    expect(problems.nth(0)).to_have_text("5 rows of concerns.csv: not in the code list")
    expect(problems.nth(1)).to_have_text("1 row of risks.csv: not in the code list")
    page.get_by_text("Show the rows: 5 rows of concerns.csv").click()
    expect(page.get_by_text("source “a neighbour” is not one of its codes.").first).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download the 6 rows").click()
    assert waiting.value.suggested_filename.startswith("rows-to-put-right-")

    page.get_by_role("checkbox", name="5 rows of concerns.csv").check()
    page.get_by_label("Why they cannot be put right in time").fill("The codes are mended in June.")
    page.get_by_role("button", name="Load without these rows").click()
    expect(page.get_by_role("alert")).to_contain_text("Not ticked: 1 row of risks.csv")

    page.get_by_role("checkbox", name="1 row of risks.csv").check()
    page.get_by_role("button", name="Load without these rows").click()
    expect(page.get_by_text("The extract was loaded, and its files were deleted.")).to_be_visible(timeout=60_000)
    expect(page.locator("main")).to_contain_text("The codes are mended in June.")

    page.goto(f"{workspace_site}/board/luton/extracts/")
    send(page, files_of(made(), tmp_path / "mended"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing needs putting right")
    expect(page.locator("main")).to_contain_text("This one would replace it.")
    page.get_by_role("button", name="Load this extract").click()

    row = page.get_by_role("row", name="concerns.csv")
    expect(row).to_be_visible(timeout=60_000)
    expect(row.get_by_role("cell")).to_have_text(["120", "5", "0", "0"])
    page.get_by_role("link", name="The extract it replaced").click()
    expect(page.locator("main")).to_contain_text("Replaced")


def test_without_script_the_same_form_sends_and_a_link_looks_again(
    browser: Browser, workspace_site: str, tmp_path: Path
):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page = context.new_page()
    sign_in(page, workspace_site)
    page.get_by_role("link", name="Send an extract").first.click()
    page.get_by_label("Files of the extract").set_input_files(files_of(with_faults(), tmp_path / "faulty"))
    page.get_by_role("button", name="Send and check").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Checking the extract")
    for _ in range(60):
        again = page.get_by_role("link", name="Look again")
        if not again.count():
            break
        again.click()
        page.wait_for_timeout(500)

    expect(page.get_by_role("heading", level=1)).to_have_text("6 rows need putting right")
    page.get_by_role("button", name="Throw it away").click()
    expect(page.get_by_text("What was sent was thrown away")).to_be_visible()
    context.close()
