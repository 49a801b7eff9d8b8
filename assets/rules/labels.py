"""Where labels stand on their stock, and what fits on one. Millimetres, from the upper left corner."""

from dataclasses import dataclass
from typing import Final

WIDTH: Final = 50.8
HEIGHT: Final = 25.4
"""A label is 2 by 1 inch; on larger stock it stands in the middle of its place."""
MOST: Final = 200
"""Labels that one request prints."""
BAR_ROOM: Final = 48.0
BAR_MODULES: Final = (0.254, 0.1693)
"""Widths of the narrowest bar: three and two dots of a 300 dpi printer; between them bars come out uneven."""
LONGEST_LINE: Final = 24
"""Characters of a tag on one line in the smallest type."""


@dataclass(frozen=True)
class Stock:
    """Paper with labels: its size, how many stand on it, the first one's corner, and from one to the next."""

    code: str
    page: tuple[float, float]
    columns: int = 1
    rows: int = 1
    corner: tuple[float, float] = (0, 0)
    step: tuple[float, float] = (0, 0)
    place: tuple[float, float] = (WIDTH, HEIGHT)

    @property
    def on_a_page(self) -> int:
        """How many stand on one page."""
        return self.columns * self.rows


ROLL: Final = Stock("roll", (WIDTH, HEIGHT))
LETTER: Final = Stock("letter", (215.9, 279.4), 3, 10, (4.76, 12.7), (69.85, 25.4), (66.68, 25.4))
A4: Final = Stock("a4", (210, 297), 3, 7, (7.25, 15.15), (66.0, 38.1), (63.5, 38.1))
STOCKS: Final = {stock.code: stock for stock in (ROLL, LETTER, A4)}
"""Roll of 2 x 1 in; Letter with 30 labels of 2 5/8 x 1 in; A4 with 21 labels of 63.5 x 38.1 mm."""


def places(count: int, stock: Stock, used: int = 0) -> list[list[tuple[float, float]]]:
    """Corners of `count` labels, page by page; the first `used` places of the first page are left out."""
    first = used % stock.on_a_page
    pages: list[list[tuple[float, float]]] = []
    for number in range(first, first + count):
        if number == first or number % stock.on_a_page == 0:
            pages.append([])
        pages[-1].append(_corner(number % stock.on_a_page, stock))
    return pages


def bar_width(modules: int) -> float:
    """How wide a bar code of so many modules is drawn; 0 where it does not fit and the QR code alone remains."""
    fitting = (modules * width for width in BAR_MODULES if modules * width <= BAR_ROOM)
    return round(next(fitting, 0.0), 2)


def lines_of(tag: str) -> list[str]:
    """A tag in lines that fit beside the QR code."""
    return [tag[at : at + LONGEST_LINE] for at in range(0, len(tag), LONGEST_LINE)]


def _corner(number: int, stock: Stock) -> tuple[float, float]:
    row, column = divmod(number, stock.columns)
    left = stock.corner[0] + column * stock.step[0] + (stock.place[0] - WIDTH) / 2
    top = stock.corner[1] + row * stock.step[1] + (stock.place[1] - HEIGHT) / 2
    return round(left, 2), round(top, 2)
