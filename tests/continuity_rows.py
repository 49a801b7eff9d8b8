"""Outages, major incidents and registers for the pages whose statements are counted."""

from datetime import timedelta

from django.utils import timezone

from hospital_itsm.continuity.models import (
    DataFeed,
    FeedRun,
    MajorArea,
    MajorChild,
    MajorEntry,
    MajorIncident,
    MajorUpdate,
    Outage,
    RecoveryPlan,
    RecoveryTest,
)
from tests.world import World
from tickets.models import Ticket

PLENTY = ("ICU", "MS5", "ED", "OR", "PACU")


def store(world: World, rows: int) -> None:
    """Store missing rows of each, so that there are as many as asked."""
    _store_outages(world, rows)
    _store_majors(world, rows)
    _store_registers(world, rows)


def _store_outages(world: World, rows: int) -> None:
    """Store missing outages of one service and of as many services as there are rows."""
    services = list(world.services.values())[:rows]
    for _number in range(Outage.objects.count(), rows):
        began = timezone.now() - timedelta(days=3)
        made = Outage.objects.create(
            title="Down", effect="down", began_at=began, starts_at=began, recorded_at=began
        )
        made.services.set(services)
        made.care_areas.set([world.area(code) for code in PLENTY])


def _store_majors(world: World, rows: int) -> None:
    """Store missing major incidents, the first with as many tickets, units, updates and entries as there are rows."""
    at = timezone.now()
    for _number in range(MajorIncident.objects.count(), rows):
        made = MajorIncident.objects.create(
            title="Down", trigger="areas", state="active", began_at=at, proposed_at=at, next_update_due=at
        )
        made.services.set(list(world.services.values())[:rows])
    first = MajorIncident.objects.earliest("pk")
    areas = list(world.areas.values())
    for number in range(first.updates.count(), rows):
        MajorArea.objects.get_or_create(major=first, care_area=areas[number % len(areas)])
        MajorUpdate.objects.create(
            major=first, body="News", author=world.duty_manager, posted_at=at, token=str(number)
        )
        MajorEntry.objects.create(major=first, kind="note", text="News", at=at)
    for ticket in Ticket.objects.exclude(in_majors__major=first)[:rows]:
        MajorChild.objects.create(major=first, ticket=ticket, tied_at=at)


def _store_registers(world: World, rows: int) -> None:
    """Store missing tests, plans and feeds, and as many runs of the first feed."""
    today, at, services = timezone.localdate(), timezone.now(), list(world.services.values())
    later = today + timedelta(days=9)
    for number in range(RecoveryTest.objects.count(), rows):
        RecoveryTest.objects.create(
            kind="restore",
            service=services[number],
            done_on=today,
            result="passed",
            next_due_on=later,
            recorded_at=at,
        )
        RecoveryPlan.objects.create(
            service=services[number],
            title="Plan",
            kept_at="Binder",
            owner=world.cio,
            reviewed_on=today,
            review_due_on=later,
        )
        DataFeed.objects.create(
            code=f"feed-{number}",
            name="Feed",
            source="LIS",
            service=services[number],
            team=world.team("EUC"),
            expected_minutes=60,
            created_at=at,
        )
        FeedRun.objects.create(
            feed=DataFeed.objects.get(code="feed-0"), run_key=str(number), ended_at=at, result="ok", received_at=at
        )  # fmt: skip
