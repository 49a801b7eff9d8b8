"""A small world of reports worked out by hand: seven tickets, three devices, contracts, outages."""

from datetime import datetime, timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from hospital_itsm.reports.models import ReportRun
from tests.world import World
from tickets.actions.report import Place, report_problem
from tickets.choices import CareAnswer, Topic
from tickets.models import Ticket

NOON = datetime(2026, 11, 20, 12)
"""A Friday."""


def ticket(world: World, area: str, *, days_ago: float = 1, **said: Any) -> Ticket:
    """A ticket of a unit, opened so long ago; further values are stored as they are."""
    made = report_problem(
        actor=world.requester,
        text="The scanner beeps but does not read wristbands.",
        care_answer=CareAnswer.NOT_AFFECTED,
        topic=Topic.SCANNER,
        place=Place(care_area=world.area(area)),
    )
    opened = timezone.now() - timedelta(days=days_ago)
    Ticket.objects.filter(pk=made.pk).update(opened_at=opened, **said)
    return Ticket.objects.get(pk=made.pk)


def of_units(world: World) -> list[Ticket]:
    """Three of the ICU, two of MS5, one of the ED; one more of the ED is older than 30 days."""
    areas = [("ICU", 1), ("ICU", 2), ("ICU", 3), ("MS5", 1), ("MS5", 9), ("ED", 1), ("ED", 45)]
    return [ticket(world, area, days_ago=days) for area, days in areas]


def signed_in(who: Any) -> Client:
    """A browser of this person."""
    client = Client()
    client.force_login(who)
    return client


def stored(run: ReportRun) -> bytes:
    """The file of a run."""
    with default_storage.open(run.stored_name) as file:
        return bytes(file.read())
