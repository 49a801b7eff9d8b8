"""Working time: how long is it between two instants, and when is an amount of it used up.

Source: architecture.md §5. One rule decides everything here: **an instant is working time when the
wall clock of the calendar's zone, read at that instant, lies in one of its windows.** A clock that
jumps forward therefore shortens a shift, and one that falls back lengthens it, by exactly the time
that passes. A window belongs to the local day it starts on, may run past midnight, and overlaps
count once.

Whole months of windows are turned into UTC intervals once and kept with the calendar, together with
their running total, so that `add` and `between` search sums and never walk day by day.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAY = timedelta(days=1)
ZERO = timedelta(0)
MINUTES_A_DAY = 1440
LONGEST_WINDOW_END = 2 * MINUTES_A_DAY
PAGE_DAYS = 32
LONGEST_SEARCH = timedelta(days=365 * 100)
LONGEST_CLOSURE = timedelta(days=366 * 30)
KEPT_PAGES = 4096
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class WorkTimeError(ValueError):
    """A calendar or an instant that working time cannot be counted with; the text names the mend."""


class NoWorkingTime(WorkTimeError):
    """The calendar has no working time, or not enough of it within reach."""


@dataclass(frozen=True, slots=True)
class Window:
    """Hours worked every week on `weekday` (Monday is 0), in minutes from that day's midnight.

    `end_minute` may be up to 2880, so that a night shift is one window of the day it starts on.
    """

    weekday: int
    start_minute: int
    end_minute: int

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise WorkTimeError(f"Weekday {self.weekday} is not between 0 (Monday) and 6 (Sunday).")
        _check_span(self.start_minute, self.end_minute)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day without work, or with work only until `until_minute` of it (a half day)."""

    on: date
    name: str = ""
    until_minute: int | None = None


@dataclass(frozen=True, slots=True)
class AnnualHoliday:
    """A holiday that falls on the same month and day of every year."""

    month: int
    day: int
    name: str = ""
    until_minute: int | None = None


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A date with hours of its own: `spans` of (start_minute, end_minute) replace windows and holidays."""

    on: date
    spans: tuple[tuple[int, int], ...]
    name: str = ""

    def __post_init__(self) -> None:
        for start_minute, end_minute in self.spans:
            _check_span(start_minute, end_minute)


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time between two UTC instants."""

    began_at: datetime
    ended_at: datetime

    @property
    def duration(self) -> timedelta:
        return self.ended_at - self.began_at


