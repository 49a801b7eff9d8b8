"""Product and limits together: confirmed, unconfirmed or excluded."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from assets.rules.matching.identity import BY_REFERENCE, Identified
from assets.rules.matching.narrowing import Unit, Verdict, narrow
from assets.rules.matching.reasons import Reason
from assets.rules.matching.scope import Scope


class Certainty(StrEnum):
    """Does the notice mean this device?"""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    EXCLUDED = "excluded"


@dataclass(frozen=True)
class Match:
    """One device of a product the notice names or may name, with every reason."""

    unit: Any
    certainty: Certainty
    score: int
    reasons: tuple[Reason, ...]


def judge(scope: Scope, identified: Identified, unit: Unit) -> Match:
    """What the notice means for one device of an identified product."""
    verdict, limits = narrow(scope, unit)
    certainty = Certainty.UNCONFIRMED
    if verdict is Verdict.OUTSIDE:
        certainty = Certainty.EXCLUDED
    elif verdict is Verdict.WITHIN and identified.is_sure and identified.score >= BY_REFERENCE:
        certainty = Certainty.CONFIRMED
    return Match(unit.key, certainty, identified.score, (*identified.reasons, *limits))


def match_units(scope: Scope, identified: Identified, units: Iterable[Unit]) -> list[Match]:
    """What the notice means for each device of an identified product."""
    return [judge(scope, identified, unit) for unit in units]
