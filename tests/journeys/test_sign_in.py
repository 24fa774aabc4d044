"""How people come in: by invitation, with an app, with a passkey; and that the pages hold for everybody."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from goldenthread.accounts import operations
from goldenthread.accounts.models import User
from goldenthread.core.actors import Actor
from tests.factories.looking import AXE_RULES, press
from tests.factories.sign_ins import PASSWORD, code, somebody

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser's driver keeps a loop in this thread


@pytest.fixture
def workspace(live_server: LiveServer, settings: Settings) -> str:
    """The address of the workspace, on a name that passkeys accept."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    address: str = live_server.url
    settings.GOLDENTHREAD_WORKSPACE_URL = address
    assert "//localhost:" in address
    return address


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """What the browser refuses or trips over: nothing, when the test is done."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    yield found
    assert [one for one in found if "Content Security Policy" in one or "Error" in one] == []


def with_a_device(page: Page) -> CDPSession:
    """A device that makes passkeys and confirms them with a finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def give_password(page: Page, workspace: str, user: User) -> None:
    page.goto(f"{workspace}/account/sign-in/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_somebody_accepts_an_invitation_and_protects_their_account_with_an_app(
    page: Page, workspace: str, complaints: list[str]
):
    operations.invite(email="new.person@nhs.example", name="New Person", by=Actor.person("Rosa Manager"))
    found = re.search(r"http://\S+/account/invitation/\S+", mail.outbox[0].body)
    assert found

    page.goto(found[0])
    expect(page.get_by_text("Rosa Manager invited you")).to_be_visible()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Protect your account")
    page.get_by_role("button", name="Set up an authenticator app").click()
    expect(page.get_by_role("img", name="A code for your phone’s camera")).to_be_visible()
    page.get_by_text("I cannot use the picture").click()
    secret = page.locator(".gt-secret").inner_text().strip()
    page.get_by_label("Code from the app").fill(code(secret))
    page.get_by_role("button", name="Continue").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    assert page.locator(".gt-codes li").count() == 10
    page.get_by_role("button", name="I have kept them").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You hold no role on a Board yet")


def test_a_passkey_is_added_and_then_signs_in_by_itself(page: Page, workspace: str, complaints: list[str]):
    with_a_device(page)
    user = somebody(app=False)
    give_password(page, workspace, user)
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_label("Name of this passkey").fill("Work laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    page.goto(f"{workspace}/account/")
    expect(page.get_by_text("Work laptop").first).to_be_visible()
    sign_out(page)

    page.goto(f"{workspace}/account/sign-in/?next=/account/name/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Change your name")
    page.goto(f"{workspace}/account/")
    expect(page.get_by_text("With passkey")).to_be_visible()


def test_a_passkey_is_the_second_step_after_a_password_and_proves_it_again(
    page: Page, workspace: str, complaints: list[str]
):
    with_a_device(page)
    user = somebody(app=False)
    give_password(page, workspace, user)
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_label("Name of this passkey").fill("Work laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    page.goto(f"{workspace}/account/")
    sign_out(page)

    give_password(page, workspace, user)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You hold no role on a Board yet")
    page.goto(f"{workspace}/account/prove/passkey/?next=/account/")
    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")


def test_a_device_that_does_not_answer_is_explained(page: Page, workspace: str):
    session = with_a_device(page)
    session.send("WebAuthn.disable")
    page.add_init_script("navigator.credentials.get = () => Promise.reject(new DOMException('no', 'NotAllowedError'))")
    page.goto(f"{workspace}/account/sign-in/")

    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_text("That did not work. Try again, or sign in with your password.")).to_be_visible()


def test_a_password_and_an_app_are_enough_without_script(browser: Browser, workspace: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    user = somebody()

    give_password(page, workspace, user)
    expect(page.get_by_role("button", name="Use a passkey")).to_have_count(0)
    page.get_by_label("Code").fill(code())
    press(page, "Sign in")
    expect(page.get_by_role("heading", level=1)).to_have_text("You hold no role on a Board yet")
    context.close()


def test_a_password_can_be_pasted_and_shown(page: Page, context: BrowserContext, workspace: str):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{workspace}/account/sign-in/")
    page.evaluate("text => navigator.clipboard.writeText(text)", PASSWORD)
    box = page.get_by_label("Password", exact=True)

    box.click()
    page.keyboard.press("Control+V")
    page.get_by_role("button", name="Show password").click()

    expect(box).to_have_value(PASSWORD)
    expect(box).to_have_attribute("type", "text")


def test_going_back_after_signing_out_shows_nothing(page: Page, workspace: str):
    user = somebody()
    give_password(page, workspace, user)
    page.get_by_label("Code").fill(code())
    press(page, "Sign in")
    page.goto(f"{workspace}/account/")
    expect(page.get_by_text(user.email)).to_be_visible()
    sign_out(page)

    page.go_back()

    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    expect(page.get_by_text(user.email)).to_have_count(0)


def faults(page: Page, width: int) -> list[str]:
    found = Axe().run(page, options=AXE_RULES).response["violations"]
    across = page.evaluate("document.documentElement.scrollWidth")
    wrong = [f"{one['id']}: {one['nodes'][0]['html'][:150]}" for one in found]
    return wrong + ([f"scrolls sideways to {across}"] if across > width else [])


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "light"), (1280, "dark")])
def test_axe_finds_nothing_and_nothing_overflows(browser: Browser, workspace: str, width: int, scheme: Any):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    wrong: dict[str, list[str]] = {}
    user, new = somebody(), somebody("new.person@nhs.example", app=False)

    def look(name: str) -> None:
        if found := faults(page, width):
            wrong[name] = found

    page.goto(f"{workspace}/account/sign-in/")
    look("sign in")
    press(page, "Sign in")
    look("sign in with errors")
    page.goto(f"{workspace}/account/password/reset/")
    look("reset")
    page.goto(f"{workspace}/account/invitation/nothing/")
    look("a link that is over")
    give_password(page, workspace, new)
    look("protect")
    for path in ("app", "passkeys/add"):
        page.goto(f"{workspace}/account/{path}/")
        look(path)
    sign_out(page)
    give_password(page, workspace, user)
    look("second step")
    page.get_by_label("Code").fill(code())
    press(page, "Sign in")
    for path in ("", "name/", "password/", "recovery-codes/", "prove/password/", "prove/code/"):
        page.goto(f"{workspace}/account/{path}")
        look(f"account/{path}")
    context.close()

    assert wrong == {}
