"""Hardware addresses, as people and inventories write them."""

import re

_MARKS = re.compile(r"[.:\-\s]")
_TWELVE = re.compile(r"[0-9A-F]{12}\Z")


def normalized_mac(text: str) -> str:
    """Twelve capitals without marks ("00:1a:2b..." and "001a.2b3c.4d5e" are one); empty where it is no MAC."""
    bare = _MARKS.sub("", text.strip()).upper()
    return bare if _TWELVE.match(bare) else ""


def shown_mac(mac: str) -> str:
    """A normalized address in pairs: 00:1A:2B:3C:4D:5E."""
    return ":".join(mac[at : at + 2] for at in range(0, len(mac), 2))
