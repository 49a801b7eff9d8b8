"""Device identifiers in a text: UDI strings, labelled GTINs, HIBCs."""

import re
from datetime import date
from typing import Final

from assets.rules.udi import Agency, Udi, parse
from assets.rules.udi.check_digits import has_gs1_check_digit
from assets.rules.udi.identifiers import padded

_PRINTED = re.compile(r"\(01\)\s?[0-9]{12,14}(?:\s?\([0-9]{2,4}\)[^\s(),;]{1,30})*")
_LABELLED = re.compile(
    r"(?<![A-Za-z])(?:UDI(?:[\s-]*DI)?s?|GTINs?|Primary DIs?|DIs?|EAN|UPC)(?![A-Za-z])"
    r"(?:\s*(?:Nos?\.?|Numbers?|Codes?|\#))?\s*[:.#-]*\s*((?:[0-9]{12,14}(?:[\s,;/&]|and)*)+)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[0-9]{12,14}")
_HIBC = re.compile(
    r"(?<![A-Z0-9])\+[A-Z][A-Z0-9]{3}[A-Z0-9]{1,18}[0-9][0-9A-Z\-.$/+%]?(?:/[0-9A-Z$+\-./%]*)?"
)
_ANY_DAY: Final = date(2000, 1, 1)
"""Century of two-digit years in a UDI, which nothing here depends on."""


def udis_in(text: str) -> tuple[Udi, ...]:
    """Every identifier of a text, with the lot and serial number a whole UDI carries."""
    printed = [parse(match.group(), _ANY_DAY) for match in _PRINTED.finditer(text)]
    rest = _PRINTED.sub(" ", text)
    labelled = [
        Udi(Agency.GS1, padded(number), has_gs1_check_digit(padded(number)))
        for match in _LABELLED.finditer(rest)
        for number in _NUMBER.findall(match.group(1))
    ]
    hibcs = [parse(match.group(), _ANY_DAY) for match in _HIBC.finditer(rest)]
    return tuple(udi for udi in (*printed, *labelled, *hibcs) if udi.di)


def without_udis(text: str) -> str:
    """The text without identifiers, so that their digits are not read as anything else."""
    return _HIBC.sub(" ", _LABELLED.sub(" ", _PRINTED.sub(" ", text)))
