"""What packages to the right add to the page of the queue, and where `/queue/` leads before anything was used.

`panels.register(AskedQueue, Panel(..., part=SIDE))` stands under the views in the side bar, one with the part HEAD
behind the filters, one with the part BAR under the list, whose rows then carry
ticks of the form "bulk". Data with a `name` gives the page its heading, and its `count` unless that is None.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tickets.queries.queue import View

SIDE, HEAD, BAR = "side", "head", "bar"

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


def lead_home(finder: Callable[[Any], str]) -> None:
    """Let `/queue/` lead where this says, unless it says nothing; called in an `apps.py`."""
    _homes.append(finder)


def home_of(actor: Any) -> str:
    """The address that `/queue/` leads to, empty where nobody says one."""
    return next((address for finder in _homes if (address := finder(actor))), "")
