"""Every component, in every state, by picture, by axe and by keyboard.

A picture is kept as a small grid of greys for each piece, width and theme, in tests/expected/gallery.json. To keep new ones
after a change that was meant and looked at: LOOK=keep script/test tests/promises/test_gallery.py
"""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.factories.looking import AXE_RULES
from tests.factories.personas import as_persona

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("gallery")]
EXPECTED = Path(__file__).parents[1] / "expected" / "gallery.json"
KEEP = os.environ.get("LOOK") == "keep"
LOOKS = [(width, scheme) for width in (320, 768, 1280) for scheme in ("light", "dark")]
ACROSS, DOWN = 16, 12
MOST_DIFFERENT, SIZE_APART = 12, 0.04
"""How far a cell's grey (0 to 255) and a piece's height may be from what is kept: a font drawn a hair otherwise passes."""

PIECES = """() => [...document.querySelectorAll("[data-piece]")].map((one) => {
  const box = one.getBoundingClientRect();
  return [one.dataset.piece, box.x + scrollX, box.y + scrollY, box.width, box.height].map((n) => n.toFixed ? Math.round(n) : n);
})"""
GREYS = """async ([picture, pieces, across, down]) => {
  const bytes = Uint8Array.from(atob(picture), (c) => c.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], {type: "image/png"}));
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d", {willReadFrequently: true});
  context.drawImage(image, 0, 0);
  return Object.fromEntries(pieces.map(([name, left, top, wide, tall]) => {
    const pixels = context.getImageData(left, top, wide, tall).data;
    const sums = new Array(across * down).fill(0), counts = new Array(across * down).fill(0);
    for (let y = 0; y < tall; y++) for (let x = 0; x < wide; x++) {
      const cell = Math.floor(y * down / tall) * across + Math.floor(x * across / wide);
      const at = 4 * (y * wide + x);
      sums[cell] += (pixels[at] + pixels[at + 1] + pixels[at + 2]) / 3; counts[cell] += 1;
    }
    return [name, {size: [wide, tall], greys: sums.map((sum, cell) => Math.round(sum / counts[cell]))}];
  }));
}"""


def looked_at(page: Page, reader: Page) -> dict[str, Any]:
    """Each piece of the gallery as its size and a grid of greys."""
    picture = base64.b64encode(page.screenshot(animations="disabled", full_page=True)).decode()
    found: dict[str, Any] = reader.evaluate(GREYS, [picture, page.evaluate(PIECES), ACROSS, DOWN])
    return found


def differences(now: dict[str, Any], kept: dict[str, Any]) -> list[str]:
    """The pieces that do not look as they are kept."""
    wrong = [f"{name} is gone" for name in kept.keys() - now.keys()]
    wrong += [f"{name} is new" for name in now.keys() - kept.keys()]
    for name in sorted(now.keys() & kept.keys()):
        (wide, tall), (kept_wide, kept_tall) = now[name]["size"], kept[name]["size"]
        if wide != kept_wide or abs(tall - kept_tall) > max(4, SIZE_APART * kept_tall):
            wrong.append(f"{name} is {wide} by {tall}, was {kept_wide} by {kept_tall}")
            continue
        apart = max(abs(a - b) for a, b in zip(now[name]["greys"], kept[name]["greys"], strict=True))
        if apart > MOST_DIFFERENT:
            wrong.append(f"{name} looks otherwise, by {apart} of 255 somewhere")
    return wrong


def gallery(browser: Browser, site: str, width: int, scheme: str) -> tuple[Any, Page]:
    context, page = as_persona(browser, site, "manager", width=width, scheme=scheme)
    page.goto(f"{site}/gallery/")
    page.evaluate("document.fonts.ready")
    page.evaluate("document.activeElement.blur()")
    return context, page


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_each_piece_looks_as_it_did_when_it_was_last_looked_at(
    browser: Browser, workspace_site: str, width: int, scheme: str
):
    context, page = gallery(browser, workspace_site, width, scheme)
    reader = context.new_page()

    now = looked_at(page, reader)

    context.close()
    expected = json.loads(EXPECTED.read_text()) if EXPECTED.exists() else {}
    name = f"{width} {scheme}"
    if KEEP:
        lines = json.dumps({**expected, name: now}, separators=(",", ":"), sort_keys=True).replace('},"', '},\n"')
        EXPECTED.write_text(lines + "\n")
        return
    assert differences(now, expected[name]) == []
    assert len(now) >= 15


def test_a_piece_that_lost_its_style_would_be_seen(browser: Browser, workspace_site: str):
    context, page = gallery(browser, workspace_site, 768, "light")
    page.evaluate("document.querySelectorAll('.govuk-button').forEach((one) => one.className = '')")

    now = looked_at(page, context.new_page())

    context.close()
    wrong = differences(now, json.loads(EXPECTED.read_text())["768 light"])
    assert any("buttons" in one for one in wrong)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_in_it_and_nothing_overflows(browser: Browser, workspace_site: str, width: int, scheme: str):
    context, page = gallery(browser, workspace_site, width, scheme)

    found = Axe().run(page, options=AXE_RULES).response["violations"]
    across = page.evaluate("document.documentElement.scrollWidth")

    context.close()
    assert [f"{one['id']}: {one['nodes'][0]['html'][:150]}" for one in found] == []
    assert across <= width


IS_SEEN = """() => {
  const one = document.activeElement, style = getComputedStyle(one);
  const label = one.labels && one.labels[0] ? getComputedStyle(one.labels[0], "::before") : null;
  const shown = (s) => s && ((s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== "none");
  const box = one.getBoundingClientRect();
  return {what: one.tagName + " " + (one.id || one.textContent.trim().slice(0, 30)), seen: Boolean(shown(style) || shown(label)),
          at: one.tagName === "BODY" ? "end" : "", inside: box.width > 0 && box.right > 0};
}"""


def test_everything_in_it_is_reached_and_seen_by_keyboard(browser: Browser, workspace_site: str):
    context, page = gallery(browser, workspace_site, 1280, "light")
    wanted = page.evaluate(
        "() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]"
        ".filter((one) => one.checkVisibility() && one.tabIndex >= 0 && !(one.type === 'radio' && !one.checked && "
        'one.form.querySelector(`[name="${one.name}"]:checked`))).length'
    )
    unseen, reached = [], 0
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")

    for _ in range(400):
        page.keyboard.press("Tab")
        now = page.evaluate(IS_SEEN)
        if now["at"] == "end":
            break
        reached += 1
        if not now["seen"]:
            unseen.append(now["what"])

    context.close()
    radios_in_a_group = 4
    assert unseen == []
    assert reached >= wanted - radios_in_a_group


def test_the_skip_link_comes_first_and_leads_to_the_page(browser: Browser, workspace_site: str):
    context, page = gallery(browser, workspace_site, 320, "light")
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")

    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    then = page.evaluate("document.activeElement.id")

    context.close()
    assert (first, then) == ("Skip to main content", "main")


def test_tabs_follow_the_arrow_keys(browser: Browser, workspace_site: str):
    context, page = gallery(browser, workspace_site, 1280, "light")
    page.locator("#tab_tab-year").focus()

    page.keyboard.press("ArrowRight")

    shown = page.locator("#tab-last").is_visible()
    context.close()
    assert shown


def test_without_script_everything_is_there(browser: Browser, workspace_site: str):
    context, page = as_persona(browser, workspace_site, "manager", script=False)
    page.goto(f"{workspace_site}/gallery/")

    both = page.locator("#tab-year").is_visible() and page.locator("#tab-last").is_visible()

    context.close()
    assert both
