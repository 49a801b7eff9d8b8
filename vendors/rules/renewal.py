"""Whether a contract renews by itself, and from when on nobody can stop it."""

from datetime import date
from typing import Final

RENEW: Final = "renew"
STOPS: Final = ("replace", "terminate")
"""Decisions after which the vendor is told, so that nothing renews by itself."""


def renews_by_itself(auto_renew: bool, decision: str) -> bool:
    """Does it renew where nobody does anything more?"""
    return auto_renew and decision not in STOPS


def renews_anyway(auto_renew: bool, decision: str, notice_on: date | None, today: date) -> bool:
    """Does it renew whatever happens now: the notice date was missed, or it is decided?"""
    is_missed = notice_on is not None and notice_on < today
    return renews_by_itself(auto_renew, decision) and (is_missed or decision == RENEW)
