"""A technician scans: in the field, without any focus, on a phone, without script."""

import base64
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from assets.label_sheet import drawn
from assets.models import Asset
from assets.rules.labels import ROLL
from tests.assets import cast
from tests.browser.conftest import PHONE
from tests.browser.signed_in import sign_in
from tests.world import World

BURST = """([text, end]) => {
  for (const key of [...text, end]) {
    const target = document.activeElement || document.body;
    target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  }
}"""
"""What a wedge scanner does, faster than a test could type on a busy machine."""

CAMERA = """async (label) => {
  const picture = new Image();
  picture.src = `data:image/png;base64,${label}`;
  await picture.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 340 });
  const pen = canvas.getContext("2d");
  setInterval(() => { pen.fillRect(0, 0, 640, 340); pen.drawImage(picture, 20, 20); }, 50);
  navigator.mediaDevices.getUserMedia = async () => canvas.captureStream();
}"""
"""A camera that looks at a printed label on a dark table."""


@pytest.fixture
def ready(page: Page, live_server: Any, world: World) -> Page:
    """The technician's laptop, two pumps in the inventory."""
    cast.pump(world)
    cast.pump(world, "LR-30001")
    sign_in(page, live_server, world.technician, None)
    return page


def open_page(page: Page, address: str) -> Page:
    page.goto(address)
    page.wait_for_selector("html[data-ready]", state="attached")
    return page


def test_a_typed_tag_opens_the_asset(ready: Page, live_server: Any) -> None:
    open_page(ready, f"{live_server.url}/scan/")
    ready.keyboard.type("lr-20417")
    ready.keyboard.press("Enter")
    ready.wait_for_url("**/a/LR-20417/")


@pytest.mark.parametrize("path", ["/scan/", "/assets/", "/a/LR-30001/"])
def test_a_scanner_is_heard_without_any_focus(ready: Page, live_server: Any, path: str) -> None:
    open_page(ready, f"{live_server.url}{path}")
    ready.evaluate("document.activeElement.blur()")
    ready.evaluate(BURST, ["LR-20417", "Enter"])
    ready.wait_for_url("**/a/LR-20417/")


def test_what_a_person_types_is_handed_on_to_the_shortcuts(ready: Page, live_server: Any) -> None:
    open_page(ready, f"{live_server.url}/a/LR-30001/")
    ready.keyboard.press("g")
    ready.keyboard.press("a", delay=80)
    ready.wait_for_url("**/assets/")


def test_a_short_burst_is_no_scan(ready: Page, live_server: Any) -> None:
    open_page(ready, f"{live_server.url}/scan/")
    ready.evaluate("document.activeElement.blur()")
    ready.evaluate(BURST, ["LR-204", "Enter"])
    ready.evaluate(BURST, ["", "/"])
    expect(ready).to_have_url(f"{live_server.url}/scan/")
    expect(ready.get_by_label("Scan or type")).to_have_value("")


def test_an_unknown_label_is_explained_where_the_eyes_are(
    ready: Page, live_server: Any, axe_faults: Any
) -> None:
    open_page(ready, f"{live_server.url}/scan/")
    ready.keyboard.type("(01)09520000010010(21)S9")
    ready.keyboard.press("Enter")
    expect(ready.get_by_role("heading", name="Not found")).to_be_visible()
    assert axe_faults(ready) == []
    ready.get_by_role("link", name="Add a device with this label").click()
    expect(ready.get_by_label("Serial number")).to_have_value("S9")


def test_the_decoder_compiles_under_the_policy_and_reads_a_code(ready: Page, live_server: Any) -> None:
    open_page(ready, f"{live_server.url}/scan/")
    read = ready.evaluate(
        """async () => {
          const box = document.querySelector("[data-camera]");
          const script = document.createElement("script");
          script.src = box.dataset.decoder;
          await new Promise((done) => { script.onload = done; document.head.append(script); });
          ZXingWASM.prepareZXingModule({ overrides: { locateFile: () => box.dataset.wasm } });
          return ZXingWASM.readBarcodes(new ImageData(8, 8));
        }"""
    )
    assert read == []


def test_the_camera_reads_the_label_we_print(ready: Page, live_server: Any) -> None:
    label = drawn(list(Asset.objects.filter(tag="LR-30001")), ROLL, format="png", ppi=300)
    open_page(ready, f"{live_server.url}/scan/")
    ready.evaluate(CAMERA, base64.b64encode(label).decode())
    ready.get_by_role("button", name="Use the camera").click()
    ready.wait_for_url("**/a/LR-30001/", timeout=15_000)


def test_without_a_camera_the_page_says_what_to_do(ready: Page, live_server: Any) -> None:
    open_page(ready, f"{live_server.url}/scan/")
    ready.get_by_role("button", name="Use the camera").click()
    expect(ready.get_by_text("The camera could not be used.")).to_be_visible()


def test_the_phone_has_large_controls_and_works_without_script(
    chromium: Browser, live_server: Any, world: World
) -> None:
    cast.pump(world)
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, world.technician, None)
    page.goto(f"{live_server.url}/scan/")
    expect(page.get_by_role("button", name="Use the camera")).to_be_hidden()
    box = page.get_by_role("button", name="Open").bounding_box()
    assert box is not None
    assert box["height"] >= 56
    page.get_by_label("Scan or type").fill("LR-20417")
    page.get_by_role("button", name="Open").click()
    page.wait_for_url("**/a/LR-20417/")
    context.close()


def test_the_phone_has_the_scanner_at_hand_on_every_page(phone: Page, live_server: Any, world: World) -> None:
    sign_in(phone, live_server, world.biomed, None)
    open_page(phone, f"{live_server.url}/assets/")
    phone.locator(".topbar").get_by_role("link", name="Scan").click()
    phone.wait_for_url("**/scan/")
