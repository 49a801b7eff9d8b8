"""Which steps of an asset's life wait for which procedure (domain 3.11)."""

from typing import Final

HELD_UP: Final = {
    "install": frozenset({"put_in_service", "make_spare", "release"}),
    "service": frozenset({"put_in_service", "make_spare"}),
    "decommission": frozenset({"dispose"}),
}
"""The lifecycle steps an open procedure of a kind holds up."""
REQUIRED_BEFORE: Final = {
    "put_in_service": "install",
    "make_spare": "install",
    "release": "install",
    "dispose": "decommission",
}
"""The procedure a step asks for where the template requires it for the class of the thing."""
ARRIVES: Final = frozenset({"requested", "on_order", "received", "incoming_inspection"})
"""Statuses in which a new thing enters the inventory; others enter as what was always here."""


def required_kind(verb: str, *, is_new: bool) -> str:
    """The kind of procedure that must be complete before a step; "" for none. Only new things are installed."""
    kind = REQUIRED_BEFORE.get(verb, "")
    return "" if kind == "install" and not is_new else kind
