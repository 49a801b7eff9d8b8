"""What each contract of domain 8.5 is linked to: services by code, types of devices by model.

Monitors and cabinets are named there by what their contracts are for. The security queue, clinical engineering's labor,
disposal and projects (C-1010, C-1020, C-1023, C-1024) are nothing the inventory holds.
"""

from collections.abc import Mapping, Sequence
from typing import Final

SERVICES: Final = {
    "C-1001": ("A001", "A002", "A003", "A004", "A005", "A006", "A007", "A009"),
    "C-1002": ("A008",),
    "C-1003": ("A060",),
    "C-1004": ("A017", "A018"),
    "C-1005": ("INF-LAN", "INF-WLAN"),
    "C-1006": ("INF-WAN",),
    "C-1007": ("INF-VOICE", "INF-PAGE"),
    "C-1008": ("A062",),
    "C-1009": ("A061",),
    "C-1015": ("A030",),
    "C-1016": ("A031",),
    "C-1019": ("A015",),
    "C-1021": ("A046",),
    "C-1022": ("A050", "A051", "A052"),
}
MODELS: Final = {
    "C-1011": ("MR15",),
    "C-1012": ("CT128", "XRm", "XRf"),
    "C-1013": ("LINAC6",),
    "C-1014": ("BX-1", "T-Go"),
    "C-1016": ("M8", "CS-16", "TX-2"),
    "C-1017": ("HD3",),
    "C-1018": ("C700", "H300", "BG"),
    "C-1019": ("DC-9",),
}
THINGS: Final = {
    "C-1005": ("SW-S-A", "SW-S-B", "SW-N-A", "WLC-1"),
    "C-1006": ("CIR-1", "CIR-2"),
    "C-1007": ("PBX-1", "PBX-2"),
    "C-1008": ("STO-2",),
}
"""By tag."""
LICENSES: Final = {"C-1001": ("A001", "A007"), "C-1004": ("A017",), "C-1008": ("A062",), "C-1015": ("A030",)}
"""By the service that is licensed."""


def contracts_of(links: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The number of the contract by what is linked to it."""
    return {what: number for number, linked in links.items() for what in linked}
