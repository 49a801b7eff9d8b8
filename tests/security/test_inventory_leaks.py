"""What the inventory tells whom: a requester the label's own card, a unit's lead the unit's things, nobody a draft."""

from datetime import date

import pytest
from django.test import Client

from assets.actions.assets import change_asset
from assets.actions.licenses import add_license
from assets.label_sheet import drawn
from assets.models import Asset, NetworkProfile, Service
from assets.rules.labels import STOCKS
from hospital_itsm.procedures.actions import evidence
from tests.api.rest import Rest, problem
from tests.assets import cast
from tests.tickets.test_device_panels import about
from tests.world import World, again
from vendors.models import Contract

SECRETS = ("SERIAL-77", "001B44113AB7", "10.20.30.40", "48765.43", "PO-5150", "CT-DRAFT-9")
MINE = {
    "status": "disposed", "version": 9, "created_at": "2020-01-01T00:00:00Z", "udi_di": "1", "id": 1,
    "status_since": "2020-01-01T00:00:00Z", "signed_at": "2020-01-01T00:00:00Z", "actor": "leo.marsh",
}  # fmt: skip


@pytest.fixture
def pump(world: World) -> Asset:
    """A pump of the ICU with a network profile, a price and a contract that is not signed yet."""
    made = cast.pump(world, serial=SECRETS[0])
    draft = Contract.objects.create(
        number="CT-DRAFT-9",
        title="Pump service",
        vendor=world.vendor,
        kind="maintenance",
        status="draft",
        starts_on=date(2026, 1, 1),
        ends_on=date(2027, 1, 1),
    )
    NetworkProfile.objects.update_or_create(asset=made, defaults={"mac": SECRETS[1], "ip": SECRETS[2]})
    Asset.objects.filter(pk=made.pk).update(cost=SECRETS[3], po_number=SECRETS[4], contract=draft)
    return Asset.objects.get(pk=made.pk)


@pytest.mark.parametrize("who", ["requester", "elsewhere"])
def test_a_requester_learns_nothing_but_the_card(world: World, client: Client, pump: Asset, who: str) -> None:
    client.force_login(getattr(world, who))
    told = client.get(f"/report/device/{pump.tag}/").content.decode()
    assert pump.tag in told
    assert [secret for secret in SECRETS if secret.lower() in told.lower()] == []
    for path in (f"/a/{pump.tag}/", f"/a/{pump.tag}/impact/", "/assets/", "/scan/", "/assets/labels/"):
        assert client.get(path).status_code in (403, 404), path
    rest = Rest(getattr(world, who))
    for path in (f"assets/{pump.tag}/", "assets/", f"assets/?q={SECRETS[0]}", "relations/", "models/"):
        answer = rest.get(path)
        assert answer.status_code in (403, 404), path
        assert SECRETS[0] not in answer.content.decode()


def test_the_lead_of_a_unit_does_not_find_the_things_of_another(
    world: World, client: Client, pump: Asset
) -> None:
    Asset.objects.filter(pk=pump.pk).update(care_area=world.area("MS5"), location=None)
    client.force_login(world.charge_nurse)
    assert client.get(f"/a/{pump.tag}/").status_code == 404
    assert client.get(f"/a/{pump.tag}/impact/", headers={"HX-Request": "true"}).status_code == 404
    for path in (f"/assets/?q={SECRETS[0]}", "/assets/?unit=MS5", "/assets/labels/?unit=MS5"):
        assert pump.tag not in client.get(path).content.decode(), path
    scanned = client.post("/scan/", {"code": pump.tag})
    assert scanned.get("Location") is None


@pytest.mark.parametrize("name", sorted(MINE))
def test_what_the_product_itself_keeps_is_never_taken_from_a_caller(
    world: World, pump: Asset, name: str
) -> None:
    rest = Rest(world.integration)
    version = rest.get(f"assets/{pump.tag}/")["ETag"]
    body = {"name": "Mine", name: MINE[name]}
    problem(rest.send("PATCH", f"assets/{pump.tag}/", body, If_Match=version), 400, "unknown-input")
    assert Asset.objects.get(pk=pump.pk).name == pump.name


def test_names_on_a_label_are_words_and_never_code_of_the_typesetter(pump: Asset) -> None:
    pump.name, pump.model = '#read("/etc/passwd") $x$ #eval("1") \\ */ // "]', None
    stock = next(iter(STOCKS.values()))
    assert drawn([pump], stock, format="pdf").startswith(b"%PDF")


