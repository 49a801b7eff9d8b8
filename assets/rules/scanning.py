"""What a scanner, a camera or a finger gave: which of our numbers may it be?"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from urllib.parse import unquote

from assets.rules.mac import normalized_mac
from assets.rules.tags import is_tag, normalized_tag
from assets.rules.udi import Udi, parse

LONGEST: Final = 500
"""Characters. The longest symbol on a device holds about 100."""
LONGEST_SERIAL: Final = 80

_LABEL = re.compile(r"https?://[^/\s]+/(?:report/device|a)/([^/?#\s]+)/?(?:[?#].*)?\Z", re.IGNORECASE)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_SCANNER_PREFIX = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_OWN_NUMBER: Final = "8004"
"""The GS1 identifier of a thing a house owns: its value may be our tag."""
_MARKED: Final = ("(", "+", "=", "&", "]C1", "]d2", "]Q3", "]e0", "]J1")
_SURE_LENGTH: Final = 12
"""Digits. A shorter number with a right check digit is as likely a serial number."""


class Kind(StrEnum):
    """What was read, as far as its form tells."""

    NOTHING = "nothing"
    TOO_LONG = "too-long"
    LABEL = "label"
    ADDRESS = "address"
    UDI = "udi"
    MAC = "mac"
    NUMBER = "number"


@dataclass(frozen=True)
class Reading:
    """A scan taken apart: its kind, and every value it may be, empty where it cannot be one.

    A number printed on a device does not say what it is: "LR-20417" may be a tag or a maker's serial number, twelve
    hexadecimal digits a network address or either. So several values may be filled; the one who looks them up tries
    the tag first.
    """

    kind: Kind
    text: str = ""
    tag: str = ""
    serial: str = ""
    mac: str = ""
    udi: Udi | None = None


def read_scan(text: str, today: date) -> Reading:
    """Tell what was scanned or typed. Never raises. `today` decides the century of dates in a device identifier."""
    text = text.replace("\x00", "")
    bare = _SCANNER_PREFIX.sub("", text.strip(), count=1) if text.lstrip().startswith("]") else text.strip()
    if not bare:
        return Reading(Kind.NOTHING)
    if len(text) > LONGEST:
        return Reading(Kind.TOO_LONG)
    if _ADDRESS.match(bare):
        return _address(bare)
    return _number(text, bare, today)


def _address(bare: str) -> Reading:
    label = _LABEL.match(bare)
    tag = normalized_tag(unquote(label.group(1))) if label else ""
    return Reading(Kind.LABEL, bare, tag=tag) if is_tag(tag) else Reading(Kind.ADDRESS, bare)


def _number(text: str, bare: str, today: date) -> Reading:
    udi = parse(text, today)
    known = udi if udi.agency else None
    if known and (text.lstrip().startswith(_MARKED) or len(known.raw_segments) > 1):
        return Reading(Kind.UDI, bare, tag=_own_number(known), serial=known.serial, udi=known)
    mac, tag = normalized_mac(bare), normalized_tag(bare)
    return Reading(
        kind=_likeliest(bare, known, mac),
        text=bare,
        tag=tag if is_tag(tag) else "",
        serial=bare if len(bare) <= LONGEST_SERIAL else "",
        mac=mac,
        udi=known,
    )


def _likeliest(bare: str, udi: Udi | None, mac: str) -> Kind:
    if udi and udi.di_valid and len(bare) >= _SURE_LENGTH:
        return Kind.UDI
    return Kind.MAC if mac and not bare.isdecimal() else Kind.NUMBER


def _own_number(udi: Udi) -> str:
    tag = next((part.value for part in udi.raw_segments if part.identifier == _OWN_NUMBER), "")
    return tag.upper() if is_tag(tag.upper()) else ""
