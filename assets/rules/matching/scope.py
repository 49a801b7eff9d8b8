"""What a notice covers, as far as its text could be read."""

from dataclasses import dataclass, field
from datetime import date

from assets.rules.matching.codes import CodeSet
from assets.rules.matching.versions import VersionRange


@dataclass(frozen=True)
class Period:
    """Days of manufacture, both ends included; None is open."""

    first: date | None
    last: date | None

    def holds(self, day: date) -> bool:
        """Is this day in it?"""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Scope:
    """Firm, products and limits of a notice.

    `identifiers` are device identifiers in canonical form; `doubtful_identifiers` those whose check digit is wrong.
    `references` are catalog, model and part numbers without marks; `after_labels` the text behind each such label, for
    model names of several words.
    """

    firm: str = ""
    product_code: str = ""
    description: str = ""
    identifiers: frozenset[str] = frozenset()
    doubtful_identifiers: frozenset[str] = frozenset()
    references: frozenset[str] = frozenset()
    after_labels: tuple[str, ...] = ()
    serials: CodeSet = field(default_factory=CodeSet)
    lots: CodeSet = field(default_factory=CodeSet)
    versions: tuple[VersionRange, ...] = ()
    periods: tuple[Period, ...] = ()
    covers_all: bool = False
    has_exceptions: bool = False

    @property
    def has_limits(self) -> bool:
        """Does the notice name serial numbers, lots, versions or days?"""
        return bool(self.serials.is_named or self.lots.is_named or self.versions or self.periods)
