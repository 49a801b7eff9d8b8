"""Reading iCalendar files: yearly and moving days, what is left out, and what is refused by reason."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil import rrule
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from hospital_itsm.core.worktime import Holiday
from hospital_itsm.setup.rules import holiday_files as files
from hospital_itsm.setup.rules.yearly import NotYearly, Yearly, occurrences, rule_of

SINCE, LAST, ZONE = date(2026, 1, 1), date(2028, 12, 31), ZoneInfo("America/Chicago")
NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def ics(*entries: str) -> bytes:
    """A file of these entries, each its lines without the frame."""
    body = "".join(f"BEGIN:VEVENT\r\n{entry}\r\nEND:VEVENT\r\n" for entry in entries)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n{body}END:VCALENDAR\r\n".encode()


def lines(*written: str) -> str:
    """The lines of an entry."""
    return "\r\n".join(written)


def days(content: bytes) -> list[str]:
    """The days of a file as text."""
    return [day.on.isoformat() for day in files.read_file(content, since=SINCE, last=LAST, zone=ZONE).days]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (lines("SUMMARY:New Year", "DTSTART;VALUE=DATE:20270101"), ["2027-01-01"]),
        (
            lines("SUMMARY:Christmas", "DTSTART;VALUE=DATE:20101225", "RRULE:FREQ=YEARLY"),
            ["2026-12-25", "2027-12-25", "2028-12-25"],
        ),
        (
            lines(
                "SUMMARY:Thanksgiving",
                "DTSTART;VALUE=DATE:20101125",
                "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
            ),
            ["2026-11-26", "2027-11-25", "2028-11-23"],
        ),
        (
            lines(
                "SUMMARY:Memorial Day",
                "DTSTART;VALUE=DATE:20200525",
                "RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO;UNTIL=20271231",
            ),
            ["2026-05-25", "2027-05-31"],
        ),
        (
            lines(
                "SUMMARY:Election Day",
                "DTSTART;VALUE=DATE:20241105",
                "RRULE:FREQ=YEARLY;INTERVAL=2;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
            ),
            ["2026-11-03", "2028-11-07"],
        ),
        (lines("SUMMARY:Leap", "DTSTART;VALUE=DATE:20240229", "RRULE:FREQ=YEARLY"), ["2028-02-29"]),
        (
            lines("SUMMARY:Closed", "DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227"),
            ["2026-12-24", "2026-12-25", "2026-12-26"],
        ),
        (
            lines("SUMMARY:Outlook", "DTSTART:20261225T000000", "DTEND:20261226T000000"),
            ["2026-12-25"],
        ),
        (
            lines("SUMMARY:UTC", "DTSTART:20261225T060000Z", "DTEND:20261226T060000Z"),
            ["2026-12-25"],
        ),
        (
            lines(
                "SUMMARY:But not in 2027",
                "UID:a",
                "DTSTART;VALUE=DATE:20260704",
                "RRULE:FREQ=YEARLY",
                "EXDATE;VALUE=DATE:20270704",
            ),
            ["2026-07-04", "2028-07-04"],
        ),
        (
            lines("SUMMARY:Extra", "DTSTART;VALUE=DATE:20260704", "RDATE;VALUE=DATE:20260706"),
            ["2026-07-04", "2026-07-06"],
        ),
        (
            lines("SUMMARY:Three times", "DTSTART;VALUE=DATE:20250101", "RRULE:FREQ=YEARLY;COUNT=3"),
            ["2026-01-01", "2027-01-01"],
        ),
    ],
)
def test_days_that_a_file_names(entry: str, expected: list[str]) -> None:
    assert days(ics(entry)) == expected


def test_an_entry_that_was_moved_stands_on_its_new_day_only() -> None:
    master = lines("UID:b", "SUMMARY:Day", "DTSTART;VALUE=DATE:20260704", "RRULE:FREQ=YEARLY;COUNT=2")
    moved = lines(
        "UID:b", "SUMMARY:Day, observed", "DTSTART;VALUE=DATE:20260703", "RECURRENCE-ID;VALUE=DATE:20260704"
    )
    assert days(ics(master, moved)) == ["2026-07-03", "2027-07-04"]


def test_what_is_left_out_is_counted_by_reason() -> None:
    kept = lines("SUMMARY:Kept", "DTSTART;VALUE=DATE:20260703")
    timed = lines("SUMMARY:Half", "DTSTART:20261224T120000", "DTEND:20261224T180000")
    cancelled = lines("SUMMARY:No", "STATUS:CANCELLED", "DTSTART;VALUE=DATE:20261224")
    past = lines("SUMMARY:Past", "DTSTART;VALUE=DATE:20191224")
    read = files.read_file(ics(kept, timed, cancelled, past), since=SINCE, last=LAST, zone=ZONE)
    assert read.days == (Holiday(date(2026, 7, 3), "Kept"),)
    assert read.left_out == {"timed": 1, "cancelled": 1, "outside": 1}


def test_a_name_is_one_line_of_80_characters() -> None:
    named = ics(lines(f"SUMMARY:A\\n  B\u202e{'c' * 200}", "DTSTART;VALUE=DATE:20260703"))
    (day,) = files.read_file(named, since=SINCE, last=LAST, zone=ZONE).days
    assert day.name == f"A B{'c' * 77}"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b" \r\n", "empty"),
        (b"BEGIN:VCALENDAR\r\n" + b"X" * 1_000_000, "too-big"),
        (b"BEGIN:VCALENDAR\r\n" * 2 + b"END:VCALENDAR\r\n", "broken"),
        (b"BEGIN:VCALENDAR\r\n" + b"X:1\r\n" * 50_001 + b"END:VCALENDAR", "too-big"),
        (b"BEGIN:VEVENT\r\n" * 5, "not-a-calendar"),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:X\r\n" * 9, "broken"),
        (ics(*["DTSTART;VALUE=DATE:20260101"] * 2_001), "too-big"),
        (ics("SUMMARY:Neuj\xe4hr").decode().encode("latin-1"), "not-utf8"),
        (ics("SUMMARY:x").decode().encode("utf-16"), "not-utf8"),
        (b"BEGIN:VCALENDAR\r\nX:\0\r\nEND:VCALENDAR", "not-utf8"),
        (b"<html>", "not-a-calendar"),
        (b"PK\x03\x04", "not-a-calendar"),
        (ics("SUMMARY:no day"), "broken"),
        (ics("DTSTART;VALUE=DATE:20261399"), "broken"),
        (ics("DTSTART;VALUE=DATE:16000101"), "broken"),
        (ics(lines("DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=DAILY")), "endless"),
        (ics(lines("DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=SECONDLY;COUNT=999999999")), "endless"),
        (ics(lines("DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=YEARLY;BYHOUR=1,2,3")), "endless"),
        (ics(lines("DTSTART;VALUE=DATE:20260101", "DTEND;VALUE=DATE:20300101")), "too-many"),
        (ics(lines("DTSTART:20261224T120000", "DTEND:20261224T180000")), "no-days"),
        (ics(lines("DTSTART;VALUE=DATE:20260230", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31")), "broken"),
        (ics(lines("DTSTART;VALUE=DATE:20260201", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31")), "no-days"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(content: bytes, code: str) -> None:
    with pytest.raises(files.UnreadableFile) as refusal:
        files.read_file(content, since=SINCE, last=LAST, zone=ZONE)
    assert str(refusal.value) == code


@given(st.binary(max_size=400), st.booleans())
def test_no_file_does_anything_but_give_days_or_a_reason(noise: bytes, framed: bool) -> None:
    content = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + noise + b"\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    try:
        read = files.read_file(content if framed else noise, since=SINCE, last=LAST, zone=ZONE)
    except files.UnreadableFile as refusal:
        assert str(refusal) in {
            "empty", "too-big", "not-utf8", "not-a-calendar", "broken", "endless", "too-many", "no-days",
        }  # fmt: skip
    else:
        assert all(SINCE <= day.on <= LAST for day in read.days)


RULES = st.fixed_dictionaries(
    {
        "interval": st.integers(1, 3),
        "count": st.none() | st.integers(1, 12),
        "bymonth": st.lists(st.integers(1, 12), max_size=2, unique=True),
        "bymonthday": st.lists(st.integers(-28, 28).filter(bool), max_size=3, unique=True),
        "byweekday": st.lists(st.integers(0, 6), max_size=2, unique=True),
        "place": st.integers(-2, 4),
        "bysetpos": st.lists(st.sampled_from([1, -1]), max_size=1),
    }
)


@settings(phases=[Phase.explicit, Phase.generate])
@given(RULES, st.dates(date(2015, 1, 1), date(2026, 12, 31)))
def test_yearly_rules_give_what_dateutil_gives(said: dict[str, Any], first: date) -> None:
    """The same days, for every rule that both take and that has days: dateutil looks for others until the year 9999."""
    place = 0 if said["bymonthday"] else said["place"]
    places = said["bysetpos"] if said["byweekday"] or said["bymonthday"] else []
    mine = Yearly(
        said["interval"], said["count"], None, tuple(said["bymonth"]), tuple(said["bymonthday"]),
        tuple((day, place) for day in said["byweekday"]), tuple(places),
    )  # fmt: skip
    weekdays = [getattr(rrule, NAMES[day])(place or None) for day in said["byweekday"]]
    theirs = rrule.rrule(
        rrule.YEARLY, dtstart=datetime.combine(first, time(0)), interval=said["interval"],
        count=said["count"], until=None if said["count"] else datetime(2031, 1, 1), bymonth=said["bymonth"] or None,
        bymonthday=said["bymonthday"] or None, byweekday=weekdays or None, bysetpos=places or None,
    )  # fmt: skip
    expected = [day.date() for day in theirs if SINCE <= day.date() <= LAST]
    assert list(occurrences(mine, first, SINCE, LAST)) == expected


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"FREQ": ["MONTHLY"]},
        {"FREQ": ["YEARLY"], "BYDAY": ["54MO"]},
        {"FREQ": ["YEARLY"], "BYDAY": ["XX"]},
        {"FREQ": ["YEARLY"], "BYMONTH": ["13"]},
        {"FREQ": ["YEARLY"], "INTERVAL": ["0"]},
        {"FREQ": ["YEARLY"], "COUNT": ["0"]},
        {"FREQ": ["YEARLY"], "BYSETPOS": ["1"]},
        {"FREQ": ["YEARLY"], "BYEASTER": ["1"]},
        {"FREQ": ["YEARLY"], "UNTIL": ["soon"]},
    ],
)
def test_other_rules_are_refused(parts: dict[str, list[Any]]) -> None:
    with pytest.raises(NotYearly):
        rule_of(parts)


def test_comparing_and_merging() -> None:
    eve, day, new = (
        Holiday(date(2026, 12, 24), "Eve", 720),
        Holiday(date(2026, 12, 25), "Christmas"),
        Holiday(date(2027, 1, 1), "New Year"),
    )
    found = (Holiday(date(2026, 12, 24), "Christmas Eve"), day, new)
    shown = [(line.standing, line.stored) for line in files.compared([eve, day], found)]
    assert shown == [("changed", eve), ("same", day), ("new", None)]
    assert files.merged([eve, day], found, change=False) == (eve, day, new)
    assert files.merged([eve, day], found, change=True) == found
