"""The gate of every road out of the house: no data leaves without proof (domain 3.10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

MAY_LEAVE: Final = frozenset({"purge", "destroy"})
"""Methods after which a medium may leave; clearing is for further use inside the same zone."""

STRENGTH: Final = ("", "clear", "purge", "destroy")
"""The methods from nothing to the most thorough."""


class Obstacle(StrEnum):
    """Why a thing may not leave."""

    MEDIA_UNKNOWN = "media-unknown"
    NO_CERTIFICATE = "no-certificate"
    NO_SOURCE = "no-source"


@dataclass(frozen=True, slots=True)
class Medium:
    """A storage medium that is in the thing or was taken out of it."""

    key: int
    label: str
    is_kept: bool = False
    """Was it taken out, and is it written down where it is kept?"""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate for a medium; one that is unsigned, or says that the verification failed, proves nothing.

    `is_current` says that the thing was not in use since: what was wiped and used again may hold data again.
    """

    medium_key: int
    method: str
    is_signed: bool = True
    has_passed: bool = True
    is_current: bool = True

    @property
    def is_proof(self) -> bool:
        """Does it show that the medium may leave now?"""
        holds = self.is_current or self.method == STRENGTH[-1]
        return self.is_signed and self.has_passed and self.method in MAY_LEAVE and holds


@dataclass(frozen=True, slots=True)
class Verdict:
    """May it leave? `media` are the labels of those without proof."""

    obstacle: Obstacle | None = None
    media: tuple[str, ...] = ()

    @property
    def may_leave(self) -> bool:
        """Nothing stands in the way."""
        return self.obstacle is None


def may_leave(
    media: Iterable[Medium], certificates: Iterable[Certificate], stores_phi: str, source: str = ""
) -> Verdict:
    """Judge whether a thing may leave by any road: disposal, trade-in, return, a vendor's workshop.

    `stores_phi` is "yes", "no" or "unknown", which counts as yes; "no" counts only with the source that says so.
    A thing that may hold data and lists no medium must list them first. A medium that was taken out and is kept does
    not leave with the thing; one of which nobody wrote down where it is counts as being in it. `certificates` come in
    the order they were signed: the last one of a medium counts.
    """
    if stores_phi == "no":
        return Verdict() if source else Verdict(Obstacle.NO_SOURCE)
    known = list(media)
    if not known:
        return Verdict(Obstacle.MEDIA_UNKNOWN)
    last = {one.medium_key: one for one in certificates}
    proven = {key for key, one in last.items() if one.is_proof}
    without = tuple(one.label for one in known if not one.is_kept and one.key not in proven)
    return Verdict(Obstacle.NO_CERTIFICATE, without) if without else Verdict()


def is_current(
    signed_at: datetime, performed_on: date, put_to_use: datetime | None, taken_out_of_use: date | None
) -> bool:
    """Was the data removed no earlier than the day the thing left use, and signed after it last came into use?

    None stands for what never happened.
    """
    wiped_while_used = taken_out_of_use is not None and performed_on < taken_out_of_use
    return not wiped_while_used and (put_to_use is None or signed_at > put_to_use)


def method_for(stores_phi: str, *, leaves: bool, can_be_purged: bool = True) -> str:
    """The least method that is enough for a medium: "", "clear", "purge" or "destroy" (domain 3.10).

    `leaves` says that it goes out of the zone it was used in; a drive that failed, or whose purge cannot be done or
    verified, cannot be purged. Unknown data counts as patient data.
    """
    if stores_phi == "no":
        return ""
    if not can_be_purged:
        return "destroy"
    return "purge" if leaves else "clear"


def is_enough(method: str, least: str) -> bool:
    """Does a method remove data at least as thoroughly as another one?"""
    return STRENGTH.index(method) >= STRENGTH.index(least)
