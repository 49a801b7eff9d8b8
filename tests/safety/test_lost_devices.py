"""A device that is lost with patient data on board opens a privacy ticket; one without opens none."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from assets.actions import transitions
from assets.actions.assets import change_asset
from assets.actions.recalls.lines import declare_lost, note_search, settle
from assets.actions.recalls.triage import triage
from assets.models import Asset
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.safety.models import LostDevice
from tests.assets.cast import computer, pump
from tests.assets.recall_cast import pumps, receive
from tests.tickets.desk_pages import opened
from tests.world import World, again
from tickets.choices import Kind
from tickets.models import Message, Ticket

NOBODY = {"stores_phi": "no", "stores_phi_source": "MDS2 of the maker"}


def take(world: World, verb: str, tag: str = "LR-20417", **needs: Any) -> Asset:
    """A step by the biomed technician."""
    return transitions.transition(tag, actor=again(world.biomed), verb=verb, **needs)


def lose(world: World, tag: str = "LR-20417", reason: str = "Not on the shelf") -> Asset:
    """Report it missing."""
    return take(world, "report_missing", tag, reason=reason)


def notes(ticket: Ticket) -> list[str]:
    """What was added to the ticket."""
    rows = Message.objects.filter(ticket=ticket, kind="internal").order_by("pk")
    return list(rows.values_list("body", flat=True))


@pytest.mark.parametrize(("stores", "data"), [("yes", "It holds patient data."), ("unknown", "Nobody wrote")])
def test_a_lost_device_with_data_opens_a_restricted_ticket_for_privacy(
    world: World, stores: str, data: str
) -> None:
    pump(world, stores_phi=stores, name="Bed of Mr. Smith")
    lose(world, reason="Mr. Smith took it home, MRN 00482913")
    ticket = Ticket.objects.get()
    assert (ticket.kind, ticket.is_restricted, ticket.team.code) == (Kind.PRIVACY, True, "PRIVACY")
    assert (ticket.asset.tag, ticket.requester, ticket.priority) == ("LR-20417", None, 2)
    words = f"{ticket.title} {Message.objects.get(ticket=ticket).body}"
    assert data in words
    assert "Unit: ICU" in words
    assert not {"Smith", "00482913"} & set(words.replace(",", " ").split())
    assert LostDevice.objects.get().ticket == ticket
    told = OutboxMessage.objects.filter(kind="ticket.routed", channel="in_app")
    assert {row.recipient.username for row in told} == {"hanna.weiss"}


def test_only_privacy_sees_the_ticket(world: World) -> None:
    pump(world)
    lose(world)
    path = f"/t/{Ticket.objects.get().key}/"
    assert opened(world.privacy, path).status == 200
    for who in ("biomed", "htm_manager", "it_manager", "lead", "agent", "charge_nurse"):
        assert opened(getattr(world, who), path).status in (403, 404)
    assert Ticket.objects.get().key not in opened(world.biomed, "/a/LR-20417/").words


@pytest.mark.parametrize("make", [pump, computer])
def test_a_device_without_patient_data_opens_none(world: World, make: Any) -> None:
    asset = make(world, **NOBODY)
    transitions.transition(
        asset.tag, actor=again(world.htm_manager), verb="report_missing", reason="Not on the shelf"
    )
    assert not Ticket.objects.exists()
    assert not LostDevice.objects.exists()


def test_learning_that_a_missing_device_holds_data_opens_the_ticket_and_learning_it_again_adds_to_it(
    world: World,
) -> None:
    pump(world, **NOBODY)
    lose(world)
    change_asset("LR-20417", actor=again(world.biomed), fields={"lot": "L-7"})
    assert not Ticket.objects.exists()
    change_asset("LR-20417", actor=again(world.biomed), fields={"stores_phi": "yes"})
    ticket = Ticket.objects.get()
    assert (ticket.kind, LostDevice.objects.get().ticket) == (Kind.PRIVACY, ticket)
    change_asset("LR-20417", actor=again(world.biomed), fields={"stores_phi": "unknown"})
    assert (Ticket.objects.count(), LostDevice.objects.get().found_at) == (1, None)
    assert notes(ticket) == ["What is known of patient data on LR-20417 has changed: see its page."]


def test_learning_it_of_a_device_that_is_there_opens_none(world: World) -> None:
    pump(world, **NOBODY)
    change_asset("LR-20417", actor=again(world.biomed), fields={"stores_phi": "yes"})
    assert not Ticket.objects.exists()


def test_a_refused_step_opens_none(world: World) -> None:
    pump(world)
    with pytest.raises(ValueRefused), transaction.atomic():
        take(world, "report_missing")
    assert not Ticket.objects.exists()
    assert Asset.objects.get().status == "in_service"


def test_found_it_adds_a_note_and_lost_again_opens_another(world: World) -> None:
    pump(world)
    lose(world)
    first = Ticket.objects.get()
    take(world, "find")
    assert notes(first)[0].startswith("LR-20417 was found.")
    told = OutboxMessage.objects.filter(kind="ticket.noted", payload__ticket=first.key, channel="in_app")
    assert {row.recipient.username for row in told} == {"hanna.weiss"}
    lose(world)
    second = Ticket.objects.exclude(pk=first.pk).get()
    assert (len(notes(first)), notes(second)) == (1, [])
    losses = [(loss.ticket.key, loss.found_at is None) for loss in LostDevice.objects.order_by("pk")]
    assert losses == [(first.key, False), (second.key, True)]


def test_retired_while_missing_stays_lost(world: World) -> None:
    pump(world)
    lose(world)
    take(world, "retire", reason="Written off")
    assert notes(Ticket.objects.get()) == ["LR-20417 was retired and not found."]
    assert LostDevice.objects.get().found_at is None


def test_a_recall_that_gives_up_the_search_is_noted_on_the_same_ticket(world: World) -> None:
    pumps(world)
    case = triage(receive(world).key, actor=again(world.htm_manager))
    settle(case.key, "LR-1", actor=again(world.biomed), disposition="missing", evidence="Not there")
    today = timezone.localdate()
    for days in (95, 50, 1):
        on = today - timedelta(days=days)
        note_search(case.key, "LR-1", actor=again(world.biomed), on=on, places="ICU")
    declare_lost(case.key, "LR-1", actor=again(world.htm_manager), evidence="Three searches")
    assert notes(Ticket.objects.get()) == ["A recall signed LR-1 off as lost after its searches."]
