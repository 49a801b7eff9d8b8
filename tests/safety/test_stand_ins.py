"""A spare or a loaner in place of a broken device: lent, moved, and the restore clock stops; later it comes back."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from assets.actions import transitions
from assets.actions.loans import note_rental
from assets.models import Asset, Loan, Location, Movement
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from hospital_itsm.safety.actions.stand_ins import give_stand_in
from hospital_itsm.safety.models import StandIn
from tests.api.rest import Rest, problem
from tests.assets.cast import computer, pump, tower
from tests.assets.recall_cast import pumps, receive
from tests.tickets import desk_cast as cast
from tests.tickets.desk_pages import opened, sent
from tests.world import World, again
from tickets.actions.transitions import transition
from tickets.models import Message, Ticket

WEEK = timedelta(days=7)


def soon() -> date:
    """In a week."""
    return timezone.localdate() + WEEK


@pytest.fixture
def places(world: World) -> dict[str, Location]:
    """The ICU and what it stands in."""
    return tower(world)


@pytest.fixture
def ticket(world: World, places: dict[str, Location]) -> Ticket:
    """A pump of the ICU is broken, and a spare stands elsewhere in the building."""
    pump(world, location=places["room"])
    pump(world, "LR-20418", location=places["building"], status="standby_spare")
    return cast.report(world, "slower", team="HTM-GEN", device_text="LR-20417")


def give(world: World, ticket: Ticket, tag: str = "LR-20418", who: str = "biomed", **values: Any) -> StandIn:
    """The biomed technician gives a device."""
    return give_stand_in(ticket.key, actor=again(getattr(world, who)), tag=tag, return_on=soon(), **values)


def test_a_spare_is_lent_and_moved_to_the_unit_and_stops_the_restore_clock(
    world: World, ticket: Ticket, places: dict[str, Location]
) -> None:
    made = give(world, ticket)
    given = Asset.objects.get(tag="LR-20418")
    assert (given.status, given.location) == ("loaned_out", places["room"])
    assert (made.loan.party, made.loan.care_area, made.loan.return_on) == (world.icu.name, world.icu, soon())
    assert Movement.objects.get(asset=given).reason == ticket.key
    assert (cast.fresh(ticket).state, made.restored) == ("restored", True)
    clock = cast.clock(ticket, "restore")
    assert clock.stopped_at == cast.fresh(ticket).restored_at == made.given_at
    entry = AuditEntry.objects.get(verb="ticket.give_stand_in")
    assert entry.changes == {"stand_in": [None, "LR-20418"], "restored": True}
    assert AuditEntry.objects.filter(verb="ticket.restore", target_label=ticket.key).count() == 1
    assert Asset.objects.get(tag="LR-20417").status == "in_service"


def test_the_reporters_read_which_device_they_have(world: World, ticket: Ticket) -> None:
    give(world, ticket)
    words = Message.objects.get(ticket=ticket, kind="public").body
    assert words == "LR-20418 stands in for LR-20417, so that you can go on."
    assert cast.told(ticket, "ticket.state") == ["alma.reyes"]


def test_a_message_of_ones_own_is_guarded(world: World, ticket: Ticket) -> None:
    give(world, ticket, message="It stands at the bed of MRN 00482913.")
    assert "00482913" not in Message.objects.get(ticket=ticket, kind="public").body


def test_it_comes_back_and_the_ticket_says_so(world: World, ticket: Ticket) -> None:
    made = give(world, ticket)
    transitions.transition("LR-20418", actor=again(world.biomed), verb="take_back")
    made.loan.refresh_from_db()
    assert made.loan.returned_at is not None
    note = Message.objects.get(ticket=ticket, kind="internal")
    assert note.body == "LR-20418 stands in no more: it is spare now."


def test_what_is_lent_elsewhere_and_comes_back_says_nothing_on_a_ticket(world: World, ticket: Ticket) -> None:
    lend = {"verb": "lend", "party": "Clinic Ashby", "return_on": soon()}
    transitions.transition("LR-20418", actor=again(world.biomed), **lend)
    transitions.transition("LR-20418", actor=again(world.biomed), verb="take_back")
    assert not Message.objects.filter(kind="internal").exists()


def test_a_loaner_of_the_vendor_stands_in_too(world: World, ticket: Ticket) -> None:
    pump(world, "LR-900")
    note_rental(
        "LR-900", actor=again(world.biomed), kind="loaner", vendor=world.vendor, return_on=soon() + WEEK
    )
    give(world, ticket, "lr-900")
    kinds = Loan.objects.filter(asset__tag="LR-900", returned_at__isnull=True).values_list("kind", flat=True)
    assert sorted(kinds) == ["lent_out", "loaner"]


def test_on_a_ticket_that_works_again_it_is_only_noted(world: World, ticket: Ticket) -> None:
    transition(ticket.key, actor=again(world.biomed), verb="restore", message="It runs on the battery.")
    at = cast.fresh(ticket).restored_at
    made = give(world, ticket)
    assert (made.restored, cast.fresh(ticket).restored_at) == (False, at)
    assert Message.objects.filter(ticket=ticket, kind="public").count() == 1


def refused(world: World, ticket: Ticket, error: type[Exception], **values: Any) -> None:
    """It is refused and nothing has changed."""
    loans = Loan.objects.count()
    with pytest.raises(error), transaction.atomic():
        give(world, ticket, **values)
    assert (StandIn.objects.count(), Loan.objects.count()) == (0, loans)
    assert cast.fresh(ticket).restored_at is None
    assert not AuditEntry.objects.filter(verb="ticket.give_stand_in").exists()


@pytest.mark.parametrize(
    "status", ["in_repair", "quarantined", "out_of_service_safety", "loaned_out", "missing"]
)
def test_a_device_that_does_not_work_stands_in_for_nothing(world: World, ticket: Ticket, status: str) -> None:
    Asset.objects.filter(tag="LR-20418").update(status=status)
    refused(world, ticket, ValueRefused)


def test_the_broken_one_another_kind_and_none_at_all_are_refused(world: World, ticket: Ticket) -> None:
    computer(world)
    for tag in ("LR-20417", "WS-1001", "NOBODY", ""):
        refused(world, ticket, ValueRefused, tag=tag)


def test_one_with_a_problem_of_its_own_or_in_hands_is_refused(world: World, ticket: Ticket) -> None:
    cast.report(world, "slower", team="HTM-GEN", device_text="LR-20418")
    refused(world, ticket, ValueRefused)
    pump(world, "LR-3", custodian_text="Dr. Adler")
    refused(world, ticket, ValueRefused, tag="LR-3")


def test_one_on_an_open_recall_is_refused(world: World) -> None:
    pumps(world)
    receive(world)
    pump(world)
    ticket = cast.report(world, "slower", team="HTM-GEN", device_text="LR-20417")
    refused(world, ticket, ValueRefused, tag="LR-1")


def test_who_does_not_work_the_ticket_gives_nothing(world: World, ticket: Ticket) -> None:
    for who in ("network_engineer", "auditor", "requester"):
        refused(world, ticket, Forbidden, who=who)
    refused(world, ticket, StaleVersion, version=ticket.version + 1)


def test_without_a_device_a_unit_or_an_open_ticket_there_is_nothing_to_stand_in_for(
    world: World, ticket: Ticket
) -> None:
    refused(world, cast.report(world, team="HTM-GEN"), Conflict)
    Ticket.objects.filter(pk=ticket.pk).update(state="cancelled")
    refused(world, ticket, Conflict)


def test_the_page_offers_the_nearest_and_keeps_what_was_typed(world: World, ticket: Ticket) -> None:
    path = f"/t/{ticket.key}/stand-in/"
    assert path in opened(world.biomed, f"/t/{ticket.key}/device/").page
    page = opened(world.biomed, path)
    assert page.page.index('value="LR-20418"') < page.page.index('value="other"')
    wrong = sent(world.biomed, path, choice="other", tag="LR-77", return_on=soon(), message="At bed 12")
    assert (wrong.status, "At bed 12" in wrong.page) == (422, True)
    assert "There is no device LR-77." in wrong.words
    done = sent(world.biomed, path, choice="LR-20418", return_on=soon(), version=ticket.version)
    assert (done.status, done.location) == (302, f"/t/{ticket.key}/")
    given = opened(world.biomed, f"/t/{ticket.key}/device/").words
    assert "stopped the restore clock" in given
    assert "Take back" in given
    assert opened(world.network_engineer, path).status in (403, 404)


def test_a_stand_in_is_given_and_read_over_rest(world: World, ticket: Ticket) -> None:
    hands, address = Rest(world.biomed), f"tickets/{ticket.key}/stand-ins/"
    given = {"tag": "lr-20418", "return_on": soon().isoformat()}
    problem(hands.post(address, given), 428, "precondition-required")
    problem(hands.post(address, {**given, "party": "me"}, If_Match="*"), 400, "unknown-input")
    problem(hands.post(address, given, If_Match='"99"'), 412, "stale-version")
    problem(hands.post(address, {**given, "message": "MRN 00482913"}, If_Match="*"), 409, "phi-suspected")
    assert (StandIn.objects.exists(), Asset.objects.get(tag="LR-20418").status) == (False, "standby_spare")
    made = hands.post(address, given, If_Match=f'"{ticket.version}"')
    assert (made.status_code, made.json()["asset"], made.json()["restored"]) == (201, "LR-20418", True)
    assert cast.fresh(ticket).state == "restored"
    row = {**made.json(), "party": world.icu.name, "given_by": world.biomed.username, "returned_at": None}
    assert hands.get(address).json() == [row]
