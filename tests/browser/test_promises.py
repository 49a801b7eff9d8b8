"""Promises in a real browser: tried on tickets that are over, published, and given to open ones after a look."""

from typing import Any

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.signed_in import sign_in
from tests.setup.test_trying import resolved
from tests.tickets.clock_cases import opened_ticket
from tests.world import World
from tickets.models import SlaPolicy, Ticket

WIDTHS = (1440, 390, 320)
WHY = "The board wants printers back within the hour, agreed with every head of department in November"


def faults(page: Page, axe_faults: Any) -> list[str]:
    """What axe finds in light and dark, and where the page is wider than its window."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += axe_faults(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found.append(f"wider than {width}")
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    return found


def test_promises_are_tried_published_and_given(
    page: Page, live_server: Any, world: World, axe_faults: Any
) -> None:
    late = resolved(world, 4)
    ticket = opened_ticket(world, timezone.now())
    sign_in(page, live_server, world.administrator)
    page.goto(f"{live_server.url}/setup/promises/{world.policy.pk}/")
    page.get_by_label("Restore, priority 3, Standard", exact=True).fill("1 h")
    page.get_by_label("Restore, priority 3, Standard, counted in", exact=True).select_option("HOSP24")
    page.get_by_role("button", name="Try it on the last tickets").click()
    page.get_by_text("Tickets that would have come out otherwise").click()
    expect(page.get_by_role("row", name=late.key)).to_contain_text("Met")
    assert faults(page, axe_faults) == []
    assert SlaPolicy.objects.count() == 1
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_role("link", name="See what this version would do to them").click()
    expect(page.get_by_role("row", name=ticket.key)).to_be_visible()
    page.get_by_role("button", name="Give it to 1 ticket").click()
    expect(page.locator("#errors")).to_be_focused()
    page.get_by_label("Reason", exact=True).fill(WHY)
    assert faults(page, axe_faults) == []
    page.get_by_role("button", name="Give it to 1 ticket").click()
    expect(page.get_by_role("heading", name="What became of them")).to_be_visible()
    expect(page.get_by_role("row", name=ticket.key)).to_contain_text("Has it now")
    assert faults(page, axe_faults) == []
    assert Ticket.objects.get(pk=ticket.pk).policy == SlaPolicy.objects.latest("version")


def test_a_ladder_is_tried_and_published(page: Page, live_server: Any, world: World, axe_faults: Any) -> None:
    resolved(world, 30)
    sign_in(page, live_server, world.administrator)
    page.goto(f"{live_server.url}/setup/promises/{world.policy.pk}/")
    page.get_by_text("Whom a late ticket tells").click()
    page.get_by_role("link", name="Restore, priority 3", exact=True).click()
    second = page.get_by_role("group", name="Rung 2", exact=True)
    second.get_by_label("When").fill("10 %")
    second.get_by_label("the duty manager").check()
    page.get_by_role("button", name="Try it on the last tickets").click()
    expect(page.get_by_role("heading", name="As you wrote it")).to_be_visible()
    expect(page.get_by_role("row", name="10 %")).to_contain_text("the duty manager")
    assert faults(page, axe_faults) == []
    assert SlaPolicy.objects.count() == 1
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator("#errors")).to_be_focused()
    page.get_by_label("Reason", exact=True).fill(WHY)
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Version 2 holds for new tickets from now on.")).to_be_visible()
    assert set(
        SlaPolicy.objects.latest("version").steps.get(metric="restore", priority=3, at_percent=10).audience
    ) == {"duty_manager", "lead"}
