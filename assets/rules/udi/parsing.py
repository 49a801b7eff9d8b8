"""The way in: whose form is this?"""

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from assets.rules.udi import gs1, hibcc, iccbba
from assets.rules.udi.result import Finding, Udi, Warn

LONGEST_READ: Final = 500
"""Characters. The longest symbol in use holds about 100; what is longer is no identifier."""

_SCANNER_PREFIX = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_LINE_ENDS = "\r\n\t\x00"
_DAMAGED = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]{1,2}", re.IGNORECASE)
_GS1_PREFIXES = frozenset(("]C1", "]e0", "]d2", "]Q3", "]J1"))

_READERS: Final[tuple[tuple[Callable[[str], bool], Callable[[str, date], Udi]], ...]] = (
    (gs1.recognizes, gs1.read),
    (hibcc.recognizes, hibcc.read),
    (iccbba.recognizes, iccbba.read),
)


def parse(text: str, today: date) -> Udi:
    """Take an identifier apart, as scanned or as printed under the symbol. Never raises.

    `today` decides the century of two-digit years. Where no agency is recognized, `agency` is None and the warning
    says why.
    """
    bare, prefix = _bare(text)
    if len(bare) > LONGEST_READ:
        return Udi(None, warnings=(Finding(Warn.NOT_RECOGNIZED),))
    if prefix in _GS1_PREFIXES and gs1.recognizes_scanned(bare):
        return gs1.read(bare, today)
    for recognizes, read in _READERS:
        if recognizes(bare):
            return read(bare, today)
    damaged = _DAMAGED.fullmatch(bare.strip())
    return Udi(None, warnings=(Finding(Warn.DAMAGED_BY_SPREADSHEET if damaged else Warn.NOT_RECOGNIZED),))


def _bare(text: str) -> tuple[str, str]:
    """The text without line ends, scanner prefix and the stars around a printed HIBC; and the prefix.

    A blank at the end stays: it may be the check character of a HIBC.
    """
    bare = text.lstrip().rstrip(_LINE_ENDS)
    found = _SCANNER_PREFIX.match(bare)
    prefix = found.group() if found else ""
    bare = bare[len(prefix) :]
    if bare.startswith("*") and bare.rstrip().endswith("*") and len(bare.rstrip()) > 1:
        bare = bare.rstrip()[1:-1]
    return bare.removeprefix("*"), prefix
