"""Deadlines of a recall by its class (domain/3 §3.5.4); what is not classified runs on the clock of Class I."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from assets.rules.openfda import RecallClass
from hospital_itsm.core.worktime import Calendar, close_of_business_day

TRIAGE_CLASS_ONE: Final = timedelta(hours=4)
TRIAGE_BUSINESS_DAYS: Final = 1
SEARCHES_NEEDED: Final = 3
SEARCH_SPAN: Final = timedelta(days=90)


@dataclass(frozen=True)
class Span:
    """Calendar days until every device is made safe and until the case is closed."""

    mitigate: timedelta
    close: timedelta


SPANS: Final = {
    RecallClass.ONE: Span(timedelta(days=3), timedelta(days=30)),
    RecallClass.TWO: Span(timedelta(days=30), timedelta(days=60)),
    RecallClass.THREE: Span(timedelta(days=60), timedelta(days=90)),
}


@dataclass(frozen=True)
class Deadlines:
    """When a case must be triaged, its devices made safe, and all of it closed."""

    triage: datetime
    mitigate: datetime
    close: datetime


class ClassChange(StrEnum):
    """What a new class means for those who work the case."""

    NONE = "none"
    FIRST = "first"
    RAISED = "raised"
    LOWERED = "lowered"


def clock_class(recall_class: RecallClass) -> RecallClass:
    """The class whose clock runs."""
    return recall_class or RecallClass.ONE


def deadlines_for(recall_class: RecallClass, received_at: datetime, calendar: Calendar) -> Deadlines:
    """The deadlines of a notice received at that instant; `calendar` holds the hospital's business days."""
    running = clock_class(recall_class)
    span = SPANS[running]
    triage = (
        received_at + TRIAGE_CLASS_ONE
        if running is RecallClass.ONE
        else close_of_business_day(calendar, received_at, TRIAGE_BUSINESS_DAYS)
    )
    return Deadlines(triage, received_at + span.mitigate, received_at + span.close)


def after_change(
    old: Deadlines, recall_class: RecallClass, changed_at: datetime, calendar: Calendar
) -> Deadlines:
    """Deadlines after a class was raised: counted from the change, but never later than they were."""
    new = deadlines_for(recall_class, changed_at, calendar)
    return Deadlines(min(old.triage, new.triage), min(old.mitigate, new.mitigate), min(old.close, new.close))


def class_change(old: RecallClass, new: RecallClass) -> ClassChange:
    """A first class below I lowers the clock and one that is I changes nothing but the certainty."""
    if old == new or not new:
        return ClassChange.NONE
    if not old:
        return ClassChange.FIRST
    return ClassChange.RAISED if len(new) < len(old) else ClassChange.LOWERED


def may_be_declared_lost(searched_on: Collection[date], today: date) -> bool:
    """Three searches on different days, the first of them 90 days ago or more."""
    days = set(searched_on)
    return len(days) >= SEARCHES_NEEDED and today - min(days) >= SEARCH_SPAN
