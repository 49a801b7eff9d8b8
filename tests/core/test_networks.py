"""Networks as they are written, and where an address lies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.core.networks import INSIDE, NoNetwork, is_in, read_networks


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", []),
        (" \n", []),
        ("10.20.0.0/16", ["10.20.0.0/16"]),
        ("10.20.30.7/16, 192.168.1.5;\nfd00::1/8", ["10.20.0.0/16", "192.168.1.5/32", "fd00::/8"]),
    ],
)
def test_a_text_names_networks(text: str, read: list[str]) -> None:
    assert [str(one) for one in read_networks(text)] == read


@pytest.mark.parametrize(
    "text", ["10.20.0.0/33", "10.20", "icu", "10.0.0.0/8 0.0.0.0/0", "::/0", "10.1.1.1-9"]
)
def test_what_is_no_network_or_everywhere_is_refused(text: str) -> None:
    with pytest.raises(NoNetwork):
        read_networks(text)


@pytest.mark.parametrize(
    ("address", "inside"),
    [
        ("127.0.0.1", True), ("10.255.0.1", True), ("172.31.9.9", True), ("172.32.0.1", False), ("::1", True),
        ("192.168.0.9", True), ("fd12::9", True), ("2001:db8::1", False), ("203.0.113.7", False),
        ("::ffff:10.0.0.1", True), ("::ffff:203.0.113.7", False), ("", False), (None, False), ("unknown", False),
    ],
)  # fmt: skip
def test_inside_are_this_machine_and_private_networks(address: str | None, inside: bool) -> None:
    assert is_in(address, INSIDE) is inside


@given(st.ip_addresses(v=4), st.integers(1, 32))
def test_an_address_lies_in_every_network_around_it(address: object, length: int) -> None:
    assert is_in(str(address), read_networks(f"{address}/{length}"))
