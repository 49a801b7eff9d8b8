"""The first page anybody sees, in a real browser."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sign_in_page_has_no_accessibility_fault(
    page: Page, live_server: Any, axe_faults: Any, scheme: Any
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{live_server.url}/accounts/login/")
    assert axe_faults(page) == []


def test_the_sign_in_page_fits_a_phone(phone: Page, live_server: Any) -> None:
    phone.goto(f"{live_server.url}/accounts/login/")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_unknown_names_get_an_answer_and_nobody_is_signed_in(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("input[name=login]", "nobody.here")
    page.fill("input[name=password]", "wrong-password-1")
    page.press("input[name=password]", "Enter")
    expect(page.locator("[role=alert], .errorlist, .invalid-feedback").first).to_be_visible()
    assert not [row for row in Session.objects.all() if "_auth_user_id" in row.get_decoded()]
