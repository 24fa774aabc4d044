"""Being one of the demonstration's people, in a browser."""

from __future__ import annotations

from playwright.sync_api import Browser, BrowserContext, Page

FIRST_NAMES = {
    "chair": "Morgan",
    "manager": "Rowan",
    "officer": "Ellis",
    "analyst": "Sol",
    "lead.police": "Indra",
    "lead.icb": "Wren",
    "panel": "Lior",
    "reviewer": "Marlow",
    "ig": "Tamsin",
    "editor": "Jory",
}


def be(page: Page, site: str, persona: str) -> Page:
    """Sign in as somebody with one click; the page is then their own."""
    page.goto(f"{site}/account/personas/")
    page.locator(f"form:has-text('{FIRST_NAMES[persona]}') button").click()
    page.wait_for_url("**/board/luton/")
    return page


def as_persona(
    browser: Browser, site: str, persona: str, *, width: int = 1280, scheme: str = "light", script: bool = True
) -> tuple[BrowserContext, Page]:
    """A browser of their own for somebody, at a width."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]  # light or dark
        java_script_enabled=script,
    )
    context.set_default_timeout(45_000)
    return context, be(context.new_page(), site, persona)
