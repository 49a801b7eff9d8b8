"""Which contract answers for a ticket that goes to a vendor."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

ASSET: Final = "asset"
SERVICE: Final = "service"
VENDOR: Final = "vendor"


@dataclass(frozen=True)
class Candidate:
    """A contract as far as the choice goes; `holds` says that it is signed and covers the day of the hand-over."""

    pk: int
    vendor: int
    holds: bool
    promises: bool
    ends_on: date
    number: str


def choose(
    vendor: int, asset: Candidate | None, service: Candidate | None, others: Iterable[Candidate]
) -> tuple[int, str] | None:
    """The contract that covers the device, else the service, else one of the vendor in force, and why; or None.

    Only contracts with this vendor count. Among several in force the first is one that promises something, then the
    one that ends last, then the lowest number.
    """
    for found, basis in ((asset, ASSET), (service, SERVICE)):
        if found is not None and found.holds and found.vendor == vendor:
            return found.pk, basis
    ours = [one for one in others if one.holds and one.vendor == vendor]
    if not ours:
        return None
    best = min(ours, key=lambda one: (not one.promises, -one.ends_on.toordinal(), one.number))
    return best.pk, VENDOR
