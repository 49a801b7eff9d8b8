"""Is a thing covered on a day: by its warranty, by a contract, by both or by nothing."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Cover(StrEnum):
    """What covers it, or why nothing does."""

    BOTH = "both"
    WARRANTY = "warranty"
    CONTRACT = "contract"
    COMING = "coming"
    OVER = "over"
    NONE = "none"


@dataclass(frozen=True)
class Term:
    """The days of a signed contract, both included; one that renews by itself goes on after its last day."""

    starts_on: date
    ends_on: date
    renews: bool = False

    def holds(self, today: date) -> bool:
        """Does it cover on this day?"""
        return self.starts_on <= today and (self.renews or today <= self.ends_on)


def cover_on(today: date, warranty_until: date | None, term: Term | None) -> Cover:
    """What covers a thing on a day; its warranty counts on its last day. `term` is None where no contract is signed."""
    has_warranty = warranty_until is not None and today <= warranty_until
    has_contract = term is not None and term.holds(today)
    if has_warranty:
        return Cover.BOTH if has_contract else Cover.WARRANTY
    if has_contract:
        return Cover.CONTRACT
    if term is not None and today < term.starts_on:
        return Cover.COMING
    return Cover.OVER if term is not None or warranty_until is not None else Cover.NONE
