"""Networks as people write them, and whether an address lies in one."""

import ipaddress
import re
from collections.abc import Iterable
from typing import Final

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
SEPARATORS: Final = re.compile(r"[\s,;]+")
INSIDE: Final = tuple(
    ipaddress.ip_network(text)
    for text in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7")
)
"""This machine and the private networks: where no address is reached from the Internet."""


class NoNetwork(ValueError):
    """A text that names no network, or one that is everywhere; the argument is the text."""


def read_networks(text: str) -> tuple[Network, ...]:
    """The networks of a text, separated by spaces, commas or lines; none for an empty one. Raises NoNetwork."""
    return tuple(_network(word) for word in SEPARATORS.split(text) if word)


def is_in(address: str | None, networks: Iterable[Network]) -> bool:
    """Does the address lie in one of them? An unknown address lies nowhere."""
    try:
        known = ipaddress.ip_address(address or "")
    except ValueError:
        return False
    plain = getattr(known, "ipv4_mapped", None) or known
    return any(plain.version == one.version and plain in one for one in networks)


def _network(word: str) -> Network:
    try:
        found = ipaddress.ip_network(word, strict=False)
    except ValueError:
        raise NoNetwork(word) from None
    if found.prefixlen == 0:
        raise NoNetwork(word)
    return found
