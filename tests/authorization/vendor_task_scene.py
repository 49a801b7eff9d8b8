"""The task of a vendor and the promise that the matrix reaches for."""

from django.utils import timezone

from hospital_itsm.underpinning.models import Promise, VendorTask
from tests.world import World
from tickets.models import Ticket
from vendors.models import Contract


def vendor_task(world: World, ticket: Ticket, contract: Contract) -> VendorTask:
    """The ticket in the vendor's hands, no contract chosen yet; the contract promises an answer."""
    Promise.objects.create(
        contract=contract, metric="response", amount=4, unit="hours", calendar=world.calendars["BUS"]
    )
    return VendorTask.objects.create(
        ticket=ticket, vendor=world.vendor, handed_at=timezone.now(), handed_by=world.agent
    )
