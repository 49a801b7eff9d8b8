"""Similar tickets for the pages whose statements are counted."""

from collections.abc import Callable
from functools import partial
from typing import Any


def _first(scene: Any, path: str) -> str:
    """An address of the first ticket; all tickets of the scene look like it."""
    return path.format(key=scene.tickets[0].key)


def _at(path: str) -> Callable[[Any], str]:
    return partial(_first, path=path)


PAGES: dict[str, tuple[Any, ...]] = {
    "ticket-similar": ("agent", _at("/t/{key}/similar/"), "detail"),
    "ticket-similar-beside": ("agent", _at("/t/{key}/similar/"), "detail", True),
    "rest-ticket-similar": ("agent", _at("/api/v1/tickets/{key}/similar/"), "detail"),
}
"""Who opens which page, its ceiling, and whether it is a fragment."""
