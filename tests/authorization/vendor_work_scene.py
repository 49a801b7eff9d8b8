"""The case and the sessions that the matrix reaches for."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from assets.models import Asset
from hospital_itsm.vendor_file.models import VendorPerson
from hospital_itsm.vendor_work.models import CaseTicket, RemoteSession, VendorCase
from tests.world import World
from tickets.models import Ticket


@dataclass(frozen=True)
class VendorWorkScene:
    """A case of one ticket and one of a restricted ticket; a session in each state that a step follows from."""

    case: VendorCase
    closed: VendorCase
    restricted_case: VendorCase
    asked: RemoteSession
    approved: RemoteSession
    open: RemoteSession
    restricted: RemoteSession

    @classmethod
    def build(
        cls, world: World, person: VendorPerson, ticket: Ticket, restricted: Ticket
    ) -> "VendorWorkScene":
        """Store it."""
        now = timezone.now()
        said = {
            "vendor": world.vendor,
            "subject": "Access points reboot",
            "opened_at": now,
            "last_word_at": now,
        }
        cases = [
            VendorCase.objects.create(number="NL-7", **said),
            VendorCase.objects.create(number="NL-8", state="closed", closed_at=now, **said),
            VendorCase.objects.create(number="NL-9", **said),
        ]
        CaseTicket.objects.create(case=cases[0], ticket=ticket)
        CaseTicket.objects.create(case=cases[2], ticket=restricted)
        asset = Asset.objects.earliest("pk")
        planned = {
            "vendor": world.vendor,
            "person": person,
            "asset": asset,
            "purpose": "Update the firmware",
            "starts_at": now - timedelta(hours=1),
            "until_at": now + timedelta(hours=2),
            "asked_by": world.network_engineer,
            "asked_at": now,
        }
        decided = {"decided_by": world.it_manager, "decided_at": now}
        opened = {"opened_by": world.network_engineer, "opened_at": now}
        return cls(
            *cases,
            RemoteSession.objects.create(**planned),
            RemoteSession.objects.create(state="approved", **decided, **planned),
            RemoteSession.objects.create(state="open", **decided, **opened, **planned),
            RemoteSession.objects.create(ticket=restricted, **planned),
        )