@dataclass(frozen=True)
class Calendar:
    """When a team works: an IANA zone, weekly windows and the days that differ."""

    tz: str
    windows: tuple[Window, ...]
    holidays: tuple[Holiday, ...] = ()
    annual_holidays: tuple[AnnualHoliday, ...] = ()
    special_days: tuple[SpecialDay, ...] = ()

    @cached_property
    def zone(self) -> ZoneInfo:
        try:
            return ZoneInfo(self.tz)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise WorkTimeError(f"“{self.tz}” is not a known time zone.") from error

    @cached_property
    def has_working_time(self) -> bool:
        """Whether any day of it can be worked; what a form asks before it saves a calendar."""
        return bool(self.windows) or any(special.spans for special in self.special_days)

    @cached_property
    def _pages(self) -> _Pages:
        return _Pages(self)

    @cached_property
    def _weekly_spans(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        return tuple(
            tuple((w.start_minute, w.end_minute) for w in self.windows if w.weekday == weekday)
            for weekday in range(7)
        )

    @cached_property
    def _days_off(self) -> dict[date, Holiday]:
        return {holiday.on: holiday for holiday in self.holidays}

    @cached_property
    def _annual_days_off(self) -> dict[tuple[int, int], AnnualHoliday]:
        return {(holiday.month, holiday.day): holiday for holiday in self.annual_holidays}

    @cached_property
    def _special(self) -> dict[date, SpecialDay]:
        return {special.on: special for special in self.special_days}

    def spans_on(self, day: date) -> tuple[tuple[int, int], ...]:
        """The (start_minute, end_minute) pairs worked from this local date on, holidays applied."""
        special = self._special.get(day)
        if special is not None:
            return special.spans
        spans = self._weekly_spans[day.weekday()]
        holiday = self._days_off.get(day) or self._annual_days_off.get((day.month, day.day))
        if holiday is None:
            return spans
        until = holiday.until_minute or 0
        return tuple((start, min(end, until)) for start, end in spans if start < until)


def add(calendar: Calendar, start: datetime, amount: timedelta) -> datetime:
    """The first UTC instant at which `amount` of working time has passed since `start`.

    An amount that ends exactly at closing time ends there, not at the next opening. Zero is `start`.
    Raises NoWorkingTime where the calendar never gives that much, WorkTimeError for an instant
    without a time zone or a negative amount.
    """
    moment = _utc(start)
    if amount < ZERO:
        raise WorkTimeError("An amount of working time cannot be negative.")
    if amount == ZERO:
        return moment
    _require_working_time(calendar)
    pages = calendar._pages
    index = page = _page_of(moment)
    wanted = pages.get(page).worked_until(moment) + amount
    last_open = page
    while wanted > pages.get(page).total:
        wanted -= pages.get(page).total
        last_open = page if pages.get(page).total else last_open
        page += 1
        if _page_span(last_open, page) > LONGEST_CLOSURE or _page_span(index, page) > LONGEST_SEARCH:
            raise NoWorkingTime(
                "This calendar never has that much working time. Check its hours and holidays."
            )
    return pages.get(page).instant_of(wanted)


def between(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """Working time between two instants; zero when `end` is not after `start`."""
    first, last = _utc(start), _utc(end)
    if last <= first:
        return ZERO
    _require_working_time(calendar)
    pages = calendar._pages
    first_page, last_page = _page_of(first), _page_of(last)
    worked = pages.get(last_page).worked_until(last) - pages.get(first_page).worked_until(first)
    return worked + sum((pages.get(page).total for page in range(first_page, last_page)), ZERO)


def explain(calendar: Calendar, start: datetime, end: datetime) -> tuple[Interval, ...]:
    """The UTC intervals that `between` counts, in order; together they are exactly its answer."""
    first, last = _utc(start), _utc(end)
    if last <= first:
        return ()
    _require_working_time(calendar)
    pages = (calendar._pages.get(page) for page in range(_page_of(first), _page_of(last) + 1))
    clipped = ((max(began, first), min(ended, last)) for page in pages for began, ended in page.intervals)
    return tuple(Interval(began, ended) for began, ended in _merged(clipped))


def close_of_business_day(calendar: Calendar, start: datetime, days: int) -> datetime:
    """The UTC instant at which the `days`-th business day after the local day of `start` closes.

    The day of `start` is day 0, whether work goes on that day or not (domain/2 §2.3). A half day
    is a business day. Raises WorkTimeError when `days` is less than one.
    """
    if days < 1:
        raise WorkTimeError("A target in business days needs at least one day.")
    _require_working_time(calendar)
    day = _utc(start).astimezone(calendar.zone).date()
    closed_since = day
    while days:
        day += DAY
        if calendar.spans_on(day):
            days -= 1
            closed_since = day
        elif day - closed_since > LONGEST_CLOSURE:
            raise NoWorkingTime("This calendar has too few business days. Check its hours and holidays.")
    closing = max(end for _, end in calendar.spans_on(day))
    return _instant_before_wall(calendar.zone, _wall(day, closing))


class _Page:
    """The working intervals of PAGE_DAYS days of UTC, with the running total at each interval's end."""

    __slots__ = ("began", "intervals", "sums", "total")

    def __init__(self, intervals: list[tuple[datetime, datetime]]) -> None:
        self.intervals = intervals
        self.began = [began for began, _ in intervals]
        self.sums: list[timedelta] = []
        self.total = ZERO
        for began, ended in intervals:
            self.total += ended - began
            self.sums.append(self.total)

    def worked_until(self, moment: datetime) -> timedelta:
        position = bisect_right(self.began, moment) - 1
        if position < 0:
            return ZERO
        began, ended = self.intervals[position]
        return self.sums[position] - (ended - began) + (min(moment, ended) - began)

    def instant_of(self, worked: timedelta) -> datetime:
        position = bisect_left(self.sums, worked)
        return self.intervals[position][1] - (self.sums[position] - worked)


class _Pages:
    """The pages of one calendar, built when first asked for."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._kept: dict[int, _Page] = {}

    def get(self, number: int) -> _Page:
        page = self._kept.get(number)
        if page is None:
            if len(self._kept) >= KEPT_PAGES:
                self._kept.clear()
            page = self._kept[number] = _Page(list(_page_intervals(self._calendar, number)))
        return page


def _page_of(moment: datetime) -> int:
    return (moment - _EPOCH).days // PAGE_DAYS


def _page_span(first: int, last: int) -> timedelta:
    return (last - first) * PAGE_DAYS * DAY


def _page_intervals(calendar: Calendar, number: int) -> Iterator[tuple[datetime, datetime]]:
    try:
        began = _EPOCH + number * PAGE_DAYS * DAY
        ended = began + PAGE_DAYS * DAY
        local = list(_wall_intervals(calendar, began.replace(tzinfo=None), ended.replace(tzinfo=None)))
    except OverflowError as error:
        raise NoWorkingTime("The working time asked for ends after the year 9999.") from error
    pieces = (
        (max(opens - offset, since), min(closes - offset, until))
        for since, until, offset in _offsets(calendar.zone, began, ended)
        for opens, closes in local
        if opens - offset < until and closes - offset > since
    )
    return _merged(pieces)


def _wall_intervals(
    calendar: Calendar, began: datetime, ended: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """Windows as readings of the wall clock (carried as UTC without shift), merged, with a day to spare."""
    first = began.date() - 3 * DAY
    spans = []
    for number in range((ended.date() - first).days + 2):
        day = first + number * DAY
        spans += [(_wall(day, start), _wall(day, end)) for start, end in calendar.spans_on(day)]
    return _merged(sorted(spans))


def _wall(day: date, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minute)


def _merged(intervals: Iterable[tuple[datetime, datetime]]) -> Iterator[tuple[datetime, datetime]]:
    """Intervals ordered by their beginning: those that touch or overlap are joined, empty ones dropped."""
    current: tuple[datetime, datetime] | None = None
    for began, ended in intervals:
        if ended <= began:
            continue
        if current is not None and began <= current[1]:
            current = (current[0], max(current[1], ended))
            continue
        if current is not None:
            yield current
        current = (began, ended)
    if current is not None:
        yield current


@lru_cache(maxsize=1024)
def _offsets(
    zone: ZoneInfo, began: datetime, ended: datetime
) -> tuple[tuple[datetime, datetime, timedelta], ...]:
    """The zone's offsets from UTC between two instants as (since, until, offset) without gaps."""
    segments = []
    since, offset, moment = began, _offset(zone, began), began
    while moment < ended:
        following = min(moment + DAY, ended)
        if _offset(zone, following) != offset:
            change = _change(zone, moment, following)
            segments.append((since, change, offset))
            since, offset = change, _offset(zone, following)
        moment = following
    return (*segments, (since, ended, offset))


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or ZERO


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The second at which the offset changes, found by halving the day it changes on."""
    old = _offset(zone, before)
    low, high = 0, int((after - before).total_seconds())
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(zone, before + timedelta(seconds=middle)) == old:
            low = middle
        else:
            high = middle
    return before + timedelta(seconds=high)


def _instant_before_wall(zone: ZoneInfo, closing: datetime) -> datetime:
    """The last instant up to which the wall clock reads less than `closing`."""
    segments = _offsets(zone, closing - 2 * DAY, closing + 2 * DAY)
    ends = [min(closing - offset, until) for since, until, offset in segments if closing - offset > since]
    return max(ends)


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise WorkTimeError("An instant needs a time zone.")
    return moment.astimezone(UTC)


def _check_span(start_minute: int, end_minute: int) -> None:
    if not 0 <= start_minute < MINUTES_A_DAY:
        raise WorkTimeError(f"A window starts within its day, not at minute {start_minute}.")
    if not start_minute < end_minute <= LONGEST_WINDOW_END:
        raise WorkTimeError(
            f"A window that starts at minute {start_minute} ends after it and by minute"
            f" {LONGEST_WINDOW_END}, not at minute {end_minute}."
        )


def _require_working_time(calendar: Calendar) -> None:
    if not calendar.has_working_time:
        raise NoWorkingTime("This calendar has no working hours. Give it at least one window.")
