"""How a business associate agreement stands on a day, what it must say, and when a vendor needs one.

The provisions are those of 45 CFR 164.504(e)(2), which 164.314(a) repeats for the Security Rule.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Self

DRAFT: Final = "draft"
COMING: Final = "coming"
ACTIVE: Final = "active"
EXPIRING: Final = "expiring"
EXPIRED: Final = "expired"
REPLACED: Final = "replaced"
TERMINATED: Final = "terminated"
HOLDING: Final = frozenset({ACTIVE, EXPIRING})

EXPIRING_DAYS: Final = 90
STEPS: Final = (90, 60, 30)
"""Days before the last day at which people are reminded."""
RAISED_FROM: Final = 60
"""From this step on the privacy officer is told as well."""
LATEST_NOTICE: Final = 60
"""A business associate tells of a breach within 60 days at the latest (164.410)."""

CITATIONS: Final = {
    "permitted_uses": "164.504(e)(2)(i)",
    "no_other_use": "164.504(e)(2)(ii)(A)",
    "safeguards": "164.504(e)(2)(ii)(B)",
    "reports": "164.504(e)(2)(ii)(C)",
    "subcontractors_bound": "164.504(e)(2)(ii)(D)",
    "access": "164.504(e)(2)(ii)(E)",
    "amendment": "164.504(e)(2)(ii)(F)",
    "accounting": "164.504(e)(2)(ii)(G)",
    "our_obligations": "164.504(e)(2)(ii)(H)",
    "books_to_hhs": "164.504(e)(2)(ii)(I)",
    "return_or_destroy": "164.504(e)(2)(ii)(J)",
    "termination": "164.504(e)(2)(iii)",
}
"""Every provision an agreement must hold, with the place that asks for it."""
PROVISIONS: Final = tuple(CITATIONS)

YES: Final = "yes"
NO: Final = "no"
UNKNOWN: Final = "unknown"
DOUBT: Final = "doubt"

COVERED: Final = "covered"
LAPSED: Final = "lapsed"
MISSING: Final = "missing"
ASK: Final = "ask"
CLEAR: Final = "clear"
GAPS: Final = frozenset({LAPSED, MISSING})


@dataclass(frozen=True)
class Dates:
    """The days on which an agreement hangs; `replaced_on` is the first day of the one that follows it."""

    executed_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    is_evergreen: bool = False
    terminated_on: date | None = None
    replaced_on: date | None = None

    @classmethod
    def of(cls, baa: Any) -> Self:
        """The dates of whatever has fields of these names."""
        return cls(**{name: getattr(baa, name) for name in cls.__dataclass_fields__})


def state_on(dates: Dates, today: date) -> str:
    """The state on a day. The last day counts; the day of a termination and of a replacement no longer does."""
    if dates.terminated_on is not None and today >= dates.terminated_on:
        return TERMINATED
    if dates.executed_on is None or dates.effective_on is None or today < dates.executed_on:
        return DRAFT
    if dates.replaced_on is not None and today >= dates.replaced_on:
        return REPLACED
    if today < dates.effective_on:
        return COMING
    if dates.is_evergreen or dates.expires_on is None:
        return ACTIVE
    left = (dates.expires_on - today).days
    if left < 0:
        return EXPIRED
    return EXPIRING if left <= EXPIRING_DAYS else ACTIVE


def faults(dates: Dates, today: date, breach_notice_days: int | None = None) -> dict[str, str]:
    """`{field: code}` for dates that contradict each other; a draft may leave all of them open."""
    found = {}
    if dates.executed_on is not None:
        if dates.executed_on > today:
            found["executed_on"] = "future"
        if dates.effective_on is None:
            found["effective_on"] = "missing"
        if dates.expires_on is None and not dates.is_evergreen:
            found["expires_on"] = "endless"
    if dates.expires_on is not None:
        if dates.is_evergreen:
            found["expires_on"] = "evergreen"
        elif dates.effective_on is not None and dates.expires_on < dates.effective_on:
            found["expires_on"] = "early"
    if breach_notice_days is not None and not 1 <= breach_notice_days <= LATEST_NOTICE:
        found["breach_notice_days"] = "notice"
    return found


def not_said(included: Collection[str], absent: Collection[str]) -> tuple[list[str], list[str]]:
    """The provisions an agreement lacks, and those nobody has looked for yet, each in the order of the law."""
    lacks = [code for code in PROVISIONS if code in absent]
    open_ones = [code for code in PROVISIONS if code not in absent and code not in included]
    return lacks, open_ones


def owed(told: Collection[int], days_left: int) -> int | None:
    """The step to remind of now: of several missed ones the latest, and none that was told, or a later one was."""
    if days_left < 0:
        return None
    step = min((one for one in STEPS if days_left <= one), default=None)
    return None if step is None or any(one <= step for one in told) else step


def touches(*, says_yes: bool, says_no: bool, says_nothing: bool, is_fact: bool) -> str:
    """Does a vendor touch patient data? What its contracts in force say, and what the inventory knows.

    One contract that says yes is enough. A service or device that holds patient data counts unless a contract says
    no: then the two contradict each other, and somebody has to say which is true.
    """
    if says_yes:
        return YES
    if is_fact:
        return DOUBT if says_no else YES
    return UNKNOWN if says_nothing else NO


def standing(touched: str, *, holds: bool, was: bool) -> str:
    """Where a vendor stands: `holds` says that an agreement is in force, `was` that one was ever signed."""
    if touched == YES:
        return COVERED if holds else LAPSED if was else MISSING
    if holds:
        return COVERED
    return CLEAR if touched == NO else ASK
