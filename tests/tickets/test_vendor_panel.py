"""The open tickets on a vendor's page: those this person sees at the desk, the most pressing first."""

from django.test import Client

from tests.tickets import desk_cast as cast
from tests.world import World, again
from tickets.actions.report import Place, report_problem
from tickets.choices import CareAnswer, Kind
from tickets.models import Ticket
from tickets.panels import MOST, vendor_tickets


def of_vendor(world: World, ticket: Ticket) -> Ticket:
    """The ticket, waiting for the vendor."""
    Ticket.objects.filter(pk=ticket.pk).update(vendor=world.vendor)
    return ticket


def test_the_page_of_a_vendor_lists_its_open_tickets(world: World, client: Client) -> None:
    ticket = of_vendor(world, cast.report(world))
    other = cast.report(world)
    client.force_login(world.agent)
    page = client.get(f"/vendors/{world.vendor.pk}/").content.decode()
    assert f'href="/t/{ticket.key}/"' in page
    assert other.key not in page


def test_restricted_tickets_show_to_their_readers_only(world: World, client: Client) -> None:
    restricted = report_problem(
        actor=world.security,
        text="Two mailboxes sign in from abroad.",
        care_answer=CareAnswer.NOT_AFFECTED,
        place=Place(care_area=world.icu),
        kind=Kind.SECURITY,
    )
    of_vendor(world, restricted)
    assert vendor_tickets(world.vendor, again(world.agent))["rows"] == []
    assert vendor_tickets(world.vendor, again(world.security))["rows"] == [restricted]


def test_those_without_the_queue_get_no_panel(world: World, client: Client) -> None:
    ticket = of_vendor(world, cast.report(world))
    for who in (world.finance, world.cio):
        client.force_login(who)
        page = client.get(f"/vendors/{world.vendor.pk}/").content.decode()
        assert "Open tickets with this vendor" not in page
        assert ticket.key not in page


def test_many_tickets_are_cut_with_a_word(world: World, client: Client) -> None:
    for _number in range(MOST + 1):
        of_vendor(world, cast.report(world))
    shown = vendor_tickets(world.vendor, again(world.agent))
    assert (len(shown["rows"]), shown["has_more"]) == (MOST, True)
