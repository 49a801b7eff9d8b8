"""Tasks between teams in the browser: asked for, seen on the ticket, done, without script errors and faults of axe."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from hospital_itsm.joint.actions.tasks import add_task
from hospital_itsm.joint.models import Checklist, TicketTask
from tests.browser.signed_in import sign_in
from tests.tickets.desk_cast import report
from tests.world import World, again
from tickets.models import Ticket

LONG = "Compare the certificate of the gateway with the one the device trusts, and renew whichever ends first, please"


@pytest.fixture
def ticket(world: World) -> Ticket:
    """A ticket with two tasks and a checklist."""
    made = report(world, "unsafe")
    actor = again(world.agent)
    add_task(made.key, actor=actor, words="Check the port", team=world.team("NET"))
    add_task(made.key, actor=actor, words=LONG, team=world.team("HTM-GEN"), is_required=False)
    Checklist.objects.create(code="CL-1", name="Device does not send", tasks="NET: Check the port")
    return made


def no_overflow(page: Page) -> None:
    """Nothing is wider than the page."""
    width = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    inner, outer = page.evaluate(width)
    assert inner <= outer


def shot(page: Page, name: str) -> None:
    """A picture where somebody asks for one."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_a_task_is_asked_for_and_done(page: Page, live_server: Any, world: World, ticket: Ticket) -> None:
    sign_in(page, live_server, world.agent)
    page.goto(f"{live_server.url}/t/{ticket.key}/")
    expect(page.get_by_text("2 required tasks are open")).to_have_count(0)
    expect(page.get_by_text("1 required task is open")).to_be_visible()
    shot(page, "ticket")
    page.get_by_role("link", name="Add or change tasks").click()
    page.get_by_label("What is to be done?", exact=True).fill("Bring a spare")
    page.get_by_label("Team (optional)", exact=True).select_option(label=world.team("EUC").name)
    page.get_by_role("button", name="Add the task").click()
    expect(page.get_by_text("2 required tasks are open")).to_be_visible()
    page.get_by_role("button", name=re.compile("Done.*Bring a spare")).click()
    expect(page.get_by_text("The task is done.")).to_be_visible()
    row = TicketTask.objects.get(words="Bring a spare")
    assert (row.state, row.ended_by) == ("done", world.agent)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1440])
def test_the_pages_fit_and_have_no_faults(
    chromium: Browser,
    live_server: Any,
    world: World,
    ticket: Ticket,
    axe_faults: Any,
    width: int,
    scheme: Any,
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, locale="en-US"
    )
    page = context.new_page()
    sign_in(page, live_server, world.agent)
    first = TicketTask.objects.earliest("pk")
    for name, path in (
        ("tasks", f"/t/{ticket.key}/tasks/"),
        ("list", "/queue/tasks/"),
        ("task", f"/t/{ticket.key}/tasks/{first.pk}/"),
    ):
        page.goto(f"{live_server.url}{path}")
        no_overflow(page)
        assert axe_faults(page) == []
        shot(page, f"{name}-{width}-{scheme}")
    context.close()
