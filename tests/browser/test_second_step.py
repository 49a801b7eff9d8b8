"""The second step in a real browser: a passkey of a virtual security key, an app's code, no script, no faults."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Page, expect

from hospital_itsm.signin.rules.codes import code_at
from tests.browser.signed_in import sign_in
from tests.signin.hands import present_step, with_app
from tests.world import PASSWORD, World

OWN = "/me/second-step/"


@pytest.fixture
def home(live_server: Any, settings: Any) -> str:
    """The public address of the test: passkeys belong to it."""
    settings.SITE_URL = live_server.url.replace("127.0.0.1", "localhost")
    return str(settings.SITE_URL)


def with_security_key(page: Page) -> None:
    """Plug a security key in that answers at once."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "usb",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def give_password(page: Page, home: str, name: str) -> None:
    """Walk the sign-in page."""
    page.goto(f"{home}/accounts/login/")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_passkey_is_added_and_signs_in(page: Page, home: str, world: World, axe_faults: Any) -> None:
    with_security_key(page)
    give_password(page, home, "leo.marsh")
    page.goto(f"{home}{OWN}")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name").fill("Blue key")
    assert axe_faults(page) == []
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes", exact=True)).to_be_visible()
    assert axe_faults(page) == []
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("rowheader", name="Blue key")).to_be_visible()
    assert axe_faults(page) == []
    page.context.clear_cookies()
    give_password(page, home, "leo.marsh")
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    assert axe_faults(page) == []
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(re.compile(r"/(queue|me)/"))
    assert Authenticator.objects.get(type="webauthn").last_used_at is not None


def test_an_app_is_set_up_by_whoever_must(phone: Page, home: str, world: World, axe_faults: Any) -> None:
    give_password(phone, home, world.administrator.username)
    expect(phone.get_by_text("Your role signs in with two steps.")).to_be_visible()
    assert axe_faults(phone) == []
    phone.get_by_role("link", name="Set up an app").click()
    assert axe_faults(phone) == []
    secret = phone.locator("code.secret").inner_text().replace(" ", "")
    phone.get_by_label("Code that the app shows").fill(code_at(secret, present_step()))
    phone.get_by_role("button", name="Turn it on").click()
    expect(phone.get_by_role("heading", name="Recovery codes", exact=True)).to_be_visible()
    phone.get_by_role("link", name="I have kept them").click()
    phone.goto(f"{home}/setup/second-step/")
    expect(phone.get_by_role("heading", name="Two-step sign-in")).to_be_visible()
    assert axe_faults(phone) == []


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_no_page_runs_over_its_edge(
    page: Page, home: str, live_server: Any, world: World, width: int
) -> None:
    with_app(world.agent)
    page.set_viewport_size({"width": width, "height": 800})
    give_password(page, home, "leo.marsh")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    server = type("Server", (), {"url": home})
    sign_in(page, server, world.administrator)
    for path in (OWN, f"{OWN}prove/", "/setup/second-step/", f"/setup/people/{world.agent.pk}/second-step/"):
        page.goto(f"{home}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
