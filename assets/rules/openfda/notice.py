"""A recall notice, whichever source it came from, and two sources of one notice joined."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class RecallClass(StrEnum):
    """How grave FDA judges it (21 CFR 7.3(m)); a recall class, not a device class."""

    ONE = "I"
    TWO = "II"
    THREE = "III"
    UNCLASSIFIED = ""


class FirmStatus(StrEnum):
    """Where the firm stands with its recall."""

    ONGOING = "ongoing"
    COMPLETED = "completed"
    TERMINATED = "terminated"
    PENDING = "pending"
    UNKNOWN = ""


class Source(StrEnum):
    """Which data set a notice was read from."""

    ENFORCEMENT = "enforcement"
    RECALL = "recall"


@dataclass(frozen=True)
class Notice:
    """One recalled product. `number` is the Z-number, `event` groups the products of one recall."""

    number: str
    sources: frozenset[Source]
    event: str = ""
    recall_class: RecallClass = RecallClass.UNCLASSIFIED
    status: FirmStatus = FirmStatus.UNKNOWN
    firm: str = ""
    product_description: str = ""
    codes: str = ""
    product_code: str = ""
    reason: str = ""
    action: str = ""
    root_cause: str = ""
    quantity: str = ""
    distribution: str = ""
    initiated_on: date | None = None
    classified_on: date | None = None
    reported_on: date | None = None
    terminated_on: date | None = None


FROM_ENFORCEMENT = ("recall_class", "status", "firm", "reported_on", "classified_on")
FROM_RECALL = ("product_code", "action", "root_cause")


def joined(notices: Iterable[Notice]) -> list[Notice]:
    """One notice for each Z-number, in the order they first came; a later row of the same source replaces the earlier.

    Class and status come from enforcement, action, cause and product code from recall, all else from whichever has it.
    """
    found: dict[str, Notice] = {}
    for notice in notices:
        known = found.get(notice.number)
        found[notice.number] = _join(known, notice) if known else notice
    return list(found.values())


def _join(one: Notice, other: Notice) -> Notice:
    """`other` is the later one."""
    values = {
        name: _either(name, one, other)
        for name in Notice.__dataclass_fields__
        if name not in ("number", "sources")
    }
    return replace(one, **values, sources=one.sources | other.sources)  # type: ignore[arg-type]


def _either(name: str, one: Notice, other: Notice) -> object:
    leading = _leading_source(name)
    first, second = other, one
    if leading and leading in one.sources and leading not in other.sources:
        first, second = one, other
    return getattr(first, name) or getattr(second, name)


def _leading_source(name: str) -> Source | None:
    if name in FROM_ENFORCEMENT:
        return Source.ENFORCEMENT
    return Source.RECALL if name in FROM_RECALL else None
