"""The scan page: one hit opens, several are offered, none is explained; nobody sees more than in the list."""

from typing import Any

import pytest
from django.test import Client

from assets.actions.network import change_network
from assets.models import Asset
from tests.assets import cast
from tests.world import World

UDI = "(01)09520000010010(21)IX4-7"


def scan(client: Client, user: Any, code: str) -> Any:
    """What the page answers."""
    client.force_login(user)
    return client.post("/scan/", {"code": code})


def opened(client: Client, user: Any, code: str) -> str:
    """Where the scan leads."""
    return str(scan(client, user, code).get("Location", ""))


def read(client: Client, user: Any, code: str, status: int = 200) -> str:
    """What the page says."""
    answer = scan(client, user, code)
    assert answer.status_code == status
    return str(answer.content.decode())


@pytest.mark.parametrize(
    "code",
    [
        "LR-20417",
        "lr-20417\r\n",
        "]C0LR-20417",
        "https://desk.example/report/device/LR-20417/",
        "IX4-LR-20417",
        "(01)09520000010010(21)ix4-lr-20417",
        "]C10109520000010010" + "21IX4-LR-20417",
        "00:1a:2b:3c:4d:5e",
        "001A.2B3C.4D5E",
    ],
)
def test_whatever_names_the_pump_opens_it_in_one_redirect(world: World, client: Client, code: str) -> None:
    pump = cast.pump(world)
    change_network(pump.tag, actor=world.biomed, fields={"mac": "00-1A-2B-3C-4D-5E"})
    cast.pump(world, "LR-2")
    assert opened(client, world.technician, code) == "/a/LR-20417/"


def test_a_label_that_was_stored_whole_is_found_by_identifier_and_serial(
    world: World, client: Client
) -> None:
    cast.pump(world, serial="", udi=UDI)
    cast.computer(world, serial="IX4-7")
    assert opened(client, world.technician, "0109520000010010" + "21IX4-7") == "/a/LR-20417/"


def test_an_identifier_without_serial_offers_all_of_its_model(world: World, client: Client) -> None:
    cast.pump(world)
    cast.pump(world, "LR-2")
    shown = read(client, world.technician, "(01)09520000010010")
    assert "Which one is it?" in shown
    assert ("/a/LR-20417/" in shown, "/a/LR-2/" in shown) == (True, True)


def test_two_makers_with_one_serial_number_are_offered(world: World, client: Client) -> None:
    cast.pump(world, serial="4711")
    cast.computer(world, serial="4711")
    shown = read(client, world.technician, "4711")
    assert ("/a/LR-20417/" in shown, "/a/WS-1001/" in shown) == (True, True)


def test_an_unknown_label_is_explained_and_may_be_added(world: World, client: Client) -> None:
    cast.model(world)
    shown = read(client, world.technician, "(01)09520000010010(17)271130(10)L7(21)S9")
    for words in ("device identifier (UDI)", "09520000010010", "S9", "L7", "2027-11-30", "IX-4"):
        assert words in shown
    form = client.get("/assets/new/?scanned=serial").content.decode()
    assert 'value="S9"' in form
    assert 'value="IX-4"' in form
    assert "(01)09520000010010(17)271130(10)L7(21)S9" in form


def test_an_unknown_number_is_added_as_tag_or_as_serial_number(world: World, client: Client) -> None:
    shown = read(client, world.technician, "ab-77")
    assert ("?scanned=tag" in shown, "?scanned=serial" in shown) == (True, True)
    assert 'value="AB-77"' in client.get("/assets/new/?scanned=tag").content.decode()
    assert 'value="ab-77"' in client.get("/assets/new/?scanned=serial").content.decode()


def test_what_was_scanned_stands_in_no_address(world: World, client: Client) -> None:
    shown = read(client, world.technician, "MRN0042")
    assert not [link for link in shown.split('href="')[1:] if "MRN0042" in link.split('"')[0]]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "Nothing was read"),
        ("x" * 501, "longer than any label"),
        ("https://elsewhere.example/", "not one of our labels"),
    ],
)
def test_what_is_no_code_of_a_device_is_said(world: World, client: Client, code: str, words: str) -> None:
    shown = read(client, world.technician, code, 422)
    assert words in shown
    assert "?scanned=" not in shown


def test_hostile_codes_are_shown_as_text(world: World, client: Client) -> None:
    shown = read(client, world.technician, '"><script>alert(1)</script>')
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_a_charge_nurse_opens_her_units_devices_and_adds_none(world: World, client: Client) -> None:
    cast.pump(world)
    cast.computer(world)
    assert opened(client, world.charge_nurse, "LR-20417") == "/a/LR-20417/"
    shown = read(client, world.charge_nurse, "WS-1001")
    assert "No asset you can see" in shown
    assert "?scanned=" not in shown


def test_a_scan_changes_nothing_about_the_asset(world: World, client: Client) -> None:
    before = Asset.objects.filter(pk=cast.pump(world).pk).values().get()
    opened(client, world.technician, "LR-20417")
    assert Asset.objects.filter(tag="LR-20417").values().get() == before


def test_only_the_scan_page_may_use_the_camera_and_compile_a_decoder(world: World, client: Client) -> None:
    client.force_login(world.technician)
    scanning, listing = client.get("/scan/"), client.get("/assets/")
    assert scanning["Permissions-Policy"] == "camera=(self), geolocation=(), microphone=()"
    assert "'wasm-unsafe-eval'" in scanning["Content-Security-Policy"]
    assert listing["Permissions-Policy"] == "camera=(), geolocation=(), microphone=()"
    assert "wasm" not in listing["Content-Security-Policy"]
