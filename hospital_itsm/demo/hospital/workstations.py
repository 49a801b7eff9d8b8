"""Registered computers of the demo hospital."""

from typing import Final, NamedTuple


class WorkstationRow(NamedTuple):
    """One computer."""

    name: str
    area: str
    room: str
    is_shared: bool = True
    is_critical: bool = False


WORKSTATIONS: Final = (
    WorkstationRow("ICU-WS-04", "ICU", "Bay 4"),
    WorkstationRow("ICU-WS-STATION", "ICU", "Nurse station"),
    WorkstationRow("ED-WS-TRAUMA1", "ED", "Trauma 1", is_critical=True),
    WorkstationRow("ED-WS-TRIAGE", "ED", "Triage"),
    WorkstationRow("CATH-WS-02", "CATH", "Lab 2", is_critical=True),
    WorkstationRow("OR-WS-06", "OR", "Room 6", is_critical=True),
    WorkstationRow("MS5-CART-14", "MS5", ""),
    WorkstationRow("MS6-WS-STATION", "MS6", "Nurse station"),
    WorkstationRow("PHAR-WS-01", "PHAR", "Dispensing"),
    WorkstationRow("HIM-PC-11", "HIM", "Office 11", is_shared=False),
)
