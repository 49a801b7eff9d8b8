"""Which device each ticket text speaks of (domain 8.7): model, unit of the device, how many of them to pass over."""

from typing import Final, NamedTuple


class Device(NamedTuple):
    """A device of the demo: the one after `passed` others of its model in its unit, in the order of their tags."""

    model: str
    unit: str
    passed: int = 0


DEVICES: Final[dict[int, Device]] = {
    2: Device("BX-1", "ICU", 2),
    3: Device("N2", "NICU"),
    7: Device("C700", "LAB", 1),
    11: Device("MR15", "RAD"),
    12: Device("HD3", "DIAL", 8),
    16: Device("B4", "PEDS"),
    18: Device("S20", "SPD", 2),
    31: Device("CS-16", "ICU"),
    33: Device("LX", "OR"),
    34: Device("IB", "CVICU"),
    35: Device("IX-4", "MS5"),
    37: Device("CT128", "RAD"),
    52: Device("HD3", "DIAL", 14),
    53: Device("ESU-400", "OR"),
    56: Device("M8", "PACU"),
}
