"""Filling in a form of the workspace in a browser, by the names of its fields."""

from __future__ import annotations

from datetime import date
from typing import Any

from playwright.sync_api import Locator, Page

HIDDEN = {"hidden", "submit", "file"}


def fill(page: Page, **values: Any) -> None:
    """Put values into a form: text, the words of a choice, True for a box, a day, or the words of several boxes."""
    for name, value in values.items():
        if isinstance(value, date):
            for part in ("day", "month", "year"):
                page.locator(f'main [name="{name}-{part}"]').fill(str(getattr(value, part)))
        elif isinstance(value, list):
            for words in value:
                page.locator(f'main label:has(~ input[name="{name}"]), main label').get_by_text(
                    words, exact=True
                ).click()
        else:
            _one(page, name, value)


def _one(page: Page, name: str, value: Any) -> None:
    field = page.locator(f'main [name="{name}"]').first
    kind = field.evaluate("it => it.type")
    if kind == "select-one":
        field.select_option(label=_option(field, value))
    elif kind == "radio":
        tick(page.locator(f'main [name="{name}"][value="{value}"]'))
    elif kind == "checkbox":
        tick(field)
    else:
        field.fill(str(value))


def tick(box: Locator) -> None:
    """Choose a radio or a box as a person does: looking again where the page moved beneath the click."""
    for _ in range(5):
        if box.is_checked():
            return
        box.scroll_into_view_if_needed()
        box.click(force=True)
    assert box.is_checked(), "the box cannot be ticked"


def _option(field: Locator, words: str) -> str:
    """The whole words of the option that begins so."""
    listed = [" ".join(one.split()) for one in field.locator("option").all_inner_texts()]
    found = [one for one in listed if one.startswith(words)]
    assert found, f"{words!r} is none of {listed}"
    return found[0]


def save(page: Page, button: str) -> None:
    """Press a button of the page, and wait for what comes; no error may be on it."""
    page.locator("main").get_by_role("button", name=button, exact=True).click()
    page.wait_for_load_state()
    wrong = page.locator(".govuk-error-summary")
    assert wrong.count() == 0, wrong.first.inner_text()


def answer_everything(page: Page) -> None:
    """Put something into every empty box of the page, as a person in a hurry would."""
    for box in page.locator("main form textarea, main form input").all():
        kind = str(box.get_attribute("type") or "text")
        if kind in HIDDEN or (kind != "radio" and not box.is_visible()):
            continue
        if kind == "radio":
            name = box.get_attribute("name")
            if page.locator(f'main [name="{name}"]:checked').count() == 0:
                tick(box)
        elif kind != "checkbox" and not box.input_value():
            is_number = box.get_attribute("inputmode") in {"numeric", "decimal"}
            box.fill("40" if is_number else "We trained our staff, and watched whether it helped.")
