"""Signing somebody in without walking the sign-in page again: the session is made here and its cookie handed over."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.test import Client
from playwright.sync_api import Page

from hospital_itsm.people.models import CareArea, User, Workstation
from hospital_itsm.people.workstations import COOKIE, SALT


def sign_in(page: Page, server: Any, user: User, unit: CareArea | None = None) -> None:
    """Make the page's browser the signed-in person's, working in the unit."""
    client = Client()
    client.force_login(user)
    session = client.session
    session["unit_id"] = unit.pk if unit else None
    session.save()
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": server.url}
    page.context.add_cookies([cookie])


def register(page: Page, server: Any, workstation: Workstation) -> None:
    """Make the page's browser a registered workstation."""
    value = signing.dumps(workstation.pk, salt=SALT)
    page.context.add_cookies([{"name": COOKIE, "value": value, "url": server.url}])
