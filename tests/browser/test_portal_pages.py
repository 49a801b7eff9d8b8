"""Every page of the portal in each of its states: no accessibility fault, nothing wider than the screen."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from hospital_itsm.people.models import User
from tests.browser.signed_in import sign_in
from tests.world import World, again
from tickets.actions.conversation import reply
from tickets.actions.intake import Place
from tickets.actions.join import join_ticket
from tickets.actions.notices import post_notice
from tickets.actions.report import report_problem
from tickets.actions.transitions import transition
from tickets.choices import State
from tickets.models import Notice, Ticket

SIZES = {"laptop": (1440, 900), "phone": (390, 844)}
NARROWEST = 320


def sent(user: User, unit: Any, text: str, care: str = "slower", topic: str = "") -> Ticket:
    """A report."""
    return report_problem(actor=again(user), text=text, care_answer=care, topic=topic, place=Place(unit))


@pytest.fixture
def hospital(world: World) -> dict[str, Ticket]:
    """Tickets in every state a requester sees, and a notice."""
    desk, nurse, icu = again(world.duty_manager), world.requester, world.icu
    tickets = {
        "unsafe": sent(nurse, icu, "Bed 12 monitor drops off central every few minutes.", "unsafe", "device"),
        "asked": sent(nurse, icu, "The dictation microphone at station 2 is silent."),
        "fixed": sent(nurse, icu, "Phone 4503 rings but nobody hears us when we pick up."),
        "joined": sent(world.colleague, icu, "Wristband scanner on the med cart does not read.", "slower"),
    }
    reply(tickets["asked"].key, actor=desk, text="Which app is it?", then_state=State.PENDING_REQUESTER)
    transition(
        tickets["fixed"].key,
        actor=desk,
        verb="resolve",
        close_code="fixed_hw",
        cause="hardware",
        message="We put in a new cord.",
    )
    join_ticket(tickets["joined"].key, actor=again(nurse))
    post_notice(
        actor=desk,
        title="Harbor EHR is slow on the main campus",
        severity="degraded",
        sees="Screens take up to a minute to open.",
        works="Charting still works.",
        to_do="Wait for the screen. Do not sign in twice.",
        next_update_by=timezone.now() + timedelta(minutes=30),
        services=[world.service("A001")],
        ticket=tickets["joined"],
    )
    return tickets


def typed(page: Page, address: str) -> None:
    """The form with text, notice and matches."""
    page.goto(f"{address}/report/")
    page.fill("#id_text", "Label scanner fails on MRN 00482913 on the med cart, wristband does not read.")
    expect(page.locator("[data-phi-notice]")).to_be_visible()
    page.check("#id_care_answer_0")
    page.locator(".p-where summary").click()


def refused(page: Page, address: str) -> None:
    """The form after a refusal; a draft of the state before may have come back into it."""
    page.goto(f"{address}/report/")
    page.fill("#id_text", "")
    page.locator(".p-send button").click()
    expect(page.locator("#errors")).to_be_focused()


STATES: dict[str, Callable[[Page, str], None]] = {"report typed": typed, "report refused": refused}
ADDRESSES = {
    "report": "/report/",
    "receipt": "/report/sent/{unsafe}/",
    "receipt joined": "/report/sent/{joined}/",
    "my": "/my/",
    "my unit": "/my/?tab=unit",
    "my done": "/my/?tab=done",
    "ticket asked": "/my/{asked}/",
    "ticket fixed": "/my/{fixed}/",
    "status": "/status/",
}
POSTER_ADDRESSES = {"new notice": "/status/notices/new/", "notice": "/status/notices/{notice}/"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_every_page_is_without_accessibility_faults(
    page: Page,
    live_server: Any,
    world: World,
    hospital: dict[str, Ticket],
    axe_faults: Any,
    size: str,
    scheme: Any,
) -> None:
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)
    faults = {}
    for name, show in shows(page, live_server, world, hospital):
        show()
        page.wait_for_selector("html[data-ready]", state="attached")
        faults[name] = [*axe_faults(page), *too_wide(page)]
    assert {name: found for name, found in faults.items() if found} == {}


def test_nothing_is_wider_than_320_pixels(
    page: Page, live_server: Any, world: World, hospital: dict[str, Ticket]
) -> None:
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    faults = {}
    for name, show in shows(page, live_server, world, hospital):
        show()
        faults[name] = too_wide(page)
    assert {name: found for name, found in faults.items() if found} == {}


def shows(
    page: Page, live_server: Any, world: World, hospital: dict[str, Ticket]
) -> list[tuple[str, Callable[[], Any]]]:
    """Each page and state by name, with what brings it up."""
    keys = {name: ticket.key for name, ticket in hospital.items()}
    keys["notice"] = str(Notice.objects.get().pk)

    def at(who: User, path: str) -> Callable[[], Any]:
        def visit() -> None:
            sign_in(page, live_server, who, world.icu)
            page.goto(live_server.url + path.format(**keys))

        return visit

    def in_state(show: Callable[[Page, str], None]) -> Callable[[], Any]:
        def visit() -> None:
            sign_in(page, live_server, world.requester, world.icu)
            show(page, live_server.url)

        return visit

    return [
        *((name, at(world.requester, path)) for name, path in ADDRESSES.items()),
        *((name, in_state(show)) for name, show in STATES.items()),
        *((name, at(world.duty_manager, path)) for name, path in POSTER_ADDRESSES.items()),
        ("handover sheet", at(world.charge_nurse, "/my/handover/")),
    ]


def too_wide(page: Page) -> list[str]:
    """Whether the page scrolls sideways, and what sticks out."""
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{width} px too wide"] if width > 0 else []


def test_a_notice_is_on_the_report_page_in_one_form(page: Page, live_server: Any, world: World) -> None:
    sign_in(page, live_server, world.duty_manager, world.icu)
    page.goto(f"{live_server.url}/status/notices/new/")
    page.keyboard.type("Printing is down")
    page.fill("#id_sees", "Nothing comes out of any printer.")
    page.get_by_role("button", name="Post notice").click()
    page.wait_for_url("**/status/")
    page.goto(f"{live_server.url}/report/")
    expect(page.get_by_role("region", name="Known problem")).to_contain_text("Printing is down.")


def test_an_answer_is_kept_while_it_is_written_and_sent_once(
    page: Page, live_server: Any, world: World, hospital: dict[str, Ticket]
) -> None:
    sign_in(page, live_server, world.requester, world.icu)
    address = f"{live_server.url}/my/{hospital['asked'].key}/"
    page.goto(address)
    page.locator("#id_text").press_sequentially("It is the new one.")
    expect(page.locator("[data-draft-words]")).to_contain_text("Draft saved", timeout=10_000)
    page.reload()
    expect(page.locator("#id_text")).to_have_value("It is the new one.")
    page.press("#id_text", "Control+Enter")
    expect(page.get_by_text("Your answer is sent.")).to_be_visible()
    hospital["asked"].refresh_from_db()
    assert hospital["asked"].state == State.IN_PROGRESS
