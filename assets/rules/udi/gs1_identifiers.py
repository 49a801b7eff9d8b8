"""GS1 application identifiers: which values follow which number (GS1 Syntax Dictionary)."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Format:
    """The longest value, in characters, and whether every value has just this length and needs no separator."""

    longest: int
    is_fixed: bool = False


def _fixed(longest: int, *identifiers: str) -> dict[str, Format]:
    return dict.fromkeys(identifiers, Format(longest, is_fixed=True))


def _up_to(longest: int, *identifiers: str) -> dict[str, Format]:
    return dict.fromkeys(identifiers, Format(longest))


_FORMATS: Final[dict[str, Format]] = {
    **_fixed(18, "00"),
    **_fixed(14, "01", "02", "03"),
    **_fixed(6, "11", "12", "13", "15", "16", "17"),
    **_fixed(2, "20"),
    **_fixed(13, *(f"41{last}" for last in range(8))),
    **_up_to(20, "10", "21", "22", "243", "254", "8012", "8020"),
    **_up_to(20, *(f"71{last}" for last in range(7))),
    **_up_to(30, "240", "241", "250", "251", "253", "255", "400", "401", "403", "420", "421", "8003", "8004"),
    **_up_to(30, *(f"9{last}" for last in range(10))),
    **_up_to(28, "235", "8010"),
    **_up_to(18, "8006", "8017", "8018", "8026"),
    **_up_to(17, "402"),
    **_up_to(15, *(f"39{last}{places}" for last in range(4) for places in range(10))),
    **_up_to(13, "7001", "7007"),
    **_up_to(10, "7003", "8008"),
    **_up_to(8, "30", "37"),
    **_up_to(6, "242", "7006", "7011"),
}
_MEASURES: Final = Format(6, is_fixed=True)
_LENGTHS: Final = (2, 3, 4)


def format_of(text: str) -> tuple[str, Format | None]:
    """The application identifier a text begins with and its format; ("", None) for one we do not know."""
    for length in _LENGTHS:
        identifier = text[:length]
        if len(identifier) == length and identifier in _FORMATS:
            return identifier, _FORMATS[identifier]
    if len(text) >= 4 and "31" <= text[:2] <= "36" and text[:4].isascii() and text[:4].isdigit():
        return text[:4], _MEASURES
    return "", None
