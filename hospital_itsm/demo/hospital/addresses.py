"""Network addresses of the demo hospital, all from the ranges set aside for documentation (domain 8).

The ranges are small: 256 network cards and 762 IPv4 addresses. Devices further back in a list have none, as devices
of a real house that nobody has entered yet.
"""

from typing import Final

CARDS: Final = "00005E0053"
CLINICAL_CARDS: Final = range(160)
INFRASTRUCTURE_CARDS: Final = range(160, 256)
CLINICAL_NETWORKS: Final = ("198.51.100", "203.0.113")
INFRASTRUCTURE_NETWORKS: Final = ("192.0.2",)
HOSTS: Final = 254


def clinical_addresses(number: int) -> dict[str, str | None]:
    """Network card and IPv4 address of the clinical device with this number, counted from 0."""
    return _addresses(number, CLINICAL_CARDS, CLINICAL_NETWORKS)


def infrastructure_addresses(number: int) -> dict[str, str | None]:
    """Network card and IPv4 address of the computer, switch or server with this number, counted from 0."""
    return _addresses(number, INFRASTRUCTURE_CARDS, INFRASTRUCTURE_NETWORKS)


def _addresses(number: int, cards: range, networks: tuple[str, ...]) -> dict[str, str | None]:
    network, host = divmod(number, HOSTS)
    return {
        "mac": f"{CARDS}{cards[number]:02X}" if number < len(cards) else "",
        "ip": f"{networks[network]}.{host + 1}" if network < len(networks) else None,
    }
