"""The device on the ticket's page, its tickets on its own page, and the nearest spare on the receipt."""

from datetime import date

import pytest

from assets.actions.assets import change_asset
from assets.actions.relations import relate
from assets.models import Asset
from hospital_itsm.core.panels import panels_for
from tests.assets import cast, recall_cast
from tests.tickets.desk_pages import opened
from tests.world import World, again
from tickets.actions.intake import Place
from tickets.actions.report import report_problem
from tickets.choices import Kind
from tickets.models import Ticket
from vendors.models import Contract

pytestmark = pytest.mark.django_db


def about(world: World, tag: str = "LR-20417", **values: object) -> Ticket:
    """A nurse of the ICU reports a problem with a device."""
    given = {
        "actor": again(world.requester),
        "text": "The screen goes black after a minute.",
        "care_answer": "not_affected",
        "place": Place(world.icu),
        "device_text": tag,
    }
    return report_problem(**{**given, **values})  # type: ignore[arg-type]


def tickets_shown(asset: Asset, who: object) -> dict[str, object]:
    """What the panel of tickets on the asset's page was given for this person."""
    found = {panel.code: panel.data for panel in panels_for(asset, who)}
    return dict(found["tickets"])


def test_the_ticket_shows_the_device_with_place_warranty_contract_and_the_number_to_call(
    world: World,
) -> None:
    contract = Contract.objects.create(
        number="C-1005", title="Pumps", vendor=world.vendor, starts_on=date(2020, 1, 1), ends_on=date(2040, 1, 1),
        status="active", support_phone="555-0177",
    )  # fmt: skip
    cast.pump(world, location=cast.tower(world)["room"], warranty_until=date(2031, 5, 4), contract=contract)
    page = opened(world.biomed, f"/t/{about(world).key}/")
    for words in (
        "LR-20417",
        "IX-4",
        "In service",
        "High risk",
        "N4-12",
        "May 4, 2031",
        "C-1005",
        "555-0177",
    ):
        assert words in page.words, words


def test_the_section_of_the_device_names_recalls_spares_and_dependencies(world: World) -> None:
    pumps = recall_cast.pumps(world)
    Asset.objects.filter(tag="LR-4").update(status="standby_spare")
    relate("depends_on", pumps["LR-1"], world.service("A030"), actor=again(world.biomed))
    relate("depends_on", pumps["LR-3"], pumps["LR-1"], actor=again(world.biomed))
    recall_cast.receive(world)
    ticket = about(world, "LR-1")
    shown = opened(world.biomed, f"/t/{ticket.key}/device/", HX_Request="true").words
    assert "Recall Z-9001-2026" in shown
    assert "LR-4 IX-4 Spare" in shown
    assert f"A030 {world.service('A030').name}" in shown
    assert "Fails with it depends on LR-3" in shown or "LR-3" in shown.partition("Fails with it")[2]


def test_a_change_within_a_day_is_marked(world: World) -> None:
    pump = cast.pump(world)
    relate("depends_on", pump, world.service("A030"), actor=again(world.biomed))
    ticket = about(world)
    change_asset("LR-20417", actor=again(world.biomed), fields={"software_version": "3.3"})
    shown = opened(world.biomed, f"/t/{ticket.key}/device/").words
    assert "Changed in 24 h" in shown


def test_the_page_of_a_device_lists_its_tickets_open_ones_first(world: World) -> None:
    asset = cast.pump(world)
    done, still = about(world), about(world)
    Ticket.objects.filter(pk=done.pk).update(state="closed", opened_at=still.opened_at)
    shown = tickets_shown(asset, again(world.biomed))
    assert ([row.key for row in shown["rows"]], shown["open_count"], shown["whole_count"]) == (  # type: ignore[attr-defined]
        [still.key, done.key],
        1,
        2,
    )
    page = opened(world.biomed, "/a/LR-20417/").words
    assert "1 open ticket" in page
    assert "Report a problem with it" in page


def test_tickets_are_counted_by_what_the_reader_sees(world: World) -> None:
    asset = cast.pump(world)
    about(world)
    about(world, actor=again(world.security), kind=Kind.SECURITY)
    counts = [tickets_shown(asset, again(who))["open_count"] for who in (world.biomed, world.security)]
    assert counts == [1, 2]


@pytest.mark.parametrize("reader", ["agent", "technician", "biomed", "network_engineer"])
def test_it_and_clinical_engineering_read_each_others_tickets_of_a_device(world: World, reader: str) -> None:
    cast.pump(world)
    ticket = about(world)
    who = again(getattr(world, reader))
    assert opened(who, f"/t/{ticket.key}/").status == 200
    Ticket.objects.filter(pk=ticket.pk).update(team=world.team("EUC"))
    assert opened(who, f"/t/{ticket.key}/").status == 200
    Ticket.objects.filter(pk=ticket.pk).update(is_restricted=True, team=world.team("SEC"))
    assert opened(who, f"/t/{ticket.key}/").status == 404


def test_the_receipt_names_the_nearest_spare(world: World) -> None:
    places = cast.tower(world)
    cast.pump(world, location=places["room"])
    cast.pump(
        world, "LR-2", location=cast.place(world, "N4-STORE", "room", places["floor"]), status="standby_spare"
    )
    receipt = opened(world.requester, f"/report/sent/{about(world).key}/").words
    assert "A spare is at hand: LR-2 IX-4, N4-STORE" in receipt


def test_a_receipt_promises_no_spare_that_has_a_problem_itself(world: World) -> None:
    cast.pump(world)
    cast.pump(world, "LR-2", status="standby_spare")
    about(world, "LR-2")
    assert "LR-2" not in opened(world.requester, f"/report/sent/{about(world).key}/").words
