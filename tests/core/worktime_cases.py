"""Calendars and readings that the tests of working time share."""

import csv
import json
import os
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hospital_itsm.core.worktime import AnnualHoliday, Calendar, Holiday, SpecialDay, Window

REPOSITORY = Path(__file__).resolve().parents[2]
DATA_FOLDER = REPOSITORY / os.environ.get("SHARED_DATA", "../shared/data") / "business_hours"
DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAYS = range(5)
EVERY_DAY = range(7)


def weekly(days: range, *spans: tuple[str, str]) -> tuple[Window, ...]:
    return tuple(Window(day, minute(opens), minute(closes)) for day in days for opens, closes in spans)


def minute(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def office(tz: str, *holidays: Holiday) -> Calendar:
    """Monday to Friday, 08:00 to 18:00."""
    return Calendar(tz, weekly(WEEKDAYS, ("08:00", "18:00")), holidays)


def around_the_clock(tz: str) -> Calendar:
    return Calendar(tz, weekly(EVERY_DAY, ("00:00", "24:00")))


def night_shift(tz: str) -> Calendar:
    """22:00 to 06:00, each night one window of the day it starts on."""
    return Calendar(tz, weekly(EVERY_DAY, ("22:00", "30:00")))


def at(tz: str, wall: str, fold: int = 0) -> datetime:
    """The instant at which the wall clock of `tz` reads `wall`; `fold` 1 is the second of two readings."""
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(tz), fold=fold).astimezone(UTC)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


@cache
def data_calendars() -> dict[str, Calendar]:
    """The calendars of data/business_hours by name; empty where the folder is absent."""
    path = DATA_FOLDER / "calendars.json"
    if not path.exists():
        return {}
    return {name: _calendar(raw) for name, raw in json.loads(path.read_text("utf-8")).items()}


def data_rows(file_name: str) -> list[dict[str, str]]:
    """The rows of one table of data/business_hours; empty where the folder is absent."""
    path = DATA_FOLDER / file_name
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _calendar(raw: dict[str, Any]) -> Calendar:
    windows = tuple(
        Window(DAY_NAMES.index(day), minute(opens), minute(closes))
        for day, spans in raw["hours"].items()
        for opens, closes in spans
    )
    return Calendar(
        tz=raw["time_zone"],
        windows=windows,
        holidays=tuple(Holiday(date.fromisoformat(on)) for on in raw["holidays"]),
        annual_holidays=tuple(
            AnnualHoliday(*(int(part) for part in month_day.split("-")))
            for month_day in raw["annual_holidays"]
        ),
        special_days=tuple(
            SpecialDay(
                date.fromisoformat(on), tuple((minute(opens), minute(closes)) for opens, closes in spans)
            )
            for on, spans in raw["overrides"].items()
        ),
    )