def test_a_draft_contract_is_not_told_on_the_page_of_what_it_will_cover(
    world: World, client: Client, pump: Asset
) -> None:
    for who in (world.charge_nurse, world.technician):
        client.force_login(who)
        page = client.get(f"/a/{pump.tag}/")
        assert page.status_code == 200
        assert "CT-DRAFT-9" not in page.content.decode()
    client.force_login(world.it_manager)
    assert "CT-DRAFT-9" in client.get(f"/a/{pump.tag}/").content.decode()


DRAFT = "CT-DRAFT-9"


@pytest.fixture
def named(world: World, pump: Asset) -> None:
    """The draft stands on a service and a license as well, and the trail tells when it was put on the pump."""
    draft = Contract.objects.get(number=DRAFT)
    Service.objects.filter(code="A001").update(contract=draft)
    Asset.objects.filter(pk=pump.pk).update(contract=None)
    change_asset(pump.tag, actor=again(world.it_manager), fields={"contract": draft}, version=None)
    service = world.service("A001")
    fields = {"product": "Charting", "service": service, "contract": draft, "entitled": 5}
    add_license(actor=again(world.it_manager), fields=fields)


PAGES_OF_DRAFT = (
    "/a/{tag}/",
    "/a/{tag}/edit/",
    "/assets/new/",
    "/assets/?contract=" + DRAFT,
    "/services/A001/",
)


@pytest.mark.usefixtures("named")
def test_no_page_names_a_draft_to_who_may_not_see_it(world: World, client: Client, pump: Asset) -> None:
    client.force_login(world.technician)
    for path in PAGES_OF_DRAFT:
        told = client.get(path.format(tag=pump.tag)).content.decode()
        rows = told.replace(f"?contract={DRAFT}", "").replace(f"={DRAFT}", "")
        assert "Pump service" not in told, path
        if "?" not in path:
            assert DRAFT not in rows, path
    assert pump.tag not in client.get(f"/assets/?contract={DRAFT}").content.decode()
    client.force_login(world.it_manager)
    for path in PAGES_OF_DRAFT:
        assert DRAFT in client.get(path.format(tag=pump.tag)).content.decode(), path
    assert pump.tag in client.get(f"/assets/?contract={DRAFT}").content.decode()


@pytest.mark.usefixtures("named")
def test_rest_names_no_draft_and_takes_none_from_who_may_not_see_it(world: World, pump: Asset) -> None:
    blind, seeing = Rest(world.technician), Rest(world.it_manager)
    for path in (f"assets/{pump.tag}/", "assets/", f"assets/?contract={DRAFT}", "portfolio/", "licenses/"):
        answer = blind.get(path)
        assert answer.status_code == 200, path
        assert DRAFT not in answer.content.decode(), path
        assert DRAFT in seeing.get(path).content.decode(), path
    assert blind.get(f"assets/?contract={DRAFT}").json()["results"] == []
    assert blind.get(f"assets/{pump.tag}/").json()["contract"] is None
    for number in (DRAFT, "CT-NEVER"):
        answer = blind.send("PATCH", f"assets/{pump.tag}/", {"contract": number}, If_Match="*")
        assert f"Nothing here is called {number}." in answer.content.decode()
        assert answer.status_code == 422


@pytest.mark.usefixtures("named")
def test_a_draft_survives_the_form_of_who_may_not_see_it(world: World, client: Client, pump: Asset) -> None:
    client.force_login(world.technician)
    form = client.get(f"/a/{pump.tag}/edit/").context["form"]
    assert "contract" not in form.fields
    typed = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in typed.items() if value not in (None, False)} | {"name": "Pump 7"}
    sent["model"] = str(pump.model.name) if pump.model else ""
    answer = client.post(f"/a/{pump.tag}/edit/", sent)
    assert answer.status_code == 302, answer.context["form"].errors
    kept = Asset.objects.get(pk=pump.pk)
    assert (kept.name, kept.contract.number if kept.contract else "") == ("Pump 7", DRAFT)


@pytest.mark.usefixtures("named")
def test_neither_search_nor_the_ticket_of_the_device_tells_of_a_draft(
    world: World, client: Client, pump: Asset
) -> None:
    ticket = about(world, pump.tag)
    assert ticket.asset == pump
    client.force_login(world.technician)
    assert DRAFT not in client.get(f"/t/{ticket.key}/").content.decode()
    assert pump.tag not in client.get(f"/assets/?q={DRAFT}").content.decode()
    assert Rest(world.technician).get(f"assets/?q={DRAFT}").json()["results"] == []


def test_a_draft_is_no_evidence_of_a_service_contract(world: World, pump: Asset) -> None:
    with pytest.raises(ValueError, match=f"{DRAFT} is not signed yet"):
        evidence._row("contract", DRAFT, again(world.vendor_manager))
    with pytest.raises(ValueError, match=f"There is no {DRAFT}"):
        evidence._row("contract", DRAFT, again(world.technician))
