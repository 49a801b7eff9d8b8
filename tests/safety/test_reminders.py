"""The readers of patient events are reminded that a report is due: at four steps, once each, by whoever lives."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from hospital_itsm.celery import VITAL
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Forbidden
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.safety.actions import reminders
from hospital_itsm.safety.actions.patient_events import note_patient_event, send_report
from hospital_itsm.safety.actions.reminders import remind_of_reports
from hospital_itsm.safety.models import PatientEvent
from hospital_itsm.safety.rules.reminders import owed, reached
from hospital_itsm.safety.rules.work_days import report_due, work_days_left
from tests.assets.cast import pump
from tests.tickets import desk_cast as cast
from tests.tickets.desk_pages import opened
from tests.world import World, again

WATCH = System("patient-events")
DUE = date(2026, 12, 7)
"""Ten work days after November 20, over Thanksgiving."""


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2026, 11, 20), 10),
        (date(2026, 11, 25), 7),
        (date(2026, 11, 26), 7),  # Thanksgiving
        (date(2026, 11, 27), 6),
        (date(2026, 11, 30), 5),
        (date(2026, 12, 3), 2),
        (date(2026, 12, 5), 1),  # a Saturday
        (date(2026, 12, 7), 0),
        (date(2026, 12, 8), -1),
        (date(2026, 12, 12), -4),
        (date(2027, 1, 4), -18),  # over Christmas and New Year
    ],
)
def test_work_days_are_counted_down_and_past_the_day(today: date, left: int) -> None:
    assert work_days_left(DUE, today) == left


def test_a_day_after_a_friday_is_late_though_no_work_day() -> None:
    assert work_days_left(date(2026, 12, 4), date(2026, 12, 5)) == -1


@pytest.mark.parametrize(
    ("left", "step"),
    [(10, ""), (6, ""), (5, "week"), (3, "week"), (2, "soon"), (1, "soon"), (0, "today"), (-3, "late")],
)
def test_a_step_is_reached(left: int, step: str) -> None:
    assert reached(left) == step


@pytest.mark.parametrize(
    ("reminded", "left", "step"),
    [("", 6, ""), ("", 5, "week"), ("week", 4, ""), ("week", -1, "late"), ("late", -9, ""), ("soon", 5, "")],
)
def test_missed_steps_fold_into_the_last_and_none_comes_twice(reminded: str, left: int, step: str) -> None:
    assert owed(reminded, left) == step


@pytest.fixture
def event(world: World) -> PatientEvent:
    """An event whose report is due on DUE."""
    pump(world)
    ticket = cast.report(world, "unsafe", team="HTM-GEN", device_text="LR-20417")
    made = note_patient_event(
        ticket.key, actor=again(world.biomed), became_aware_on=timezone.localdate(), outcome="unknown"
    )
    PatientEvent.objects.update(became_aware_on=date(2026, 11, 20), due_on=DUE, reminded="")
    made.refresh_from_db()
    return made


def at(day: date, hour: int = 16) -> datetime:
    """An instant of a day, in UTC: the hospital is six hours behind."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def remind(day: date, hour: int = 16) -> int:
    """One round of the watcher."""
    return remind_of_reports(actor=WATCH, now=at(day, hour))[0]


def told() -> list[tuple[str, str]]:
    """Who was reminded of which step, sorted."""
    rows = OutboxMessage.objects.filter(kind="patient_event.due", channel="in_app")
    return sorted((row.recipient.username, row.payload["step"]) for row in rows)


READERS = ["ellen.fairweather", "ingrid.moss"]


def test_each_step_is_told_once_to_those_who_read_events(world: World, event: PatientEvent) -> None:
    for days in range(25):
        remind(date(2026, 11, 20) + timedelta(days=days))
        remind(date(2026, 11, 20) + timedelta(days=days), 17)
    steps = ["due in 5 work days", "due in 2 work days", "due today", "late"]
    assert told() == sorted((name, step) for step in steps for name in READERS)


def test_the_message_says_number_step_and_day_alone(world: World, event: PatientEvent) -> None:
    remind(date(2026, 12, 7))
    row = OutboxMessage.objects.filter(kind="patient_event.due").first()
    assert row is not None
    assert set(row.payload) == {"event", "number", "step", "due"}
    assert (row.payload["event"], row.payload["step"]) == (event.key, "due today")
    assert datetime.fromisoformat(row.payload["due"]).astimezone(UTC) == at(DUE, 18)


def test_after_an_outage_one_message_says_where_it_stands(world: World, event: PatientEvent) -> None:
    assert remind(date(2026, 12, 9)) == 1
    assert told() == [(name, "late") for name in READERS]


def test_nobody_is_reminded_before_seven_or_of_a_report_that_is_sent(
    world: World, event: PatientEvent
) -> None:
    assert remind(date(2026, 12, 7), 12) == 0
    send_report(event.pk, actor=again(world.patient_safety), sent_on=date(2026, 11, 25), note="FDA 3500A")
    assert remind(date(2026, 12, 7)) == 0
    assert told() == []


def test_a_worker_that_dies_while_telling_has_reminded_nobody(
    world: World, event: PatientEvent, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(**values: Any) -> None:
        raise OSError("gone")

    with monkeypatch.context() as broken:
        broken.setattr(reminders, "tell", die)
        assert remind(date(2026, 12, 7)) == 0
    assert PatientEvent.objects.get().reminded == ""
    assert remind(date(2026, 12, 7)) == 1
    assert told() == [(name, "due today") for name in READERS]


def test_beat_reminds_itself_when_no_worker_lives() -> None:
    assert "remind of patient events" in VITAL


def test_people_start_no_reminders(world: World, event: PatientEvent) -> None:
    with pytest.raises(Forbidden):
        remind_of_reports(actor=again(world.patient_safety), now=at(DUE))
    assert told() == []


@pytest.mark.parametrize(("left", "step"), [(7, ""), (4, "week"), (1, "soon"), (-1, "soon")])
def test_what_is_noted_late_is_told_of_once_not_twice(
    world: World, event: PatientEvent, left: int, step: str
) -> None:
    today = timezone.localdate()
    PatientEvent.objects.update(became_aware_on=today, due_on=report_due(today))
    days = (today - timedelta(days=back) for back in range(1, 40))
    earlier = next(day for day in days if work_days_left(report_due(day), today) == left)
    note_patient_event(
        event.ticket.key, actor=again(world.biomed), became_aware_on=earlier, outcome="unknown"
    )
    changed = PatientEvent.objects.get()
    assert (changed.became_aware_on, changed.due_on) == (earlier, report_due(earlier))
    assert changed.reminded == step


def test_list_and_page_say_how_late_it_is(world: World, event: PatientEvent) -> None:
    today = timezone.localdate()
    PatientEvent.objects.update(became_aware_on=today - timedelta(days=40), due_on=today - timedelta(days=20))
    days = -work_days_left(today - timedelta(days=20), today)
    for path in ("/patient-events/", f"/patient-events/{event.pk}/"):
        assert f"{days} work days late" in opened(world.patient_safety, path).words
