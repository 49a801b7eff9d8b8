"""What a scan may be, read without a database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.rules.scanning import Kind, Reading, read_scan

TODAY = date(2026, 11, 27)


def read(text: str) -> Reading:
    return read_scan(text, TODAY)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("LR-20417", "LR-20417"),
        (" lr-20417\r\n", "LR-20417"),
        ("]C0LR-20417", "LR-20417"),
        ("https://desk.example/report/device/LR-20417/", "LR-20417"),
        ("HTTPS://DESK.EXAMPLE/REPORT/DEVICE/LR%2D20417", "LR-20417"),
        ("https://desk.example/a/lr-20417/?from=label", "LR-20417"),
        ("(8004)LR-20417", "LR-20417"),
    ],
)
def test_our_tag_is_read_from_every_form_of_our_label(text: str, tag: str) -> None:
    assert read(text).tag == tag


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", Kind.NOTHING),
        (" \r\n", Kind.NOTHING),
        ("\x00", Kind.NOTHING),
        ("x" * 501, Kind.TOO_LONG),
        ("https://elsewhere.example/report/device/", Kind.ADDRESS),
        ("https://elsewhere.example/a/%3Cscript%3E/", Kind.ADDRESS),
        ("javascript://desk.example/report/device/LR-1/", Kind.ADDRESS),
        ("https://desk.example/report/device/LR-1/", Kind.LABEL),
        ("00:1a:2b:3c:4d:5e", Kind.MAC),
        ("001A2B3C4D5E", Kind.MAC),
        ("(01)09520000010010(21)S9", Kind.UDI),
        ("]d20109520000010010\x1d21S9", Kind.UDI),
        ("09520000010010", Kind.UDI),
        ("+A123BJC5D6E71G", Kind.UDI),
        ("=/A9999XYZ100T0944=,000025", Kind.UDI),
        ("12345678", Kind.NUMBER),
        ("LR-20417", Kind.NUMBER),
    ],
)
def test_the_form_tells_the_kind(text: str, kind: Kind) -> None:
    assert read(text).kind == kind


def test_a_label_gives_identifier_and_serial_through_the_separator() -> None:
    udi = read("]C10109520000010010" + "10LOT7\x1d21S9").udi
    assert udi is not None
    assert (udi.di, udi.lot, udi.serial) == ("09520000010010", "LOT7", "S9")


def test_a_bare_number_stays_open_between_tag_serial_and_address() -> None:
    reading = read("001a2b3c4d5e")
    assert (reading.tag, reading.serial, reading.mac) == ("001A2B3C4D5E", "001a2b3c4d5e", "001A2B3C4D5E")


def test_a_number_that_happens_to_have_a_right_check_digit_is_still_looked_for_as_a_serial() -> None:
    reading = read("123456789012")
    assert (reading.kind, reading.serial, reading.tag) == (Kind.UDI, "123456789012", "123456789012")


@given(st.text(max_size=520))
def test_nothing_that_is_scanned_breaks_the_reader(text: str) -> None:
    reading = read(text)
    assert "\x00" not in reading.text + reading.tag + reading.serial
    assert reading.kind in Kind
