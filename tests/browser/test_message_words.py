"""The words of a message in a real browser: seen while they are written, published, taken back; without script too."""

from typing import Any

from playwright.sync_api import Browser, Page, expect

from hospital_itsm.messaging.models import MessageWording
from hospital_itsm.messaging.rules.words import Words
from tests.browser.conftest import LAPTOP
from tests.browser.signed_in import sign_in
from tests.browser.test_promises import faults
from tests.messaging.cast import KIND, published
from tests.world import World, again

PAGE = f"/setup/messages/{KIND}/"
LONG = "{{ ticket }} " + "Incomprehensibilities" * 5


def test_a_message_is_seen_while_it_is_written_then_published_and_taken_back(
    page: Page, live_server: Any, world: World, axe_faults: Any
) -> None:
    sign_in(page, live_server, world.administrator)
    page.goto(f"{live_server.url}/setup/messages/")
    assert faults(page, axe_faults) == []
    page.get_by_role("link", name="{{ ticket }} is yours: priority {{ priority }}, {{ area }}").click()
    page.get_by_label("Subject", exact=True).fill("{{ ticket }} waits for you")
    expect(page.locator("#look .said").first).to_contain_text("INC-20418 waits for you")
    page.get_by_label("Subject", exact=True).fill("{{ title }}")
    expect(page.locator("#look")).to_contain_text("This message does not know {{ title }}.")
    assert faults(page, axe_faults) == []
    page.get_by_label("Subject", exact=True).fill(LONG)
    expect(page.locator("#look .said").first).to_contain_text("INC-20418 Incomprehensibilities")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("#errors")).to_be_focused()
    assert faults(page, axe_faults) == []
    page.locator("#words").get_by_label("Reason", exact=True).fill("Agreed with nursing")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("From now on the message is said in these words.")).to_be_visible()
    assert faults(page, axe_faults) == []
    assert MessageWording.objects.get().subject == LONG
    page.locator("#reset_reason").fill("Too long")
    page.get_by_role("button", name="Go back to the product's words").click()
    expect(page.get_by_text("The message is said in the product's words again.")).to_be_visible()
    assert MessageWording.objects.latest("version").is_shipped
    page.goto(f"{live_server.url}{PAGE}versions/1/")
    assert faults(page, axe_faults) == []


def test_the_same_without_script(chromium: Browser, live_server: Any, world: World) -> None:
    published(again(world.administrator), Words("First"))
    context = chromium.new_context(viewport=LAPTOP, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, world.administrator)
    page.goto(f"{live_server.url}{PAGE}")
    page.get_by_label("Subject", exact=True).fill("{{ ticket }} waits")
    page.get_by_role("button", name="Show the message").click()
    expect(page.locator("#look .said").first).to_have_text("INC-20418 waits")
    page.get_by_role("button", name="Send me a test").click()
    expect(page.get_by_text("A test is on its way to you. Nothing has been published.")).to_be_visible()
    page.locator("#words").get_by_label("Reason", exact=True).fill("Shorter")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("From now on the message is said in these words.")).to_be_visible()
    context.close()
    assert MessageWording.objects.latest("version").subject == "{{ ticket }} waits"
