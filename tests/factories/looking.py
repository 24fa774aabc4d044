"""What a browser can say of an open page: whether it scrolls sideways, and what axe finds."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SIZES: list[tuple[int, Any]] = [
    (320, "light"),
    (768, "dark"),
    (1280, "light"),
    (1280, "dark"),
    (320, "dark"),
    (768, "light"),
]
"""Widths in CSS pixels with a colour scheme. Where many pages are looked at, axe sees each at one of these, in turn."""


def press(page: Page, name: str, role: Any = "button") -> None:
    """Press a button or link and wait for the page it opens; without the wait, the old page may be the one looked at."""
    with page.expect_navigation():
        page.get_by_role(role, name=name, exact=True).click()


def sideways(page: Page) -> list[str]:
    """The widths at which an open page is wider than its window."""
    found = []
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        across = page.evaluate("document.documentElement.scrollWidth")
        found += [f"scrolls sideways to {across} at {width}"] if across > width else []
    return found


def seen_by_axe(page: Page, size: tuple[int, Any]) -> list[str]:
    """What axe finds on an open page at this width and in this colour scheme."""
    width, scheme = size
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    found = Axe().run(page, options=AXE_RULES).response["violations"]
    return [f"{one['id']} at {width}, {scheme}: {one['nodes'][0]['html'][:120]}" for one in found]
