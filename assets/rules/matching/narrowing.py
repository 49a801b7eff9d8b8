"""Is this very device within the limits of a notice?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

from assets.rules.matching.codes import CodeSet, plain_code
from assets.rules.matching.reasons import Reason, Why
from assets.rules.matching.scope import Scope
from assets.rules.matching.versions import version_key


class Verdict(IntEnum):
    """Within the limits, outside, or not to be told from the record."""

    OUTSIDE = 0
    UNKNOWN = 1
    WITHIN = 2


@dataclass(frozen=True)
class Unit:
    """One device of a product; empty text and None where its record does not say."""

    key: Any
    serial: str = ""
    lot: str = ""
    version: str = ""
    made_on: date | None = None


@dataclass(frozen=True)
class Limit:
    """What one limit says about a device; `names_unit` where it names it by a number of its own."""

    verdict: Verdict
    reason: Reason
    names_unit: bool = False


def narrow(scope: Scope, unit: Unit) -> tuple[Verdict, tuple[Reason, ...]]:
    """Whether the device is within the limits, and why. What contradicts itself is unknown, not outside."""
    limits = [*_serial(scope, unit), *_lot(scope, unit), *_version(scope, unit), *_made(scope, unit)]
    if scope.covers_all:
        limits.append(Limit(Verdict.WITHIN, Reason(Why.ALL_UNITS), names_unit=True))
    reasons = tuple(limit.reason for limit in limits)
    if not limits:
        return Verdict.UNKNOWN, (Reason(Why.NO_LIMITS_READ),)
    verdict = _together(limits)
    if verdict is Verdict.UNKNOWN and len({limit.verdict for limit in limits} - {Verdict.UNKNOWN}) > 1:
        reasons += (Reason(Why.LIMITS_DISAGREE),)
    if scope.has_exceptions:
        return Verdict.UNKNOWN, (*reasons, Reason(Why.HAS_EXCEPTIONS))
    return verdict, reasons


def _together(limits: list[Limit]) -> Verdict:
    """All agree: that. One names the device and none is against it: within. Otherwise a person decides."""
    verdicts = {limit.verdict for limit in limits}
    if len(verdicts) == 1:
        return verdicts.pop()
    if Verdict.OUTSIDE in verdicts:
        return Verdict.UNKNOWN if Verdict.WITHIN in verdicts else Verdict.OUTSIDE
    return Verdict.WITHIN if any(limit.names_unit and limit.verdict is Verdict.WITHIN for limit in limits) else (
        Verdict.UNKNOWN
    )  # fmt: skip


def _serial(scope: Scope, unit: Unit) -> Iterator[Limit]:
    if not scope.serials.is_named:
        return
    verdict = _listed(scope.serials, unit.serial)
    if verdict is Verdict.UNKNOWN and unit.serial and scope.serials.is_unread:
        yield Limit(verdict, Reason(Why.SERIAL_LIST_UNREAD))
        return
    why = (Why.SERIAL_NOT_LISTED, Why.SERIAL_UNKNOWN, Why.SERIAL_LISTED)[verdict]
    yield Limit(verdict, Reason(why, unit.serial), names_unit=True)


def _lot(scope: Scope, unit: Unit) -> Iterator[Limit]:
    """By lot; where the record has none, its serial number may be what the notice calls a lot."""
    if not scope.lots.is_named:
        return
    lot = unit.lot or (unit.serial if scope.lots.holds(plain_code(unit.serial)) else "")
    verdict = _listed(scope.lots, lot)
    if verdict is Verdict.UNKNOWN and lot and scope.lots.is_unread:
        yield Limit(verdict, Reason(Why.LOT_LIST_UNREAD))
        return
    why = (Why.LOT_NOT_LISTED, Why.LOT_UNKNOWN, Why.LOT_LISTED)[verdict]
    yield Limit(verdict, Reason(why, lot), names_unit=True)


def _listed(codes: CodeSet, text: str) -> Verdict:
    plain = plain_code(text)
    if not plain:
        return Verdict.UNKNOWN
    if codes.holds(plain):
        return Verdict.WITHIN
    return Verdict.UNKNOWN if codes.is_unread or codes.may_hold(plain) else Verdict.OUTSIDE


def _version(scope: Scope, unit: Unit) -> Iterator[Limit]:
    if not scope.versions:
        return
    if not version_key(unit.version):
        yield Limit(Verdict.UNKNOWN, Reason(Why.VERSION_UNKNOWN, unit.version))
    elif any(span.holds(unit.version) for span in scope.versions):
        yield Limit(Verdict.WITHIN, Reason(Why.VERSION_IN_RANGE, unit.version))
    else:
        yield Limit(Verdict.OUTSIDE, Reason(Why.VERSION_OUT_OF_RANGE, unit.version))


def _made(scope: Scope, unit: Unit) -> Iterator[Limit]:
    if not scope.periods:
        return
    if unit.made_on is None:
        yield Limit(Verdict.UNKNOWN, Reason(Why.MADE_UNKNOWN))
    elif any(period.holds(unit.made_on) for period in scope.periods):
        yield Limit(Verdict.WITHIN, Reason(Why.MADE_IN_RANGE, unit.made_on.isoformat()))
    else:
        yield Limit(Verdict.OUTSIDE, Reason(Why.MADE_OUT_OF_RANGE, unit.made_on.isoformat()))
