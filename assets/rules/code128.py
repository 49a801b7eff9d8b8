"""Code 128, set B: the bar code every scanner reads, for our tags (ISO/IEC 15417)."""

from typing import Final

QUIET: Final = 10
"""Modules that stay white on either side."""
_WIDTHS: Final = (
    "212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222"
    "123122123221223211221132221231213212223112312131311222321122321221312212322112322211212123212321"
    "232121111323131123131321112313132113132311211313231113231311112133112331132131113123113321133121"
    "313121211331231131213113213311213131311123311321331121312113312311332111314111221411431111111224"
    "111422121124121421141122141221112214112412122114122411142112142211241211221114413111241112134111"
    "111242121142121241114212124112124211411212421112421211212141214121412121111143111341131141114113"
    "114311411113411311113141114131311141411131"
)
"""Widths of bar, space, bar, space, bar, space for the values 0 to 102, six digits each."""
_START_B: Final = 104
_START_B_PATTERN: Final = "211214"
_STOP: Final = "2331112"
_FIRST, _LAST = " ", "~"


def bars(text: str) -> list[tuple[int, int]]:
    """The bars as (modules from the left edge, modules wide), quiet zone included on the left.

    Raises ValueError for characters outside printable ASCII.
    """
    if any(not _FIRST <= character <= _LAST for character in text):
        raise ValueError("Code set B holds printable ASCII only.")
    values = [ord(character) - ord(_FIRST) for character in text]
    check = (_START_B + sum(place * value for place, value in enumerate(values, start=1))) % 103
    widths = (
        _START_B_PATTERN + "".join(_WIDTHS[6 * value : 6 * value + 6] for value in [*values, check]) + _STOP
    )
    found, at = [], QUIET
    for place, width in enumerate(int(digit) for digit in widths):
        if place % 2 == 0:
            found.append((at, width))
        at += width
    return found


def modules(text: str) -> int:
    """How many modules wide the code of a text is, with both quiet zones."""
    at, width = bars(text)[-1]
    return at + width + QUIET
