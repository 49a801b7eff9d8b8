"""Comparing device identifiers that were written down in different ways.

Registers and inventories hold GTINs without their leading zeros and HIBC identifiers with or without their check
character (806 of 1,056 in GUDID have it).
"""

import re

from assets.rules.udi.check_digits import hibc_check_character

GTIN_LENGTH = 14
SHORT_GTINS = (8, 12, 13)
_SOME_DIGITS = re.compile(r"[0-9]{8,14}")
_HIBC = re.compile(r"[A-Z][A-Z0-9]{3}[A-Z0-9]{1,18}[0-9]")


def padded(number: str) -> str:
    """A GTIN in its 14 digits."""
    return number.zfill(GTIN_LENGTH)


def canonical(di: str) -> str:
    """The one form under which digits-only identifiers compare; others in capitals without blanks around."""
    text = di.strip().upper().removeprefix("+")
    return padded(text) if _SOME_DIGITS.fullmatch(text) else text


def stored_forms(di: str) -> frozenset[str]:
    """Every way in which an inventory may have stored this identifier; empty for an empty one."""
    text = canonical(di)
    if not text:
        return frozenset()
    if _SOME_DIGITS.fullmatch(text):
        bare = text.lstrip("0")
        return frozenset({text, bare, *(text[-size:] for size in SHORT_GTINS if len(bare) <= size)})
    return frozenset(_hibc_forms(text))


def is_hibc(di: str) -> bool:
    """Labeler, product and unit of measure, 6 to 23 characters."""
    return bool(_HIBC.fullmatch(di))


def _hibc_forms(text: str) -> set[str]:
    forms = {text}
    if is_hibc(text):
        forms.add(text + hibc_check_character(f"+{text}"))
    if is_hibc(text[:-1]) and hibc_check_character(f"+{text[:-1]}") == text[-1]:
        forms.add(text[:-1])
    return forms
