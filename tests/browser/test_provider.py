"""Signing in through an identity provider in a real browser: there and back, the pages that say no, no faults."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from hospital_itsm.signin import provider
from hospital_itsm.signin.actions.identities import link_identity
from hospital_itsm.signin.models import LinkedIdentity
from tests.browser.signed_in import sign_in
from tests.signin.idp import CLIENT, SECRET, Idp, running
from tests.world import PASSWORD, World


@pytest.fixture
def idp(live_server: Any, settings: Any) -> Iterator[Idp]:
    """A provider the live server is set up for."""
    with running() as one:
        settings.SITE_URL = live_server.url.replace("127.0.0.1", "localhost")
        settings.OIDC_ISSUER, settings.OIDC_NAME = one.issuer, "Larkhaven ID"
        settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = CLIENT, SECRET
        settings.OUTBOUND_ALLOWED_HOSTS = ["http://127.0.0.1"]
        provider.forget()
        yield one
        provider.forget()


def test_a_person_links_their_account_and_signs_in_with_one_press(
    page: Page, idp: Idp, settings: Any, world: World, axe_faults: Any
) -> None:
    page.goto(f"{settings.SITE_URL}/accounts/login/")
    assert axe_faults(page) == []
    page.get_by_role("link", name="Sign in with Larkhaven ID").click()
    expect(page.get_by_role("heading", name="No account is linked yet")).to_be_visible()
    expect(page.get_by_text(idp.subject)).to_be_visible()
    assert axe_faults(page) == []
    page.get_by_role("link", name="Back to sign-in").click()
    page.get_by_label("User name").fill("leo.marsh")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto(f"{settings.SITE_URL}/me/second-step/")
    page.get_by_role("button", name="Link my account").click()
    expect(page.get_by_role("heading", name="Link with Larkhaven ID")).to_be_visible()
    assert axe_faults(page) == []
    page.get_by_role("link", name="Go on to Larkhaven ID").click()
    expect(page.get_by_text("Your account is linked.")).to_be_visible()
    assert LinkedIdentity.objects.get().user == world.agent
    assert axe_faults(page) == []
    page.context.clear_cookies()
    page.goto(f"{settings.SITE_URL}/accounts/login/")
    page.get_by_role("link", name="Sign in with Larkhaven ID").click()
    expect(page.get_by_role("link", name="Queue").first).to_be_visible()
    idp.is_down = True
    provider.forget()
    page.context.clear_cookies()
    page.goto(f"{settings.SITE_URL}/accounts/provider/")
    expect(page.get_by_role("heading", name="Nobody was signed in")).to_be_visible()
    assert axe_faults(page) == []


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1440, "light")])
def test_no_page_about_the_provider_runs_over_its_edge(
    page: Page, idp: Idp, settings: Any, world: World, axe_faults: Any, width: int, scheme: Any
) -> None:
    idp.subject = "a-long-identifier-" * 8
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    paths = ["/accounts/login/", "/accounts/provider/"]
    for path in paths:
        page.goto(f"{settings.SITE_URL}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert axe_faults(page) == [], path
    link_identity(world.agent, actor=world.administrator, subject=idp.subject)
    sign_in(page, type("Server", (), {"url": settings.SITE_URL}), world.administrator)
    for who in (world.agent, world.requester):
        page.goto(f"{settings.SITE_URL}/setup/people/{who.pk}/second-step/")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert axe_faults(page) == []
