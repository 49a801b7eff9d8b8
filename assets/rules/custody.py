"""The gate of every road out of the house: no data leaves without proof (domain 3.10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MAY_LEAVE: Final = frozenset({"purge", "destroy"})
"""Methods after which a medium may leave; clearing is for further use inside the same zone."""


class Obstacle(StrEnum):
    """Why a thing may not leave."""

    MEDIA_UNKNOWN = "media-unknown"
    NO_CERTIFICATE = "no-certificate"
    NO_SOURCE = "no-source"


@dataclass(frozen=True, slots=True)
class Medium:
    """A storage medium that is in the thing."""

    key: int
    label: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate for a medium; unsigned ones prove nothing."""

    medium_key: int
    method: str
    is_signed: bool = True


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
    A thing that may hold data and lists no medium must list them first.
    """
    if stores_phi == "no":
        return Verdict() if source else Verdict(Obstacle.NO_SOURCE)
    inside = list(media)
    if not inside:
        return Verdict(Obstacle.MEDIA_UNKNOWN)
    proven = {one.medium_key for one in certificates if one.is_signed and one.method in MAY_LEAVE}
    without = tuple(medium.label for medium in inside if medium.key not in proven)
    return Verdict(Obstacle.NO_CERTIFICATE, without) if without else Verdict()
