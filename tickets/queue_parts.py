"""What packages to the right add to the page of the queue, and where `/queue/` leads before anything was used.

`panels.register(AskedQueue, Panel(..., part=SIDE))` stands under the views in the side bar, one with the part HEAD
behind the filters, one with the part BAR under the list, whose rows then carry
ticks of the form "bulk". Data with a `name` gives the page its heading, and its `count` unless that is None.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from tickets.queries.queue_views import View

SIDE, HEAD, BAR = "side", "head", "bar"
SPLIT_COLUMNS = 4


@dataclass(frozen=True)
class Look:
    """How the list is drawn: as it says itself, rows of two lines with a preview beside them.

    `table` and `row` are templates instead; `reads` are further fields of the tickets, `cells` gives what the row's
    template draws of a row, `columns` are the table's and `shown` their codes with commas between. `more` stands in
    the address of a single row.
    """

    table: str = ""
    row: str = "tickets/desk/_row.html"
    css: str = ""
    reads: Sequence[str] = ()
    columns: Sequence[Any] = ()
    shown: str = ""
    cells: Callable[[Any], Sequence[Any]] = lambda row: ()
    more: str = ""

    def span(self, ticks: bool) -> int:
        """How many columns there are."""
        return (len(self.columns) or SPLIT_COLUMNS) + ticks


_looks: list[Callable[[HttpRequest, str], Look]] = []
_homes: list[Callable[[Any], str]] = []


@dataclass(frozen=True)
class AskedQueue:
    """The queue as somebody asked for it; `query` are its filters in the address, `given` everything in it.

    `kept` holds what one part read and another needs: `counts` of the views, how many were `found` where that was
    counted, and how many the `whole` list holds where the page shows all of it.
    """

    view: View
    given: Mapping[str, Any]
    query: str
    sort: str
    now: datetime
    kept: dict[str, Any] = field(default_factory=dict)


def lay_out(finder: Callable[[HttpRequest, str], Look]) -> None:
    """Let a package to the right say how the list of a view is drawn; called in an `apps.py`."""
    _looks.append(finder)


def look_of(request: HttpRequest, view: str) -> Look:
    """How the list of this view is drawn for who asks."""
    return next((finder(request, view) for finder in _looks), Look())


def lead_home(finder: Callable[[Any], str]) -> None:
    """Let `/queue/` lead where this says, unless it says nothing; called in an `apps.py`."""
    _homes.append(finder)


def home_of(actor: Any) -> str:
    """The address that `/queue/` leads to, empty where nobody says one."""
    return next((address for finder in _homes if (address := finder(actor))), "")
