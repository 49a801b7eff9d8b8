"""The calendars, targets and ladders of a fresh installation, in the time zone of the settings."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import holidays
from django.conf import settings
from django.db import migrations

from hospital_itsm.people.rules.calendars import DEFAULT_CALENDARS, Hours
from tickets.rules.escalation import DEFAULT_LADDERS
from tickets.rules.targets import DEFAULT_TARGETS

HOLIDAY_YEARS = range(2022, 2041)
SINCE = datetime(2022, 1, 1, tzinfo=UTC)


def federal_holidays() -> Iterator[tuple[date, str]]:
    """Every public holiday of the years above; a day with two names carries both."""
    yield from sorted(holidays.UnitedStates(years=HOLIDAY_YEARS).items())


def write_calendar(apps, plan: Hours):
    """Write one calendar with its windows and holidays."""
    calendar = apps.get_model("people", "WorkCalendar").objects.create(
        lineage=plan.lineage, name=plan.name, time_zone=settings.TIME_ZONE
    )
    window = apps.get_model("people", "WorkWindow")
    window.objects.bulk_create(
        window(calendar=calendar, weekday=day, start_minute=plan.start_minute, end_minute=plan.end_minute)
        for day in plan.weekdays
    )
    if plan.keeps_holidays:
        holiday = apps.get_model("people", "CalendarHoliday")
        holiday.objects.bulk_create(
            holiday(calendar=calendar, on=on, name=name[:80]) for on, name in federal_holidays()
        )
    return calendar


def write_promises(apps, schema_editor):
    """Write the calendars and the policy that stands on them."""
    calendars = {plan.lineage: write_calendar(apps, plan) for plan in DEFAULT_CALENDARS}
    policy = apps.get_model("tickets", "SlaPolicy").objects.create(
        lineage="standard", name="Standard promises", effective_from=SINCE
    )
    target = apps.get_model("tickets", "SlaTarget")
    target.objects.bulk_create(
        target(
            policy=policy,
            metric=row.metric,
            priority=row.priority,
            variant=row.variant,
            minutes=row.minutes,
            business_days=row.business_days,
            first_minutes=row.first_minutes,
            calendar=calendars[row.calendar],
        )
        for row in DEFAULT_TARGETS
    )
    rung = apps.get_model("tickets", "EscalationStep")
    rung.objects.bulk_create(
        rung(
            policy=policy,
            metric=step.metric,
            priority=step.priority,
            position=position,
            at_percent=step.at_percent,
            at_minutes=step.at_minutes,
            anchor=step.anchor,
            action=step.action,
            audience=list(step.audience),
            needs_reason=step.needs_reason,
        )
        for position, step in enumerate(DEFAULT_LADDERS)
    )


class Migration(migrations.Migration):
    dependencies = [("tickets", "0003_clock_history"), ("people", "0001_initial")]
    operations = [migrations.RunPython(write_promises, migrations.RunPython.noop)]
